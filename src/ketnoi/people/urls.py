from django.urls import path

from ketnoi.people.views import contacting, correcting, merging, persons

app_name = "people"
urlpatterns = [
    path("", persons.index, name="index"),
    path("moi/", persons.register, name="register"),
    path("lien-he/", contacting.contacts, name="contacts"),
    path("lien-he/<uuid:uuid>/", contacting.contact, name="contact"),
    path("gop/", merging.merges, name="merges"),
    path("gop/<uuid:uuid>/", merging.merge, name="merge"),
    path("<slug:code>/", persons.person, name="person"),
    path("<slug:code>/dinh-chinh/", correcting.correct, name="correct"),
    path("<slug:code>/hoi/", contacting.ask, name="ask"),
    path("<slug:code>/gop/", merging.propose, name="propose"),
]
