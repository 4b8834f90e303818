from django.urls import path

from ketnoi.access.views import emergencies, giving, mine, records, sharing

app_name = "access"
urlpatterns = [
    path("", mine.index, name="index"),
    path("mo-khan-cap/", emergencies.open_record, name="break_glass"),
    path("mo-khan-cap/<uuid:code>/", emergencies.review, name="review"),
    path("chia-se/<uuid:code>/", sharing.grant, name="grant"),
    path("chia-se/<uuid:code>/thu-hoi/", sharing.revoke, name="revoke"),
    path("xung-dot/<uuid:code>/", records.conflict, name="conflict"),
    path("<slug:kind>/<slug:code>/", records.record, name="record"),
    path("<slug:kind>/<slug:code>/phan-cong/", giving.assign, name="assign"),
    path("<slug:kind>/<slug:code>/de-nghi/", giving.refer, name="refer"),
    path("<slug:kind>/<slug:code>/thong-bao/", giving.notify, name="notify"),
    path("<slug:kind>/<slug:code>/giu-kin/", giving.seal, name="seal"),
    path("<slug:kind>/<slug:code>/tu-khai/", records.declare, name="declare"),
    path("<slug:kind>/<slug:code>/xung-dot/", records.name_conflict, name="name_conflict"),
    path("<slug:kind>/<slug:code>/danh-tinh/", records.reveal, name="reveal"),
]
