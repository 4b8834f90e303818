from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "ketnoi.officers"
    label = "officers"

    def ready(self) -> None:
        from ketnoi.officers import sign_ins

        sign_ins.listen()
