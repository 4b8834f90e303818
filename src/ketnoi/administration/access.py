"""What an administrator finds here: people and units of his domain; anything else does not exist for him."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ketnoi.figures.models import EnteredValue
from ketnoi.officers import authority, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Leave, Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Unit


def post_of(request: HttpRequest) -> Post:
    """The post the officer acts under."""
    return policy.staff(request).post


def actor_of(request: HttpRequest) -> int:
    """Who does it, for the journal."""
    return policy.staff(request).user.pk


def officer(request: HttpRequest, pk: int) -> Officer:
    """An officer of the domain; Http404 for anybody else."""
    return get_object_or_404(authority.officers_of(post_of(request)), pk=pk)


def governed(request: HttpRequest, pk: int) -> Officer:
    """An officer whose account is this administrator's to look after; else Http404."""
    found = officer(request, pk)
    if not authority.governs(post_of(request), found):
        raise Http404
    return found


def kept(request: HttpRequest, pk: int) -> Post:
    """A post this administrator may end or hand over; else Http404."""
    posts = Post.objects.select_related("officer", "unit__parent", "unit__agency")
    found = get_object_or_404(posts, pk=pk)
    if not authority.keeps(post_of(request), found):
        raise Http404
    return found


def leave(request: HttpRequest, pk: int) -> Leave:
    """A leave of an officer whose posts are all his to give; else Http404."""
    found = get_object_or_404(Leave.objects.select_related("officer"), pk=pk, cancelled=False)
    governed(request, found.officer_id)
    return found


def hand_over(request: HttpRequest, pk: int) -> HandOver:
    """A record of handing over a post of the domain; else Http404."""
    records = HandOver.objects.select_related("post__unit", "post__officer", "receiver")
    found = get_object_or_404(records, pk=pk)
    kept(request, found.post_id)
    return found


def unit(request: HttpRequest, pk: int) -> Unit:
    """A unit of the domain; Http404 for any other."""
    found = get_object_or_404(Unit.objects.select_related("agency", "parent", "place"), pk=pk)
    if found.pk not in authority.domain(post_of(request)):
        raise Http404
    return found


def numbers_of(post: Post) -> frozenset[int]:
    """Ids of the units whose entered numbers are looked after under this post: administrators and supervisors."""
    if post.role not in {Role.ADMINISTRATOR, Role.SUPERVISOR}:
        return frozenset()
    return orgs.scope([policy.home(post.unit).pk])


def entered_value(request: HttpRequest, pk: int) -> EnteredValue:
    """An entered number of one of these units; Http404 for any other."""
    rows = EnteredValue.objects.select_related("indicator", "unit")
    found = get_object_or_404(rows, pk=pk)
    if found.unit_id not in numbers_of(post_of(request)):
        raise Http404
    return found


def keeps_catalogues(post: Post) -> bool:
    """Catalogues are everybody's: they are kept at the top of an agency."""
    return policy.home(post.unit).parent_id is None


def keeps_communes(post: Post) -> bool:
    """Whether communes of his province (all of them at the centre) are his to merge, split and rename."""
    return policy.home(post.unit).level in {Level.PROVINCE, Level.CENTRE}
