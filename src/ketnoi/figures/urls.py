from django.urls import path

from ketnoi.figures.views import export, figure, index

app_name = "figures"
urlpatterns = [
    path("", index.index, name="index"),
    path("xem/", figure.figure, name="figure"),
    path("tai-ve/", export.export, name="export"),
]
