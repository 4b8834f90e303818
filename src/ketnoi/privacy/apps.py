from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "ketnoi.privacy"
    label = "privacy"

    def ready(self) -> None:
        from ketnoi.access import protecting, sections
        from ketnoi.figures.released import tables
        from ketnoi.privacy import breaches_due, clocks, facts, finders, requests_due, retention
        from ketnoi.privacy.models import KIND, SubjectRequest

        held = (sections.IDENTITY, sections.ADDRESS, sections.NOTICE)
        words = {sections.NOTICE: _("nội dung yêu cầu và trả lời")}
        label = _("yêu cầu của chủ thể dữ liệu")
        asked = protecting.Protected(
            SubjectRequest, KIND, label, held, (), words, address="privacy:request", recount=facts.post
        )
        protecting.declare(asked)
        facts.register()
        tables.declare("privacy")
        clocks.register()
        finders.register()
        retention.register(requests_due.KEPT)
        retention.register(breaches_due.KEPT)
