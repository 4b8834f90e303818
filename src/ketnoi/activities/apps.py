from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "ketnoi.activities"
    label = "activities"

    def ready(self) -> None:
        from ketnoi.activities import facts, policy, table
        from ketnoi.attachments import policies
        from ketnoi.figures import catalogue, sources
        from ketnoi.lists import table as lists

        catalogue.declare("activities")
        lists.register(table.TABLE)
        sources.register(facts.SOURCE)
        policies.register(policy.OWNER_KIND, policy.sees_files)
        policies.register(policy.SIGNED_KIND, policy.sees_signed)
