"""What this room answers at."""

from django.urls import path

from ketnoi.registers.views import membership, monthly, products, rosters, things, writing

app_name = "registers"
urlpatterns = [
    path("", things.overview, name="overview"),
    path("loai/<slug:slug>/", things.kind, name="kind"),
    path("loai/<slug:slug>/ghi/", writing.new, name="new"),
    path("diem/<uuid:uuid>/", things.thing, name="thing"),
    path("diem/<uuid:uuid>/dinh-chinh/", writing.correct, name="correct"),
    path("diem/<uuid:uuid>/dong/", writing.close, name="close"),
    path("diem/<uuid:uuid>/bo-dong/", writing.reopen, name="reopen"),
    path("diem/<uuid:uuid>/chuyen/", writing.transfer, name="transfer"),
    path("diem/<uuid:uuid>/thanh-vien/", writing.add_member, name="add_member"),
    path("diem/<uuid:uuid>/thanh-vien/<int:member>/thoi/", writing.end_member, name="end_member"),
    path("ket-qua/", monthly.grid, name="monthly"),
    path("doi-ngu/", rosters.people, name="roster"),
    path("doi-ngu/them/", rosters.add, name="add_person"),
    path("doi-ngu/<uuid:uuid>/", rosters.one, name="person"),
    path("doi-ngu/<uuid:uuid>/thoi/", rosters.end, name="end_person"),
    path("hoi-vien/", membership.months_of, name="membership"),
    path("hoi-vien/ghi/", membership.tell, name="tell_membership"),
    path("san-pham/", products.made, name="products"),
    path("san-pham/them/", products.make, name="make_product"),
    path("san-pham/<uuid:uuid>/", products.one, name="product"),
    path("san-pham/<uuid:uuid>/phat/", products.broadcast, name="broadcast"),
    path("san-pham/<uuid:uuid>/rut/", products.withdraw, name="withdraw_product"),
]
