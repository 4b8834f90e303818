"""From what a message seems to say to a draft of an entry: names looked up, counts put together, nothing saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.activities import choosing, message_words, policy, queries
from ketnoi.activities.entry import Entry
from ketnoi.activities.forms import UNSORTED, audience_name
from ketnoi.activities.message_words import Guess
from ketnoi.figures import catalogue
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Place
from ketnoi.programmes import queries as programmes
from ketnoi.ui.text import fold

MOST_LOOKED_UP = 6  # names of one sort
AUDIENCE = "audience:"
_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE, "phuong": Level.COMMUNE}


@dataclass
class Draft:
    """An entry in the making. `words` holds for each name of a form's field the words its guess came from.

    `places` are to choose from where a name could be several. `day_said` is false where the message names no day.
    """

    entry: Entry
    words: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    day_said: bool = True


def kind_of(found: Sequence[Guess]) -> int | None:
    """The kind that the message speaks of, where it is in the catalogue."""
    codes = {one.code: one.pk for one in catalogue.categories("kind")}
    return next((codes[one.value] for one in found if one.field == "kind" and one.value in codes), None)


def draft(found: Sequence[Guess], kind: int, post: Post, today: dt.date) -> Draft:
    """Put the guesses together for somebody acting under this post."""
    one = {guess.field: guess for guess in reversed(found)}
    day: dt.date = one["starts_on"].value if "starts_on" in one else today
    own = home(post.unit)
    lead = next(iter(queries.standing([own.pk], day)), own.pk)
    plain = ("title", "starts_on", "ends_on", "start_time", "venue", "women", "minority")
    said: dict[str, Any] = {"title": "", "starts_on": day}
    said |= {name: one[name].value for name in plain if name in one}
    made = Draft(Entry(kind=kind, lead=lead, **said))
    made.words = {name: one[name].words for name in (*plain, "kind") if name in one}
    made.day_said = "starts_on" in one
    changes = _people(one, made) | _classed(found, made) | _who(found, post, made, day) | _where(found, own, made, day)
    running = list(programmes.open_for([own.pk], day).values_list("pk", flat=True)[:2])
    changes["programmes"] = tuple(running) if len(running) == 1 else ()
    made.entry = Entry(**made.entry.__dict__ | changes)
    return made


def _people(one: Mapping[str, Guess], made: Draft) -> dict[str, Any]:
    """Who came, by audience; what of the whole is left over is in no audience yet."""
    ids = {category.code: category.pk for category in catalogue.categories("audience")}
    parts = {code: one[AUDIENCE + code] for code in ids if AUDIENCE + code in one}
    total = one.get("total") or _both(one)
    counts = {ids[code]: guess.value for code, guess in parts.items()}
    made.words |= {audience_name(ids[code]): guess.words for code, guess in parts.items()}
    rest = total.value - sum(counts.values()) if total else 0
    if total and rest > 0 and UNSORTED in ids:
        counts[ids[UNSORTED]] = rest
        made.words[audience_name(ids[UNSORTED])] = total.words
        made.notes.append(_("Còn %(rest)s người chưa rõ thuộc nhóm nào; hãy xếp vào nhóm.") % {"rest": rest})
    elif total and rest < 0:
        made.notes.append(_("Các nhóm cộng lại nhiều hơn “%(words)s”; hãy xem lại số người.") % {"words": total.words})
    return {"attendance": counts}


def _both(one: Mapping[str, Guess]) -> Guess | None:
    """Women and men together, where no whole was said."""
    if "women" not in one or "men" not in one or any(name.startswith(AUDIENCE) for name in one):
        return None
    women, men = one["women"], one["men"]
    return Guess("total", women.value + men.value, f"{women.words}, {men.words}")


def _classed(found: Sequence[Guess], made: Draft) -> dict[str, Any]:
    """Topics and the way of counting; the topics' names stand for a title where the message gave none."""
    topics = {category.code: category for category in catalogue.categories("topic")}
    said = [(topics[guess.value], guess.words) for guess in found if guess.field == "topics" and guess.value in topics]
    counting = {category.code: category.pk for category in catalogue.categories("counting")}
    how = [guess for guess in found if guess.field == "counting" and guess.value in counting]
    changes: dict[str, Any] = {"topics": tuple(topic.pk for topic, _words in said)}
    if said:
        made.words["topics"] = "; ".join(words for _topic, words in said)
    if said and not made.entry.title:
        changes["title"] = "; ".join(topic.name for topic, _words in said)
        made.words["title"] = made.words["topics"]
    if how:
        changes["counting"], made.words["counting"] = counting[how[0].value], how[0].words
    return changes


