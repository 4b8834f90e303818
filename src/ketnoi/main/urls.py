"""The table of contents of every address: each room lists its own, in Vietnamese without marks."""

from django.urls import include, path

urlpatterns = [
    path("", include("ketnoi.web.urls")),
    path("", include("ketnoi.officers.urls")),
    path("hoat-dong/", include("ketnoi.activities.urls")),
    path("chuong-trinh/", include("ketnoi.programmes.urls")),
    path("so-lieu/", include("ketnoi.figures.urls")),
    path("danh-sach/", include("ketnoi.lists.urls")),
    path("ky-bao-cao/", include("ketnoi.periods.urls")),
    path("so-bo/", include("ketnoi.registers.urls")),
    path("cong-trinh/hoi-thi/", include("ketnoi.contests.urls")),
    path("cong-trinh/", include("ketnoi.works.urls")),
    path("nguoi/", include("ketnoi.people.urls")),
    path("mo-hinh/", include("ketnoi.practices.urls")),
    path("bao-cao/", include("ketnoi.reports.urls")),
    path("thong-bao/", include("ketnoi.notices.urls")),
    path("truc-ban/", include("ketnoi.notices.duty_urls")),
    path("thoi-han/", include("ketnoi.deadlines.urls")),
    path("quyen-xem/", include("ketnoi.access.urls")),
    path("dia-ban/", include("ketnoi.places.urls")),
    path("don-vi/", include("ketnoi.orgs.urls")),
    path("tep/", include("ketnoi.attachments.urls")),
    path("du-lieu-ca-nhan/", include("ketnoi.privacy.urls")),
    path("quan-tri/", include("ketnoi.administration.urls")),
    path("api/", include("ketnoi.api.urls")),
    path("ui/", include("ketnoi.ui.urls")),
]
handler400 = "ketnoi.web.views.errors.bad_request"
handler403 = "ketnoi.web.views.errors.forbidden"
handler404 = "ketnoi.web.views.errors.not_found"
handler500 = "ketnoi.web.views.errors.server_error"
