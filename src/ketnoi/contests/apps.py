from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "ketnoi.contests"
    label = "contests"

    def ready(self) -> None:
        from ketnoi.attachments import policies
        from ketnoi.contests import policy

        policies.register(policy.OWNER_KIND, policy.sees_files)