def _who(found: Sequence[Guess], post: Post, made: Draft, day: dt.date) -> dict[str, Any]:
    """The unit of the own agency that is named leads, where the officer may enter for it; the others took part."""
    own, lead = home(post.unit), made.entry.lead
    partners: list[int] = []
    mine = policy.writing_scope([post])
    for guess in [guess for guess in found if guess.field == "units"][:MOST_LOOKED_UP]:
        unit = _unit(guess, own, day)
        if unit is None or unit.pk in {lead, *partners}:
            continue
        if unit.agency_id == own.agency_id and "lead" not in made.words and unit.pk in mine:
            lead, made.words["lead"] = unit.pk, guess.words
        else:
            partners.append(unit.pk)
            made.words["partners"] = "; ".join(filter(None, (made.words.get("partners"), guess.words)))
    return {"lead": lead, "partners": tuple(one for one in partners if one != lead)}


def _unit(guess: Guess, own: Unit, day: dt.date) -> Unit | None:
    """The unit that is meant: of that name in the own province; without a name the one of that agency beside the own.

    "Công an tỉnh" is the own province's, whoever writes.
    """
    code, behind = guess.value
    for length in range(len(behind), 1, -1):
        name = " ".join(behind[:length])
        found = [one for one in orgs.find(name, day, [code]) if one.province == own.province]
        exact = [one for one in found if fold(one.label).endswith(fold(name))]
        if len(exact) == 1:
            return exact[0]
    level = _LEVELS.get(fold(behind[0]) if behind else "", own.level)
    if len(behind) > 1 or not own.province:
        return None
    beside = Unit.objects.on(day).filter(agency__code=code, level=level, province=own.province)
    meant = list(beside.filter(place=own.place)[:2] if level == own.level else beside[:2])
    return meant[0] if len(meant) == 1 else None


def _where(found: Sequence[Guess], own: Unit, made: Draft, day: dt.date) -> dict[str, Any]:
    """The village that is named, inside the commune that is named beside it; else the commune."""
    named = [guess for guess in found if guess.field == "places"][:MOST_LOOKED_UP]
    larger = [guess for guess in named if guess.value[0] not in message_words.VILLAGES]
    for guess in [guess for guess in named if guess not in larger] + larger:
        places, words = _places(guess, own, day)
        if guess not in larger:
            places = _inside(places, larger)
        if not places:
            continue
        made.words["place"] = words
        if len(places) > 1:
            made.places = places
            return {}
        return {"place": places[0].pk, "venue": _short(made.entry.venue, words)}
    return {}


def _places(guess: Guess, own: Unit, day: dt.date) -> tuple[list[Place], str]:
    """Places called exactly so, and the words that call them: the longest name that is one."""
    division, behind = guess.value
    for length in range(min(4, len(behind)), 0, -1):
        name = fold(f"{division} {' '.join(behind[:length])}")
        found = [one for one in choosing.places_called(name, day, own.province) if one.folded_name == name]
        if found:
            return found, " ".join(guess.words.split()[: len(division.split()) + length])
    return [], ""


def _inside(places: list[Place], larger: Sequence[Guess]) -> list[Place]:
    """Those that lie in a place which is named too, where any does."""
    names = [fold(f"{guess.value[0]} {' '.join(guess.value[1])}") for guess in larger]
    lying = [one for one in places if one.parent and any(name.startswith(one.parent.folded_name) for name in names)]
    return lying or places


def _short(venue: str, place: str) -> str:
    """The venue without the place's name, which stands in a field of its own."""
    at = fold(venue).find(fold(place))
    return venue[:at].strip(" ,") if at >= 0 and len(fold(venue)) == len(venue) else venue
