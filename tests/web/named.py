"""What the addresses name: a function for each, from a world's objects to an address's arguments."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from ketnoi.deadlines import limits
from ketnoi.figures.models import Category, Indicator
from ketnoi.periods import spans
from ketnoi.reports.statistical import definitions, fixing
from tests.web.objects import Objects


def notice(objects: Objects) -> tuple[Any, ...]:
    return (objects.notice().uuid,)


def trouble(objects: Objects) -> tuple[Any, ...]:
    return (objects.trouble().pk,)


def duty_line(objects: Objects) -> tuple[Any, ...]:
    return (objects.duty_line().pk,)


def duty_call(objects: Objects) -> tuple[Any, ...]:
    return (objects.duty_call().uuid,)


def limit(_objects: Objects) -> tuple[Any, ...]:
    return (limits.every()[0].code,)


def own_post(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.officers["recorder"].posts.get().pk,)


def nothing(_objects: Objects) -> tuple[Any, ...]:
    """What nobody has: each is told the same."""
    return (uuid.UUID(int=0),)


def recovery(objects: Objects) -> tuple[Any, ...]:
    return (objects.recovery().uuid,)


def hand_over(objects: Objects) -> tuple[Any, ...]:
    return (objects.hand_over().uuid,)


def hand_over_number(objects: Objects) -> tuple[Any, ...]:
    return (objects.hand_over().pk,)


def colleague(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.officers["recorder"].pk,)


def leave(objects: Objects) -> tuple[Any, ...]:
    return (objects.leave().pk,)


def dimension(_objects: Objects) -> tuple[Any, ...]:
    return ("topic",)


def category(_objects: Objects) -> tuple[Any, ...]:
    return (Category.objects.filter(dimension="topic").first().pk,)


def indicator_number(_objects: Objects) -> tuple[Any, ...]:
    return (Indicator.objects.get(code="hoat_dong").pk,)


def entered(objects: Objects) -> tuple[Any, ...]:
    return (objects.entered().pk,)


def home(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.home.pk,)


def renaming(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.home.pk, "doi-ten")


def commune(objects: Objects) -> tuple[Any, ...]:
    return (objects.commune().pk,)


def picture(objects: Objects) -> tuple[Any, ...]:
    return (objects.picture().uuid,)


def recorded(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid,)


def planned(objects: Objects) -> tuple[Any, ...]:
    return (objects.planned().uuid,)


def picture_of(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid, objects.picture().uuid)


def batch(objects: Objects) -> tuple[Any, ...]:
    return (objects.batch().pk,)


def report_link(objects: Objects) -> tuple[Any, ...]:
    return (objects.report_link()[0].uuid,)


def report_token(objects: Objects) -> tuple[Any, ...]:
    return (objects.report_link()[1],)


def sent(objects: Objects) -> tuple[Any, ...]:
    return (objects.sent().uuid,)


def paper(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid, "bien-ban")


def signed(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid, objects.signed().uuid)


def mapping(objects: Objects) -> tuple[Any, ...]:
    return (objects.mapping().pk,)


def programme(objects: Objects) -> tuple[Any, ...]:
    return (objects.programme().slug,)


def draft(objects: Objects) -> tuple[Any, ...]:
    return (objects.draft().slug,)


def discussed(objects: Objects) -> tuple[Any, ...]:
    return (objects.comment().round.programme.slug,)


def comment(objects: Objects) -> tuple[Any, ...]:
    return (objects.comment().round.programme.slug, objects.comment().pk)


def asked(objects: Objects) -> tuple[Any, ...]:
    return (objects.asked_of_home().slug,)


def conference(objects: Objects) -> tuple[Any, ...]:
    return (objects.conference().pk,)


def task(objects: Objects) -> tuple[Any, ...]:
    return (objects.task().pk,)


def recommendation(objects: Objects) -> tuple[Any, ...]:
    return (objects.programme().slug, objects.recommendation().pk)


def report(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid,)


def layout(_objects: Objects) -> tuple[Any, ...]:
    return ("nha-nuoc",)


def layout_part(_objects: Objects) -> tuple[Any, ...]:
    return ("nha-nuoc", "margins")


def report_paper(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, "tom-tat")


def edition(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.edition().number)


def heading(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.report().paragraphs.filter(kind="heading1").first().pk)


def paragraph(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.report().paragraphs.filter(kind="paragraph").first().pk)


def assignment(objects: Objects) -> tuple[Any, ...]:
    return (objects.assignment().uuid,)


def given(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.assignment().pk)


def following(objects: Objects) -> tuple[Any, ...]:
    return (objects.following().pk,)


def remark(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.remark().pk)


def indicator(_objects: Objects) -> tuple[Any, ...]:
    return ("hoat_dong",)


def token(objects: Objects) -> tuple[Any, ...]:
    return (objects.token().pk,)


def listing(_objects: Objects) -> tuple[Any, ...]:
    return ("hoat-dong",)


def bulk(_objects: Objects) -> tuple[Any, ...]:
    return ("hoat-dong", "rut")


def own_view(objects: Objects) -> tuple[Any, ...]:
    return (objects.view(shared=False).uuid,)


def shared_view(objects: Objects) -> tuple[Any, ...]:
    return (objects.view(shared=True).uuid,)


def regime(objects: Objects) -> tuple[Any, ...]:
    return (objects.regime().code,)


def period(objects: Objects) -> tuple[Any, ...]:
    return (objects.regime().code, dt.date(2026, 3, 1))


def form_of_unit(objects: Objects) -> tuple[Any, ...]:
    return ("gia-dinh-bao-luc", dt.date(2025, 1, 1), objects.world.home.pk)


def fixed_form(objects: Objects) -> tuple[Any, ...]:
    code, start, unit = form_of_unit(objects)
    form = definitions.load(code)
    span = spans.starting(form.period, start)
    assert span is not None
    fixed = fixing.of(form, objects.world.home, span).first() or fixing.fix(form, objects.world.home, span)
    return (code, start, unit, fixed.number)


def form_as_file(objects: Objects) -> tuple[Any, ...]:
    return (*form_of_unit(objects), "json")


def period_of_unit(objects: Objects) -> tuple[Any, ...]:
    return (*period(objects), objects.world.home.pk)


def drawn_up(objects: Objects) -> tuple[Any, ...]:
    return (objects.release("draft").uuid,)


def asked_to_sign(objects: Objects) -> tuple[Any, ...]:
    return (objects.release("asked").uuid,)


def released(objects: Objects) -> tuple[Any, ...]:
    return (objects.release("published").uuid,)


def released_file(objects: Objects) -> tuple[Any, ...]:
    return (*released(objects), "xlsx")


def subject_request(objects: Objects) -> tuple[Any, ...]:
    return (objects.subject_request(answered=False).code,)


def answered_request(objects: Objects) -> tuple[Any, ...]:
    return (objects.subject_request(answered=True).code,)


def breach(objects: Objects) -> tuple[Any, ...]:
    return (objects.breach().uuid,)


def disposal(objects: Objects) -> tuple[Any, ...]:
    return (objects.disposal().uuid,)
