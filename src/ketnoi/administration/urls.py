"""What this room answers at."""

from django.urls import URLPattern

app_name = "administration"
urlpatterns: list[URLPattern] = []
