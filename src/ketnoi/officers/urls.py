from django.urls import path

from ketnoi.officers.views import account, challenge, confirming, enrolling, locking, own, recovering, security

app_name = "officers"
urlpatterns = [
    path("dang-nhap/", account.sign_in, name="sign_in"),
    path("dang-nhap/xac-thuc/", challenge.challenge, name="challenge"),
    path("dang-nhap/mat-thiet-bi/", recovering.use, name="use_recovery"),
    path("dang-xuat/", account.sign_out, name="sign_out"),
    path("khoa-nhanh/", locking.lock, name="lock"),
    path("mo-khoa/", locking.unlock, name="unlock"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/mat-khau/", own.password, name="password"),
    path("tai-khoan/ma-pin/", own.pin, name="pin"),
    path("tai-khoan/ho-so/", own.profile, name="profile"),
    path("tai-khoan/ban-giao/<uuid:uuid>/", own.hand_over, name="hand_over"),
    path("tai-khoan/vi-tri/<int:pk>/", account.act_under, name="act_under"),
    path("tai-khoan/bao-mat/", security.security, name="security"),
    path("tai-khoan/bao-mat/ung-dung/", enrolling.add_authenticator, name="add_authenticator"),
    path("tai-khoan/bao-mat/ung-dung/bo/", security.remove_authenticator, name="remove_authenticator"),
    path("tai-khoan/bao-mat/khoa/", enrolling.add_passkey, name="add_passkey"),
    path("tai-khoan/bao-mat/khoa/<uuid:uuid>/bo/", security.remove_passkey, name="remove_passkey"),
    path("tai-khoan/bao-mat/the-ma/", enrolling.make_card, name="make_card"),
    path("tai-khoan/bao-mat/the-ma/bat-dau/", enrolling.begin_card, name="begin_card"),
    path("tai-khoan/bao-mat/the-ma/bo/", security.remove_card, name="remove_card"),
    path("tai-khoan/bao-mat/phien/<uuid:number>/ket-thuc/", security.end_session, name="end_session"),
    path("tai-khoan/bao-mat/phien/ket-thuc-het/", security.end_sessions, name="end_sessions"),
    path("tai-khoan/bao-mat/minh-hoa/", security.switch_demo, name="switch_demo"),
    path("tai-khoan/bao-mat/vi-tri/", confirming.confirm_posts, name="confirm_posts"),
    path("tai-khoan/bao-mat/cap-lai/<uuid:uuid>/", recovering.confirm, name="confirm_recovery"),
]
