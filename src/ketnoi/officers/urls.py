from django.urls import path

from ketnoi.officers.views import account

app_name = "officers"
urlpatterns = [
    path("dang-nhap/", account.sign_in, name="sign_in"),
    path("dang-xuat/", account.sign_out, name="sign_out"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/vi-tri/<int:pk>/", account.act_under, name="act_under"),
]
