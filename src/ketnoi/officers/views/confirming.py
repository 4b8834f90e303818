"""Posts that wait for a second person: what an administrator gave, and what to make sure of before confirming it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.officers import confirming, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.ui.numbers import plain


@policy.stepped_up
@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def confirm_posts(request: HttpRequest) -> HttpResponse:
    """What waits for this post; sending one confirms it. What does not wait for him is not there."""
    own = policy.staff(request).post
    if request.method == "POST":
        return _confirmed(request, own)
    waiting = [(one, confirming.is_ready(one)) for one in confirming.waiting_for(own)]
    return render(request, "officers/confirm_posts.html", {"waiting": waiting, "counts": own.confirmed_at is not None})


def _confirmed(request: HttpRequest, own: Post) -> HttpResponse:
    try:
        post = confirming.confirm(plain(request.POST.get("post", "")) or 0, own)
    except Post.DoesNotExist as gone:
        raise Http404 from gone
    except PermissionDenied:
        messages.warning(request, _("Người này chưa tự đăng nhập và thêm lớp xác thực thứ hai; chưa xác nhận được."))
    else:
        messages.success(request, _("Đã xác nhận vị trí của %(name)s.") % {"name": post.officer.name})
    return redirect("officers:confirm_posts")
