from django.urls import path

from ketnoi.privacy.views import extending, registers, requests

app_name = "privacy"
urlpatterns = [
    path("", requests.index, name="index"),
    path("phu-trach/", requests.name, name="name"),
    path("yeu-cau/moi/", requests.new, name="new"),
    path("yeu-cau/<slug:code>/", requests.show, name="request"),
    path("yeu-cau/<slug:code>/bao-nhan/", requests.acknowledge, name="acknowledge"),
    path("yeu-cau/<slug:code>/tra-loi/", requests.answer, name="answer"),
    path("yeu-cau/<slug:code>/gia-han/", extending.extend, name="extend"),
    path("yeu-cau/<slug:code>/van-ban/", requests.paper, name="paper"),
    path("yeu-cau/<slug:code>/dang-giu/", requests.gather, name="gather"),
    path("su-co/", registers.breach_list, name="breaches"),
    path("su-co/<uuid:code>/", registers.breach, name="breach"),
    path("su-co/<uuid:code>/thong-bao/", registers.tell, name="tell"),
    path("su-co/<uuid:code>/ket-thuc/", registers.close, name="close"),
    path("luu-giu/", registers.keeping, name="retention"),
    path("luu-giu/de-nghi/", registers.propose, name="propose"),
    path("luu-giu/<uuid:code>/quyet-dinh/", registers.decide, name="decide"),
]
