from django.urls import path

from ketnoi.notices.views import notices, settings, troubles

app_name = "notices"
urlpatterns = [
    path("", notices.index, name="index"),
    path("da-xem/", notices.seen, name="seen"),
    path("cach-nhan/", settings.settings, name="settings"),
    path("chua-gui/", troubles.index, name="troubles"),
    path("chua-gui/<int:pk>/", troubles.again, name="again"),
    path("<uuid:code>/", notices.open_one, name="open"),
]
