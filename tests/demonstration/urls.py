from django.urls import include, path

from tests.demonstration import views

urlpatterns = [
    path("la/", views.index, name="leaves"),
    path("la/tep/", views.export, name="leaves_file"),
    path("la/<slug:code>/", views.detail, name="leaf"),
    path("", include("ketnoi.main.urls")),
]
