from django.urls import path

from ketnoi.orgs import views

app_name = "orgs"
urlpatterns = [path("tim/", views.search, name="search")]
