from django.urls import path

from ketnoi.reports.views import changes, comments, comparing, editing, files, flow, freezing, letterhead, listing, show

app_name = "reports"
urlpatterns = [
    path("", listing.index, name="index"),
    path("moi/", listing.new, name="new"),
    path("the-thuc/", letterhead.edit, name="letterhead"),
    path("<uuid:uuid>/", show.report, name="report"),
    path("<uuid:uuid>/ban/<int:number>/", show.edition, name="edition"),
    path("<uuid:uuid>/thay-doi/", changes.changes, name="changes"),
    path("<uuid:uuid>/so-sanh/", comparing.compare, name="compare"),
    path("<uuid:uuid>/gop-y/", comments.comments, name="comments"),
    path("<uuid:uuid>/gop-y/<int:number>/", comments.answer, name="answer"),
    path("<uuid:uuid>/soan/", editing.paragraphs, name="paragraphs"),
    path("<uuid:uuid>/ten/", editing.describe, name="describe"),
    path("<uuid:uuid>/them/", editing.add, name="add"),
    path("<uuid:uuid>/sua/<int:number>/", editing.edit, name="edit"),
    path("<uuid:uuid>/sua/<int:number>/bo/", editing.remove, name="remove"),
    path("<uuid:uuid>/viet/", editing.choose, name="choose"),
    path("<uuid:uuid>/chot/", freezing.freeze, name="freeze"),
    path("<uuid:uuid>/trinh-ky/", flow.way, name="way"),
    path("<uuid:uuid>/nguoi-ky/", flow.signers, name="signers"),
    path("<uuid:uuid>/docx/", files.docx, name="docx"),
    path("<uuid:uuid>/pdf/", files.pdf, name="pdf"),
    path("<uuid:uuid>/phu-luc.xlsx/", files.annex, name="annex"),
]
