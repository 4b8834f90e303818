from django.urls import path

from ketnoi.notices.views import calls, duty

app_name = "duty"
urlpatterns = [
    path("", duty.index, name="index"),
    path("don-vi/<int:pk>/", duty.unit, name="unit"),
    path("don-vi/<int:pk>/them/", duty.add, name="add"),
    path("don-vi/<int:pk>/dien-tap/", calls.drill, name="drill"),
    path("so/<int:pk>/", duty.line, name="line"),
    path("so/<int:pk>/thoi/", duty.end, name="end"),
    path("so/<int:pk>/ngay/", duty.day, name="day"),
    path("goi/<uuid:code>/", calls.call, name="call"),
    path("goi/<uuid:code>/nhan/", calls.take, name="take"),
]
