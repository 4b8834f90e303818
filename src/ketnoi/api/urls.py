"""What this room answers at."""

from django.urls import URLPattern

app_name = "api"
urlpatterns: list[URLPattern] = []
