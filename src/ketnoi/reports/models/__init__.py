"""Reports: paragraphs of words and figures, and the editions in which their figures were fixed."""

from ketnoi.reports.models.comment import Comment
from ketnoi.reports.models.edition import Edition, FrozenFigure, SignedCopy
from ketnoi.reports.models.flow import Letterhead, Signer, Step
from ketnoi.reports.models.report import Paragraph, Report

__all__ = [
    "Comment",
    "Edition",
    "FrozenFigure",
    "Letterhead",
    "Paragraph",
    "Report",
    "SignedCopy",
    "Signer",
    "Step",
]
