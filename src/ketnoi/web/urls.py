from django.urls import path

from ketnoi.web.views import home, today

app_name = "web"
urlpatterns = [
    path("", home.first, name="first"),
    path("hom-nay/", today.today, name="today"),
    path("tat-ca/", home.everything, name="everything"),
]
