from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "ketnoi.attachments"
    label = "attachments"
