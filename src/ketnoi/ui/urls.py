from django.urls import path

from ketnoi.ui.views import gallery

app_name = "ui"
urlpatterns = [path("", gallery.gallery, name="gallery")]
