from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "ketnoi.registers"
    label = "registers"
