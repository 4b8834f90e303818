from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ketnoi.documents"
    label = "documents"
