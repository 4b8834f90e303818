"""What this room answers at."""

from django.urls import path

from ketnoi.administration.views import catalogue, entered, index, people, places, posts, units

app_name = "administration"
urlpatterns = [
    path("", index.index, name="index"),
    path("can-bo/", people.listing, name="people"),
    path("can-bo/moi/", people.new, name="new_person"),
    path("can-bo/<int:pk>/", people.person, name="person"),
    path("can-bo/<int:pk>/sua/", people.describe, name="describe_person"),
    path("can-bo/<int:pk>/mat-khau/", people.first_password, name="first_password"),
    path("can-bo/<int:pk>/cap-lai-xac-thuc/", people.recover, name="recover_person"),
    path("can-bo/<int:pk>/huy-cap-lai/", people.withdraw_recovery, name="withdraw_recovery"),
    path("can-bo/<int:pk>/ngung/", people.stop, name="stop_person"),
    path("can-bo/<int:pk>/giao-vi-tri/", posts.give, name="give_post"),
    path("can-bo/<int:pk>/nghi-phep/", posts.leave, name="new_leave"),
    path("nghi-phep/<int:pk>/ket-thuc/", posts.cancel_leave, name="cancel_leave"),
    path("vi-tri/<int:pk>/ket-thuc/", posts.end, name="end_post"),
    path("vi-tri/<int:pk>/ban-giao/", posts.hand_over, name="new_hand_over"),
    path("ban-giao/<int:pk>/", posts.record, name="hand_over"),
    path("ban-giao/<int:pk>/huy/", posts.withdraw, name="withdraw_hand_over"),
    path("don-vi/", units.listing, name="units"),
    path("don-vi/moi/", units.new, name="new_unit"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/<slug:what>/", units.change, name="change_unit"),
    path("dia-ban/", places.listing, name="places"),
    path("dia-ban/<int:pk>/", places.place, name="place"),
    path("dia-ban/<int:pk>/them-thon/", places.add_village, name="add_village"),
    path("dia-ban/<int:pk>/doi-ten/", places.rename, name="rename_place"),
    path("dia-ban/<int:pk>/sap-nhap/", places.merge, name="merge_place"),
    path("dia-ban/<int:pk>/chia-tach/", places.split, name="split_place"),
    path("danh-muc/", catalogue.categories, name="categories"),
    path("danh-muc/<slug:dimension>/moi/", catalogue.new_category, name="new_category"),
    path("danh-muc/<int:pk>/", catalogue.category, name="category"),
    path("danh-muc/<int:pk>/dung/", catalogue.show_category, name="show_category"),
    path("chi-tieu/", catalogue.indicators, name="indicators"),
    path("chi-tieu/moi/", catalogue.new_indicator, name="new_indicator"),
    path("chi-tieu/<int:pk>/", catalogue.indicator, name="indicator"),
    path("chi-tieu/<int:pk>/dung/", catalogue.show_indicator, name="show_indicator"),
    path("so-nhap/", entered.listing, name="entered"),
    path("so-nhap/moi/", entered.new, name="new_entered"),
    path("so-nhap/<int:pk>/", entered.value, name="entered_value"),
    path("so-nhap/<int:pk>/thay/", entered.replace, name="replace_entered"),
    path("so-nhap/<int:pk>/rut/", entered.withdraw, name="withdraw_entered"),
]
