"""What this room answers at."""

from django.urls import path

from ketnoi.contests.views import entering, listing, marking, organising, public, rounds, showing, voting

app_name = "contests"
urlpatterns = [
    path("", listing.contests, name="list"),
    path("moi/", organising.new, name="new"),
    path("<uuid:uuid>/", showing.contest, name="contest"),
    path("<uuid:uuid>/ket-qua/", showing.results, name="results"),
    path("<uuid:uuid>/bai/", showing.entries, name="entries"),
    path("<uuid:uuid>/sua/", organising.correct, name="correct"),
    path("<uuid:uuid>/the-le/", organising.add_rules, name="add_rules"),
    path("<uuid:uuid>/the-le/<uuid:file>/bo/", organising.remove_rules, name="remove_rules"),
    path("<uuid:uuid>/mo/", organising.open_entering, name="open"),
    path("<uuid:uuid>/chot-bai/", organising.close_entering, name="close_entering"),
    path("<uuid:uuid>/cong-bo/", organising.publish, name="publish"),
    path("<uuid:uuid>/huy/", organising.cancel, name="cancel"),
    path("<uuid:uuid>/giam-khao/", organising.jury, name="jury"),
    path("<uuid:uuid>/giam-khao/thoi/", organising.release, name="release"),
    path("<uuid:uuid>/vong/them/", rounds.add, name="add_round"),
    path("<uuid:uuid>/vong/<int:number>/", rounds.found, name="round"),
    path("<uuid:uuid>/vong/<int:number>/sua/", rounds.change, name="change_round"),
    path("<uuid:uuid>/vong/<int:number>/bo/", rounds.drop, name="drop_round"),
    path("<uuid:uuid>/vong/<int:number>/bat-dau/", rounds.start, name="start"),
    path("<uuid:uuid>/vong/<int:number>/khoa-diem/", rounds.close, name="close"),
    path("<uuid:uuid>/vong/<int:number>/chon/", rounds.decide, name="decide"),
    path("<uuid:uuid>/vong/<int:number>/cham/<uuid:entry>/", marking.mark, name="mark"),
    path("<uuid:uuid>/du-thi/", entering.enter, name="enter"),
    path("<uuid:uuid>/binh-chon/", voting.vote, name="vote"),
    path("<uuid:uuid>/binh-chon/mo/", voting.begin, name="begin_vote"),
    path("<uuid:uuid>/binh-chon/ket-thuc/", voting.close, name="close_vote"),
    path("<uuid:uuid>/binh-chon/ma/", voting.codes, name="codes"),
    path("binh-chon/<uuid:ballot>/", public.public, name="public"),
    path("bai/<uuid:uuid>/", showing.entry, name="entry"),
    path("bai/<uuid:uuid>/rut/", entering.withdraw, name="withdraw"),
    path("bai/<uuid:uuid>/cong-khai/", entering.share, name="share"),
]
