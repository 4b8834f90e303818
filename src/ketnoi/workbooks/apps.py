from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "ketnoi.workbooks"
    label = "workbooks"
