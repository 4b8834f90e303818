from django.urls import path

from ketnoi.places import views

app_name = "places"
urlpatterns = [path("tim/", views.search, name="search")]
