"""What this room answers at."""

from django.urls import path, register_converter

from ketnoi.periods.converters import Day
from ketnoi.periods.views import confirm, index, period, regimes, unit

register_converter(Day, "day")

app_name = "periods"
urlpatterns = [
    path("", index.index, name="index"),
    path("che-do/", regimes.listing, name="regimes"),
    path("che-do/moi/", regimes.new, name="new_regime"),
    path("che-do/<slug:code>/", regimes.edit, name="regime"),
    path("<slug:code>/<day:start>/", period.period, name="period"),
    path("<slug:code>/<day:start>/xac-nhan/", confirm.confirm, name="confirm"),
    path("<slug:code>/<day:start>/<int:unit>/", unit.unit, name="unit"),
]
