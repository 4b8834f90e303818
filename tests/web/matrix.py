"""Who may open what, written by hand. One row for each address; see ROWS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ketnoi.figures.models import Category, Indicator
from tests.web import kept
from tests.web.objects import Objects

WHO = ("anonymous", "no_post", "recorder", "lead", "supervisor", "analyst", "administrator", "stranger")


@dataclass(frozen=True)
class Row:
    """How an address answers each of WHO.

    L is sent to the sign-in page, A to the own account, O is let in, N is told that there is no such page.
    `args` makes what the address names; it always belongs to the home unit, never to the stranger's.
    """

    answers: str
    args: Callable[[Objects], tuple[Any, ...]] = lambda _objects: ()
    method: str = "get"
    query: str = ""

    def expected(self) -> dict[str, str]:
        return dict(zip(WHO, self.answers.split(), strict=True))


def _own_post(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.officers["recorder"].posts.get().pk,)


def _hand_over(objects: Objects) -> tuple[Any, ...]:
    return (objects.hand_over().uuid,)


def _hand_over_number(objects: Objects) -> tuple[Any, ...]:
    return (objects.hand_over().pk,)


def _colleague(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.officers["recorder"].pk,)


def _leave(objects: Objects) -> tuple[Any, ...]:
    return (objects.leave().pk,)


def _dimension(_objects: Objects) -> tuple[Any, ...]:
    return ("topic",)


def _category(_objects: Objects) -> tuple[Any, ...]:
    return (Category.objects.filter(dimension="topic").first().pk,)


def _indicator_number(_objects: Objects) -> tuple[Any, ...]:
    return (Indicator.objects.get(code="hoat_dong").pk,)


def _entered(objects: Objects) -> tuple[Any, ...]:
    return (objects.entered().pk,)


def _home(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.home.pk,)


def _renaming(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.home.pk, "doi-ten")


def _commune(objects: Objects) -> tuple[Any, ...]:
    return (objects.commune().pk,)


def _picture(objects: Objects) -> tuple[Any, ...]:
    return (objects.picture().uuid,)


def _recorded(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid,)


def _planned(objects: Objects) -> tuple[Any, ...]:
    return (objects.planned().uuid,)


def _picture_of(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid, objects.picture().uuid)


def _batch(objects: Objects) -> tuple[Any, ...]:
    return (objects.batch().pk,)


def _report_link(objects: Objects) -> tuple[Any, ...]:
    return (objects.report_link()[0].uuid,)


def _report_token(objects: Objects) -> tuple[Any, ...]:
    return (objects.report_link()[1],)


def _sent(objects: Objects) -> tuple[Any, ...]:
    return (objects.sent().uuid,)


def _paper(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid, "bien-ban")


def _signed(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid, objects.signed().uuid)


def _mapping(objects: Objects) -> tuple[Any, ...]:
    return (objects.mapping().pk,)


def _programme(objects: Objects) -> tuple[Any, ...]:
    return (objects.programme().slug,)


def _draft(objects: Objects) -> tuple[Any, ...]:
    return (objects.draft().slug,)


def _discussed(objects: Objects) -> tuple[Any, ...]:
    return (objects.comment().round.programme.slug,)


def _comment(objects: Objects) -> tuple[Any, ...]:
    return (objects.comment().round.programme.slug, objects.comment().pk)


def _asked(objects: Objects) -> tuple[Any, ...]:
    return (objects.asked_of_home().slug,)


def _conference(objects: Objects) -> tuple[Any, ...]:
    return (objects.conference().pk,)


def _task(objects: Objects) -> tuple[Any, ...]:
    return (objects.task().pk,)


def _recommendation(objects: Objects) -> tuple[Any, ...]:
    return (objects.programme().slug, objects.recommendation().pk)


def _report(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid,)


def _edition(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.edition().number)


def _paragraph(objects: Objects) -> tuple[Any, ...]:
    return (objects.report().uuid, objects.report().paragraphs.filter(kind="paragraph").first().pk)


def _indicator(_objects: Objects) -> tuple[Any, ...]:
    return ("hoat_dong",)


def _token(objects: Objects) -> tuple[Any, ...]:
    return (objects.token().pk,)


def _list(_objects: Objects) -> tuple[Any, ...]:
    return ("hoat-dong",)


def _bulk(_objects: Objects) -> tuple[Any, ...]:
    return ("hoat-dong", "rut")


def _own_view(objects: Objects) -> tuple[Any, ...]:
    return (objects.view(shared=False).uuid,)


def _shared_view(objects: Objects) -> tuple[Any, ...]:
    return (objects.view(shared=True).uuid,)


def _regime(objects: Objects) -> tuple[Any, ...]:
    return (objects.regime().code,)


def _period(objects: Objects) -> tuple[Any, ...]:
    return (objects.regime().code, dt.date(2026, 3, 1))


def _period_of_unit(objects: Objects) -> tuple[Any, ...]:
    return (*_period(objects), objects.world.home.pk)


FIGURE = "?chi-tieu=hoat_dong"
TOKEN = "401 401 401 401 401 401 401 401"  # a session opens nothing: programs carry a token

#                                anonymous, no post, recorder, lead, supervisor, analyst, administrator, stranger
ROWS = {
    "web:first":                Row("L A O O O O O O"),
    "web:today":                Row("L A O O O O O O"),
    "web:schedule":             Row("L A O O O O O O"),
    "web:schedule_file":        Row("L A O O O O O O"),
    "web:search":               Row("L A O O O O O O"),
    "web:everything":           Row("L O O O O O O O"),
    "officers:sign_in":         Row("O O O O O O O O"),
    "officers:sign_out":        Row("L O O O O O O O", method="post"),
    "officers:account":         Row("L O O O O O O O"),
    "officers:lock":            Row("L O O O O O O O", method="post"),
    "officers:unlock":          Row("L O O O O O O O"),
    "officers:password":        Row("L O O O O O O O"),
    "officers:pin":             Row("L O O O O O O O"),
    "officers:profile":         Row("L O O O O O O O"),
    "officers:hand_over":       Row("L N O N N N N N", _hand_over),
    "officers:act_under":       Row("L N O N N N N N", _own_post, "post"),
    "places:search":            Row("L A O O O O O O"),
    "orgs:search":              Row("L A O O O O O O"),
    "attachments:file":         Row("L A O O O O O N", _picture),
    "attachments:small":        Row("L A O O O O O N", _picture),
    "activities:list":          Row("L A O O O O O O"),
    "activities:new":           Row("L A O O N N N O"),
    "activities:add_village":   Row("L A O O N N N O"),
    "activities:slips":        Row("L A O O N N N O"),
    "activities:import":        Row("L A O O N N N O"),
    "activities:template":      Row("L A O O N N N O"),
    "activities:batch":         Row("L A O O N N N N", _batch),
    "activities:columns":       Row("L A O O N N N N", _mapping),
    "activities:left":          Row("L A O O N N N N", _batch),
    "activities:message":      Row("L A O O N N N O"),
    "activities:links":        Row("L A O O N N N O"),
    "activities:revoke_link":  Row("L A O O N N N N", _report_link, "post"),
    "activities:sent":         Row("L A O O N N N N", _sent),
    "activities:reject_sent":  Row("L A O O N N N N", _sent, "post"),
    "activities:report":       Row("O O O O O O O O", _report_token),
    "activities:detail":        Row("L A O O O O O N", _recorded),
    "activities:papers":       Row("L A O O O O O N", _recorded),
    "activities:paper":        Row("L A O O O O O N", _paper),
    "activities:add_signed":   Row("L A O O N N N N", _recorded, "post"),
    "activities:remove_signed": Row("L A O O N N N N", _signed, "post"),
    "activities:record":        Row("L A O O N N N N", _planned),
    "activities:hold":          Row("L A O O N N N N", _planned, "post"),
    "activities:correct":       Row("L A O O N N N N", _recorded),
    "activities:withdraw":      Row("L A O O N N N N", _recorded),
    "activities:add_photos":    Row("L A O O N N N N", _recorded, "post"),
    "activities:remove_photo":  Row("L A O O N N N N", _picture_of, "post"),
    "programmes:list":          Row("L A O O O O O O"),
    "programmes:new":           Row("L A N O N N O N"),
    "programmes:programme":     Row("L A O O O O O N", _programme),
    "programmes:edit":          Row("L A N O N N O N", _programme),
    "programmes:export":        Row("L A O O O O O N", _programme),
    "programmes:new_conference": Row("L A N O N N O N"),
    "programmes:conference":    Row("L A O O O O O N", _conference),
    "programmes:assign":        Row("L A N O N N O N", _conference, "post"),
    "programmes:task":          Row("L A O O O O O N", _task),
    "programmes:document":      Row("L A O O O O O N", _programme),
    "programmes:edit_clauses":  Row("L A N O N N O N", _programme),
    "programmes:edit_bases":    Row("L A N O N N O N", _programme),
    "programmes:edit_witnesses": Row("L A N O N N O N", _programme),
    "programmes:comments":      Row("L A O O O O O N", _discussed),
    "programmes:circulate":     Row("L A N O N N O N", _draft, "post"),
    "programmes:comment":       Row("L A O O N N N N", _asked, "post"),
    "programmes:agree":         Row("L A O O N N N N", _asked, "post"),
    "programmes:answer":        Row("L A N O N N O N", _comment, "post"),
    "programmes:take_back":     Row("L A N O N N O N", _discussed, "post"),
    "programmes:sign":          Row("L A N O N N O N", _discussed, "post"),
    "programmes:contents":      Row("L A O O O O O N", _programme),
    "programmes:edit_contents": Row("L A N O N N O N", _programme),
    "programmes:place":         Row("L A O O N N N N", _programme),
    "programmes:targets":       Row("L A O O O O O N", _programme),
    "programmes:edit_grades":   Row("L A N O N N O N", _programme),
    "programmes:tasks":         Row("L A O O O O O N", _programme),
    "programmes:requests":      Row("L A O O O O O N", _programme),
    "programmes:new_request":   Row("L A O O N N N N", _programme),
    "programmes:request":       Row("L A O O O O O N", _recommendation),
    "programmes:terms":         Row("L A O O O O O N", _programme),
    "programmes:renew":         Row("L A N O N N O N", _programme),
    "figures:index":            Row("L A O O O O O O"),
    "figures:figure":           Row("L A O O O O O O", query=FIGURE),
    "figures:export":           Row("L A O O O O O O", query=FIGURE),
    "lists:open":               Row("L A O O O O O N", _shared_view),
    "lists:change":             Row("L A O O N N O N", _shared_view),
    "lists:remove":             Row("L A O N N N N N", _own_view, "post"),
    "lists:columns":            Row("L A O O O O O O", _list, "post"),
    "lists:save":               Row("L A O O O O O O", _list),
    "lists:export":             Row("L A O O O O O O", _list),
    "lists:xlsx":               Row("L A O O O O O O", _list),
    "lists:csv":                Row("L A O O O O O O", _list),
    "lists:bulk":               Row("L A O O N N N O", _bulk, "post"),
    "reports:index":            Row("L A O O O O O O"),
    "reports:new":              Row("L A O O N O N O"),
    "reports:letterhead":       Row("L A N O N N O N"),
    "reports:report":           Row("L A O O O O O N", _report),
    "reports:edition":          Row("L A O O O O O N", _edition),
    "reports:changes":          Row("L A O O O O O N", _report),
    "reports:docx":             Row("L A O O O O O N", _report),
    "reports:annex":            Row("L A O O O O O N", _report),
    "reports:paragraphs":       Row("L A O O N O N N", _report),
    "reports:describe":         Row("L A O O N O N N", _report),
    "reports:add":              Row("L A O O N O N N", _report),
    "reports:edit":             Row("L A O O N O N N", _paragraph),
    "reports:remove":           Row("L A O O N O N N", _paragraph, "post"),
    "reports:choose":           Row("L A O O N O N N", _report, "post"),
    "reports:way":              Row("L A O O O O O N", _report),
    "reports:signers":          Row("L A O O N O N N", _report),
    "reports:freeze":           Row("L A O O N O N N", _report),
    "api:documentation":       Row("L A O O O O O O"),
    "api:openapi":             Row("O O O O O O O O"),
    "api:tokens":              Row("L A O O O O O O"),
    "api:revoke":              Row("L A O N N N N N", _token, "post"),
    "api:value":               Row(TOKEN),
    "api:breakdown":           Row(TOKEN),
    "api:behind":              Row(TOKEN),
    "api:activities":          Row(TOKEN),
    "api:enter":               Row(TOKEN, method="post"),
    "api:activity":            Row(TOKEN, _recorded),
    "api:correct":             Row(TOKEN, _recorded, "put"),
    "api:record":              Row(TOKEN, _planned, "post"),
    "api:withdraw":            Row(TOKEN, _recorded, "post"),
    "api:take":                Row(TOKEN, method="post"),
    "api:indicators":          Row(TOKEN),
    "api:indicator":           Row(TOKEN, _indicator),
    "api:categories":          Row(TOKEN),
    "api:agencies":            Row(TOKEN),
    "api:units":               Row(TOKEN),
    "api:places":              Row(TOKEN),
    "api:visible_programmes":  Row(TOKEN),
    "administration:index":               Row("L A N N N N O N"),
    "administration:people":              Row("L A N N N N O N"),
    "administration:new_person":          Row("L A N N N N O N"),
    "administration:person":              Row("L A N N N N O N", _colleague),
    "administration:describe_person":     Row("L A N N N N O N", _colleague),
    "administration:first_password":      Row("L A N N N N O N", _colleague, "post"),
    "administration:stop_person":         Row("L A N N N N O N", _colleague),
    "administration:give_post":           Row("L A N N N N O N", _colleague),
    "administration:new_leave":           Row("L A N N N N O N", _colleague),
    "administration:cancel_leave":        Row("L A N N N N O N", _leave, "post"),
    "administration:end_post":            Row("L A N N N N O N", _own_post),
    "administration:new_hand_over":       Row("L A N N N N O N", _own_post),
    "administration:hand_over":           Row("L A N N N N O N", _hand_over_number),
    "administration:units":               Row("L A N N N N O N"),
    "administration:new_unit":            Row("L A N N N N O N"),
    "administration:unit":                Row("L A N N N N O N", _home),
    "administration:change_unit":         Row("L A N N N N O N", _renaming),
    "administration:places":              Row("L A N N N N O N"),
    "administration:place":               Row("L A N N N N O N", _commune),
    "administration:add_village":         Row("L A N N N N O N", _commune),
    "administration:rename_place":        Row("L A N N N N O N", _commune),
    "administration:merge_place":         Row("L A N N N N O N", _commune),
    "administration:split_place":         Row("L A N N N N O N", _commune),
    "administration:categories":          Row("L A N N N N O N"),
    "administration:new_category":        Row("L A N N N N O N", _dimension),
    "administration:category":            Row("L A N N N N O N", _category),
    "administration:show_category":       Row("L A N N N N O N", _category, "post"),
    "administration:indicators":          Row("L A N N N N O N"),
    "administration:new_indicator":       Row("L A N N N N O N"),
    "administration:indicator":           Row("L A N N N N O N", _indicator_number),
    "administration:show_indicator":      Row("L A N N N N O N", _indicator_number, "post"),
    "administration:entered":             Row("L A N N O N O N"),
    "administration:new_entered":         Row("L A N N O N O N"),
    "administration:entered_value":       Row("L A N N O N O N", _entered),
    "administration:replace_entered":     Row("L A N N O N O N", _entered),
    "administration:withdraw_entered":    Row("L A N N O N O N", _entered, "post"),
    "administration:withdraw_hand_over":  Row("L A N N N N O N", _hand_over_number, "post"),
    "periods:index":            Row("L A O O O O O O"),
    "periods:regimes":          Row("L A N N O N O N"),
    "periods:new_regime":       Row("L A N N O N O N"),
    "periods:regime":           Row("L A N N O N O N", _regime),
    "periods:period":           Row("L A O O O O O N", _period),
    "periods:confirm":          Row("L A O O N N N N", _period),
    "periods:unit":             Row("L A O O O O O N", _period_of_unit),
    "registers:overview":       Row("L A O O O O O O"),
    "registers:kind":           Row("L A O O O O O O", kept.slug),
    "registers:new":            Row("L A O O N N N O", kept.slug),
    "registers:thing":          Row("L A O O O O O N", kept.thing),
    "registers:correct":        Row("L A O O N N N N", kept.thing),
    "registers:close":          Row("L A O O N N N N", kept.thing),
    "registers:reopen":         Row("L A O O N N N N", kept.thing),
    "registers:transfer":       Row("L A O O N N N N", kept.thing),
    "registers:add_member":     Row("L A O O N N N N", kept.thing),
    "registers:end_member":     Row("L A O O N N N N", kept.member),
    "registers:monthly":        Row("L A O O N N N O"),
    "registers:roster":         Row("L A O O O O O O"),
    "registers:add_person":     Row("L A O O N N N O"),
    "registers:person":         Row("L A O O O O O N", kept.person),
    "registers:end_person":     Row("L A O O N N N N", kept.person),
    "registers:membership":     Row("L A O O O O O O"),
    "registers:tell_membership": Row("L A O O N N N O"),
    "registers:products":       Row("L A O O O O O O"),
    "registers:make_product":   Row("L A O O N N N O"),
    "registers:product":        Row("L A O O O O O N", kept.product),
    "registers:broadcast":      Row("L A O O N N N N", kept.product),
    "registers:withdraw_product": Row("L A O O N N N N", kept.product),
    "ui:gallery":               Row("O O O O O O O O"),
}  # fmt: skip
