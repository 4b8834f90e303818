"""What this room answers at."""

from django.urls import path

from ketnoi.practices.views import library, practice, writing

app_name = "practices"
urlpatterns = [
    path("", library.library, name="library"),
    path("cua-don-vi/", library.own, name="own"),
    path("moi/", writing.new, name="new"),
    path("<uuid:uuid>/", practice.practice, name="practice"),
    path("<uuid:uuid>/sua/", writing.revise, name="revise"),
    path("<uuid:uuid>/cong-bo/", writing.publish, name="publish"),
    path("<uuid:uuid>/thoi/", writing.retire, name="retire"),
    path("<uuid:uuid>/cong-khai/", writing.share, name="share"),
    path("<uuid:uuid>/phien-ban/", writing.versions, name="versions"),
]
