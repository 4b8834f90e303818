"""The discussion of a draft as its page reads it: each round, what every party said, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.orgs.models import Unit
from ketnoi.programmes.drafting_forms import AnswerForm
from ketnoi.programmes.enums import Outcome, PartyRole
from ketnoi.programmes.models import Comment, Programme, Round


@dataclass(frozen=True)
class Answered:
    """A comment and the form to answer it."""

    comment: Comment
    form: AnswerForm

    @property
    def opened(self) -> bool:
        return self.form.is_bound or self.comment.outcome == Outcome.OPEN


@dataclass(frozen=True)
class Standing:
    """Where a party stands in a round: how many comments it made, how many of them wait, whether it agreed."""

    unit: Unit
    comments: int
    waiting: int
    agreed: bool


@dataclass(frozen=True)
class Discussed:
    """One round."""

    round: Round
    comments: list[Answered]
    parties: list[Standing]


def prefix(comment: Comment) -> str:
    """Sets the fields of one comment's form apart from the others on the page."""
    return f"y-kien-{comment.pk}"


def rounds(programme: Programme, answered: AnswerForm | None = None) -> list[Discussed]:
    """The rounds, latest first; `answered` is a form that was refused and is shown as it was filled in."""
    parties = programme.parties.filter(role=PartyRole.PARTY).exclude(unit=programme.chair_id)
    units = [party.unit for party in parties.select_related("unit__agency")]
    found = programme.rounds.order_by("-number").prefetch_related("comments__unit__agency")
    return [_discussed(one, list(one.comments.all()), units, answered) for one in found]


def _discussed(one: Round, said: list[Comment], units: list[Unit], answered: AnswerForm | None) -> Discussed:
    forms = {answered.prefix: answered} if answered else {}
    comments = [
        Answered(comment, forms.get(prefix(comment)) or _form(comment)) for comment in said if not comment.agreed
    ]
    return Discussed(one, comments, [_standing(unit, said) for unit in units])


def _form(comment: Comment) -> AnswerForm:
    given = {"outcome": comment.outcome, "reply": comment.reply}
    return AnswerForm(initial=given, prefix=prefix(comment))


def _standing(unit: Unit, said: list[Comment]) -> Standing:
    own = [comment for comment in said if comment.unit_id == unit.pk]
    made = [comment for comment in own if not comment.agreed]
    waiting = sum(comment.outcome == Outcome.OPEN for comment in made)
    return Standing(unit, len(made), waiting, any(comment.agreed for comment in own))
