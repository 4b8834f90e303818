"""A room that uses all of it in a few lines; and the same room written by somebody who forgot, which does not work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory, override_settings

from ketnoi.access import granting, reader
from ketnoi.access.guarded import Unscoped
from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.deadlines import owners, running
from ketnoi.notices import actions as notices
from ketnoi.notices import kinds
from ketnoi.notices.models import Notice
from ketnoi.officers.models import Officer
from ketnoi.vault.refusals import Refused
from tests.access.house import NAME, House
from tests.demonstration.models import KIND, Leaf

ROOM = Path(__file__).parents[1] / "demonstration"
CODED = override_settings(ROOT_URLCONF="tests.demonstration.urls")


def asked(house: House, name: str, path: str) -> HttpResponse:
    client = Client()
    client.force_login(house.officer(name))
    return client.get(path)


def test_it_is_short() -> None:
    files = [*ROOM.glob("*.py"), *ROOM.glob("templates/*/*.html")]
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) < 150


@CODED
def test_each_sees_his_part(house: House) -> None:
    code = house.record.code
    pages = {name: asked(house, name, f"/la/{code}/") for name in house.posts}
    found = {name for name, page in pages.items() if page.status_code == 200}
    assert found == {"recorder", "lead", "other_lead", "supervisor"}
    named = {name for name in found if NAME in pages[name].content.decode()}
    assert named == {"recorder", "lead", "other_lead"}
    assert "•••" in pages["supervisor"].content.decode()


@CODED
def test_the_list_the_count_and_the_file_say_the_same(house: House) -> None:
    for name in house.posts:
        page, file = asked(house, name, "/la/").content.decode(), asked(house, name, "/la/tep/").content.decode()
        sees = name in {"recorder", "lead", "other_lead", "supervisor"}
        assert (f"{int(sees)} lá" in page, house.record.code in page, house.record.code in file) == (True, sees, sees)
        assert (NAME in page) == (NAME in file) == (sees and name != "supervisor")


@CODED
def test_every_reading_is_a_line_before_the_answer(house: House) -> None:
    asked(house, "lead", f"/la/{house.record.code}/")
    line = Line.objects.get(verb="read", kind=KIND, object=str(house.record.pk))
    assert line.actor == house.officer("lead").pk
    assert "identity" in line.detail["sections"]


@CODED
def test_no_line_no_answer(house: House, monkeypatch) -> None:
    """A journal that cannot be written refuses the page."""
    from ketnoi.audit import chaining

    def broken(*_said):
        raise OSError("no room left")

    monkeypatch.setattr(chaining, "append", broken)
    with pytest.raises(OSError, match="no room left"):
        asked(house, "lead", f"/la/{house.record.code}/")


@CODED
def test_no_key_no_answer(house: House, tmp_path) -> None:
    from ketnoi.vault import providers

    with providers.standing_in(providers.File(tmp_path)), pytest.raises(Refused):
        asked(house, "lead", f"/la/{house.record.code}/")


@CODED
def test_no_policy_no_answer(house: House, monkeypatch) -> None:
    from ketnoi.access import drafts
    from ketnoi.access.rules import Policy

    def broken(*_said):
        raise RuntimeError("no answer")

    monkeypatch.setattr(Policy, "hidden", broken)
    drafts.forget()
    with pytest.raises(RuntimeError, match="no answer"):
        asked(house, "lead", f"/la/{house.record.code}/")


def test_its_clock_and_its_notice_ask_the_policy(house: House) -> None:
    owner = owners.find(KIND)
    assert owner is not None
    pk, code = house.record.pk, house.record.code
    seers = {name for name in house.posts if owner.may_read(house.officer(name), [pk])}
    assert seers == {"recorder", "lead", "other_lead", "supervisor"}
    assert len(running.of(KIND, [pk])[pk]) == 1
    everybody = [house.officer(name).pk for name in house.posts]
    with transaction.atomic():
        notices.tell(everybody, "leaf.fell", code)
    told = set(Notice.objects.filter(kind="leaf.fell").values_list("officer", flat=True))
    assert told == {house.officer(name).pk for name in seers}


LISTED = Template("{% for one in rows %}x{% endfor %}")


def forgetful() -> dict[str, object]:
    """The same room by somebody who forgot the policy, each time where it is easiest to forget."""
    return {
        "view": lambda code: HttpResponse(Leaf.objects.get(code=code).code),
        "list": lambda _code: list(Leaf.objects.order_by("-pk")[:10]),
        "export": lambda _code: list(Leaf.objects.values_list("code", "owner")),
        "search": lambda code: list(Leaf.objects.filter(code__startswith=code[:3])),
        "count": lambda _code: Leaf.objects.filter(closed_at=None).count(),
        "figure": lambda _code: list(Leaf.objects.values("owner").annotate(number=Count("pk"))),
        "template": lambda _code: Template("{% for one in rows %}x{% endfor %}").render(
            Context({"rows": Leaf.objects.all()})
        ),
        "choice": lambda _code: list(Leaf.objects.only("code").iterator()),
        "notice": _tells,
    }


def _tells(code: str) -> None:
    seen = lambda _officer, codes: set(Leaf.objects.filter(code__in=codes).values_list("code", flat=True))  # noqa: E731
    kinds.register(kinds.Kind("leaf.forgotten", "Lá", seen, str))
    try:
        with transaction.atomic():
            notices.tell(Officer.objects.values_list("pk", flat=True)[:1], "leaf.forgotten", code)
    finally:
        kinds._kinds.pop("leaf.forgotten")


@pytest.mark.parametrize("name", sorted(forgetful()))
def test_forgetting_is_impossible(house: House, name: str) -> None:
    work = forgetful()[name]
    assert callable(work)
    with pytest.raises(Unscoped):
        work(house.record.code)


def test_a_sealed_field_shows_nothing_by_itself(house: House) -> None:
    said = Template("{{ leaf.name }}{{ leaf.name|safe }}").render(Context({"leaf": house.record}))
    assert said == "••••••"
    assert NAME not in repr(house.record.__dict__)


def test_a_key_of_a_program_opens_nothing(house: House) -> None:
    request = RequestFactory().get("/api/v1/")
    request.user, request.auth = house.officer("lead"), "token"
    request.session = {}
    assert not reader.of(request).second_factor


@CODED
def test_a_world_with_and_without_it_is_the_same_to_others(house: House) -> None:
    """Byte for byte, over every list of this room and the pages of need to know; before and after there is another."""
    paths = ["/la/", "/la/tep/", "/quyen-xem/", "/thong-bao/", "/tim/?q=Hoàng+Yến", "/hom-nay/"]
    before = {(name, path): _plain(asked(house, name, path)) for name in ("neighbour", "police") for path in paths}
    from tests.demonstration import actions

    more = actions.enter(house.posts["colleague"], NAME + " Hai")
    granting.assign(house.reader("lead", later=1), more, house.posts["recorder"], moments.now() + 10**9)
    after = {(name, path): _plain(asked(house, name, path)) for name, path in before}
    assert before == after
    assert "•" not in "".join(after.values())


def _plain(answer: HttpResponse) -> str:
    """A page without its form's token, which is new each time."""
    import re

    return re.sub(r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<="X-CSRFToken": ")\w+', "", answer.content.decode())
