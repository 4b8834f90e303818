from django.urls import include, path

from ketnoi.figures.released import urls as released
from ketnoi.figures.views import export, figure, index

app_name = "figures"
urlpatterns = [
    path("", index.index, name="index"),
    path("xem/", figure.figure, name="figure"),
    path("tai-ve/", export.export, name="export"),
    path("cong-bo/", include(released.urlpatterns)),
]
