"""Addresses of what keeps units connected around a practice; part of `urls`."""

from django.urls import path

from ketnoi.practices.views import cluster, following, questions, recognition, visits

urlpatterns = [
    path("cum/", cluster.news, name="cluster"),
    path("<uuid:uuid>/hoi-dap/", questions.questions, name="questions"),
    path("<uuid:uuid>/hoi-dap/moi/", questions.ask, name="ask"),
    path("hoi-dap/<uuid:uuid>/sua/", questions.reword, name="reword_question"),
    path("hoi-dap/<uuid:uuid>/rut/", questions.withdraw, name="withdraw_question"),
    path("hoi-dap/<uuid:uuid>/tra-loi/", questions.answer, name="answer"),
    path("hoi-dap/<uuid:uuid>/rut-tra-loi/", questions.take_back, name="take_back_answer"),
    path("<uuid:uuid>/theo-doi/", following.follow, name="follow"),
    path("<uuid:uuid>/cam-on/", following.thank, name="thank"),
    path("<uuid:uuid>/cam-on/rut/", following.unthank, name="unthank"),
    path("<uuid:uuid>/cong-nhan/", recognition.propose, name="propose"),
    path("cong-nhan/<uuid:uuid>/", recognition.recognition, name="recognition"),
    path("cong-nhan/<uuid:uuid>/quyet-dinh/", recognition.decide, name="decide"),
    path("cong-nhan/<uuid:uuid>/thoi/", recognition.withdraw, name="withdraw_recognition"),
    path("cong-nhan/<uuid:uuid>/rut/", recognition.drop, name="drop_proposal"),
    path("cong-nhan/<uuid:uuid>/ban-quet/", recognition.scan, name="recognition_scan"),
    path("<uuid:uuid>/den-hoc-tap/", visits.ask, name="ask_visit"),
    path("<uuid:uuid>/giao-luu/", visits.meet, name="meet"),
    path("den-hoc-tap/<uuid:uuid>/", visits.visit, name="visit"),
    path("den-hoc-tap/<uuid:uuid>/tra-loi/", visits.answer, name="answer_visit"),
    path("den-hoc-tap/<uuid:uuid>/dong-y/", visits.agree, name="agree_visit"),
    path("den-hoc-tap/<uuid:uuid>/rut/", visits.withdraw, name="withdraw_visit"),
    path("den-hoc-tap/<uuid:uuid>/lap-ke-hoach/", visits.plan, name="plan_visit"),
]
