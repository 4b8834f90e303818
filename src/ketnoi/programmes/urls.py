from django.urls import path

from ketnoi.programmes.views import editing, export, listing, programme

app_name = "programmes"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("moi/", editing.new, name="new"),
    path("<slug:slug>/", programme.programme, name="programme"),
    path("<slug:slug>/sua/", editing.edit, name="edit"),
    path("<slug:slug>/tai-so-lieu/", export.export, name="export"),
]
