"""What this room answers at."""

from django.urls import path

from ketnoi.practices import talk_urls
from ketnoi.practices.views import adopting, files, fitting, library, practice, results, sheet, writing

app_name = "practices"
urlpatterns = [
    path("", library.library, name="library"),
    path("cua-don-vi/", library.own, name="own"),
    path("hop-voi-don-vi/", fitting.suggested, name="suggested"),
    path("dieu-kien/", fitting.describe, name="describe"),
    path("moi/", writing.new, name="new"),
    path("<uuid:uuid>/", practice.practice, name="practice"),
    path("<uuid:uuid>/sua/", writing.revise, name="revise"),
    path("<uuid:uuid>/cong-bo/", writing.publish, name="publish"),
    path("<uuid:uuid>/thoi/", writing.retire, name="retire"),
    path("<uuid:uuid>/cong-khai/", writing.share, name="share"),
    path("<uuid:uuid>/phien-ban/", writing.versions, name="versions"),
    path("<uuid:uuid>/to-gioi-thieu/", sheet.sheet, name="sheet"),
    path("<uuid:uuid>/tep/them/", files.add, name="add_files"),
    path("<uuid:uuid>/phim/them/", files.add_film, name="add_film"),
    path("<uuid:uuid>/tep/<uuid:file>/bo/", files.remove, name="remove_file"),
    path("<uuid:uuid>/ket-qua/them/", results.measure, name="measure"),
    path("<uuid:uuid>/ket-qua/neu/", results.state, name="state"),
    path("<uuid:uuid>/ket-qua/<uuid:result>/bo/", results.take_back, name="take_back"),
    path("<uuid:uuid>/nhan-rong/", results.family, name="family"),
    path("<uuid:uuid>/ap-dung/", adopting.adopt, name="adopt"),
    path("<uuid:uuid>/diem/them/", adopting.open_site, name="open_site"),
    path("<uuid:uuid>/diem/<uuid:site>/thoi/", adopting.close_site, name="close_site"),
    *talk_urls.urlpatterns,
]
