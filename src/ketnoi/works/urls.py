"""What this room answers at."""

from django.urls import path

from ketnoi.works.views import listing, registering, showing

app_name = "works"
urlpatterns = [
    path("", listing.works, name="list"),
    path("dang-ky/", registering.new, name="new"),
    path("<uuid:uuid>/", showing.work, name="work"),
    path("<uuid:uuid>/sua/", registering.correct, name="correct"),
    path("<uuid:uuid>/rut/", registering.withdraw, name="withdraw"),
]
