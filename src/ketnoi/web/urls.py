from django.urls import path

from ketnoi.web.views import home, schedule, search, today

app_name = "web"
urlpatterns = [
    path("", home.first, name="first"),
    path("hom-nay/", today.today, name="today"),
    path("lich/", schedule.page, name="schedule"),
    path("lich/tep.ics", schedule.file, name="schedule_file"),
    path("tim/", search.search, name="search"),
    path("tat-ca/", home.everything, name="everything"),
]
