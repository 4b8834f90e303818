"""Reports: paragraphs of words and figures, and the editions in which their figures were fixed."""

from ketnoi.reports.models.assignment import Assignment, AssignmentStep
from ketnoi.reports.models.comment import Comment
from ketnoi.reports.models.edition import Edition, FrozenFigure, KeptRecords, SignedCopy
from ketnoi.reports.models.flow import Letterhead, Signer, Step
from ketnoi.reports.models.following import Following
from ketnoi.reports.models.given import GivenNumber
from ketnoi.reports.models.report import Paragraph, Report
from ketnoi.reports.models.statistical import FixedForm
from ketnoi.reports.models.writing import Draft, ParagraphVersion

__all__ = [
    "Assignment",
    "AssignmentStep",
    "Comment",
    "Draft",
    "Edition",
    "FixedForm",
    "Following",
    "FrozenFigure",
    "GivenNumber",
    "KeptRecords",
    "Letterhead",
    "Paragraph",
    "ParagraphVersion",
    "Report",
    "SignedCopy",
    "Signer",
    "Step",
]
