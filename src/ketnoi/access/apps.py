from django.apps import AppConfig
from django.core import checks as django_checks


class AccessConfig(AppConfig):
    name = "ketnoi.access"
    label = "access"

    def ready(self) -> None:
        from ketnoi.access import checks, handing, telling
        from ketnoi.officers import handing as posts

        django_checks.register(checks.keys)
        posts.follow(posts.Follower(handing.open_under, handing.pass_over))
        telling.register_kinds()
