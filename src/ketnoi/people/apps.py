from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "ketnoi.people"
    label = "people"

    def ready(self) -> None:
        from ketnoi.access import protecting
        from ketnoi.notices import kinds
        from ketnoi.people import contacting, entry, lineage
        from ketnoi.people.models import KIND, Person

        sections, address = tuple(entry.SECTIONS), "people:person"
        kind = protecting.Protected(
            Person, KIND, _("hồ sơ người"), sections, notes=(), address=address, same=lineage.whole
        )
        protecting.declare(kind)
        asked = _("Một đơn vị khác đề nghị liên hệ về một hồ sơ của đơn vị của bạn")
        page = "people:contact"
        kinds.register(
            kinds.Kind(
                contacting.NOTICE,
                asked,
                contacting.may_still_see,
                lambda uuid: reverse(page, args=[uuid]),
                protected=kinds.all_of,
            )
        )
