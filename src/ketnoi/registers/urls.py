"""What this room answers at."""

from django.urls import URLPattern

app_name = "registers"
urlpatterns: list[URLPattern] = []
