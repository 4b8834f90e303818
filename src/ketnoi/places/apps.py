from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ketnoi.places"
    label = "places"
