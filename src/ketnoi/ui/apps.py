from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ketnoi.ui"
    label = "ui"

    def import_models(self) -> None:
        """The one moment before any room is ready; rooms above make their forms in `ready`."""
        from ketnoi.ui import refusals

        super().import_models()
        refusals.speak_plainly()
