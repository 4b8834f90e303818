from django.urls import path

from ketnoi.figures.released.views import files, pages, steps

urlpatterns = [
    path("", pages.index, name="releases"),
    path("moi/", pages.new, name="new_release"),
    path("<uuid:code>/", pages.show, name="release"),
    path("<uuid:code>/trinh/", steps.ask, name="ask_release"),
    path("<uuid:code>/ky/", steps.sign, name="sign_release"),
    path("<uuid:code>/tra-lai/", steps.send_back, name="send_back_release"),
    path("<uuid:code>/bo/", steps.drop, name="drop_release"),
    path("<uuid:code>/thu-hoi/", steps.withdraw, name="withdraw_release"),
    path("<uuid:code>/tep/<slug:form>/", files.file, name="release_file"),
]
