from django.urls import path

from ketnoi.lists.views import bulk, columns, saved, sheets

app_name = "lists"
urlpatterns = [
    path("xem/<uuid:uuid>/", saved.visit, name="open"),
    path("xem/<uuid:uuid>/sua/", saved.change, name="change"),
    path("xem/<uuid:uuid>/bo/", saved.remove, name="remove"),
    path("<slug:table>/cot/", columns.choose, name="columns"),
    path("<slug:table>/luu/", saved.save, name="save"),
    path("<slug:table>/xuat/", sheets.offer, name="export"),
    path("<slug:table>/xuat/xlsx/", sheets.xlsx, name="xlsx"),
    path("<slug:table>/xuat/csv/", sheets.csv, name="csv"),
    path("<slug:table>/lam/<slug:bulk>/", bulk.ask, name="bulk"),
]
