from django.urls import path

from ketnoi.officers.views import account, locking, own

app_name = "officers"
urlpatterns = [
    path("dang-nhap/", account.sign_in, name="sign_in"),
    path("dang-xuat/", account.sign_out, name="sign_out"),
    path("khoa-nhanh/", locking.lock, name="lock"),
    path("mo-khoa/", locking.unlock, name="unlock"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/mat-khau/", own.password, name="password"),
    path("tai-khoan/ma-pin/", own.pin, name="pin"),
    path("tai-khoan/ho-so/", own.profile, name="profile"),
    path("tai-khoan/ban-giao/<uuid:uuid>/", own.hand_over, name="hand_over"),
    path("tai-khoan/vi-tri/<int:pk>/", account.act_under, name="act_under"),
]
