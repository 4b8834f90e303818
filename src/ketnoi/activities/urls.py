from django.urls import path

from ketnoi.activities.views import (
    correcting,
    detail,
    entering,
    files,
    grid,
    importing,
    links,
    listing,
    message,
    reporting,
    steps,
    villages,
)

app_name = "activities"
urlpatterns = [
    path("", listing.activities, name="list"),
    path("moi/", entering.new, name="new"),
    path("ghi-nhieu/", grid.slips, name="slips"),
    path("tu-tin-nhan/", message.message, name="message"),
    path("nhap-tep/", importing.upload, name="import"),
    path("nhap-tep/mau/", importing.blank, name="template"),
    path("nhap-tep/<int:batch>/", importing.batch, name="batch"),
    path("them-thon-ban/", villages.add, name="add_village"),
    path("bao-qua-duong-dan/", links.links, name="links"),
    path("bao-qua-duong-dan/<uuid:uuid>/thu-hoi/", links.revoke, name="revoke_link"),
    path("bao-gui-den/<uuid:uuid>/", links.sent, name="sent"),
    path("bao-gui-den/<uuid:uuid>/khong-nhan/", links.reject, name="reject_sent"),
    path("bao/<str:token>/", reporting.report, name="report"),
    path("<uuid:uuid>/", detail.detail, name="detail"),
    path("<uuid:uuid>/ghi/", entering.planned, name="record"),
    path("<uuid:uuid>/da-dien-ra/", steps.hold, name="hold"),
    path("<uuid:uuid>/dinh-chinh/", correcting.correct, name="correct"),
    path("<uuid:uuid>/rut/", steps.withdraw, name="withdraw"),
    path("<uuid:uuid>/anh/", files.add, name="add_photos"),
    path("<uuid:uuid>/anh/<uuid:file>/bo/", files.remove, name="remove_photo"),
]
