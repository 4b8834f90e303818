"""What this room answers at."""

from django.urls import path

from ketnoi.works.views import ending, files, judging, listing, overview, progress, registering, showing

app_name = "works"
urlpatterns = [
    path("", listing.works, name="list"),
    path("dang-ky/", registering.new, name="new"),
    path("bang/", overview.board, name="board"),
    path("theo-nam/", overview.years, name="years"),
    path("ban-do/", overview.on_map, name="map"),
    path("cho-duyet/", judging.waiting, name="waiting"),
    path("<uuid:uuid>/", showing.work, name="work"),
    path("<uuid:uuid>/sua/", registering.correct, name="correct"),
    path("<uuid:uuid>/rut/", registering.withdraw, name="withdraw"),
    path("<uuid:uuid>/duyet/", judging.agree, name="agree"),
    path("<uuid:uuid>/tra-lai/", judging.send_back, name="send_back"),
    path("<uuid:uuid>/cung-lam/", judging.answer, name="answer"),
    path("<uuid:uuid>/trong-diem/", judging.mark, name="mark"),
    path("<uuid:uuid>/moc/", progress.milestone, name="milestone"),
    path("<uuid:uuid>/moc/<uuid:milestone>/xong/", progress.meet, name="meet"),
    path("<uuid:uuid>/tien-do/", progress.note, name="note"),
    path("<uuid:uuid>/chi-tieu/", progress.question, name="question"),
    path("<uuid:uuid>/chi-tieu/<uuid:question>/bo/", progress.stop_asking, name="stop_asking"),
    path("<uuid:uuid>/ket-qua/", progress.result, name="result"),
    path("<uuid:uuid>/ket-qua/<uuid:result>/rut/", progress.withdraw_result, name="withdraw_result"),
    path("<uuid:uuid>/tep/them/", files.add, name="add_file"),
    path("<uuid:uuid>/tep/<uuid:file>/bo/", files.remove, name="remove_file"),
    path("<uuid:uuid>/danh-gia/", ending.finish, name="finish"),
    path("<uuid:uuid>/dung/", ending.drop, name="drop"),
    path("<uuid:uuid>/chuyen/", ending.carry, name="carry"),
    path("<uuid:uuid>/mo-lai/", ending.reopen, name="reopen"),
]
