from django.urls import path

from ketnoi.deadlines.views import days, limits

app_name = "deadlines"
urlpatterns = [
    path("", limits.index, name="index"),
    path("ngay-nghi/", days.days, name="days"),
    path("<slug:code>/", limits.limit, name="limit"),
    path("<slug:code>/ban-moi/", limits.change, name="change"),
]
