from django.urls import path

from ketnoi.attachments.views import serve

app_name = "attachments"
urlpatterns = [
    path("<uuid:uuid>/", serve.serve, name="file"),
    path("<uuid:uuid>/nho/", serve.serve_small, name="small"),
]
