"""What this room answers at: its operations, their description, and the pages where tokens are made."""

from django.urls import include, path

from ketnoi.api import service
from ketnoi.api.views import documentation, tokens

app_name = "api"
urlpatterns = [
    path("", documentation.documentation, name="documentation"),
    path("khoa/", tokens.tokens, name="tokens"),
    path("khoa/<int:pk>/thu-hoi/", tokens.revoke, name="revoke"),
    path(f"{service.VERSION}/openapi.json", documentation.openapi, name="openapi"),
    path(f"{service.VERSION}/", include(service.urls())),
]
