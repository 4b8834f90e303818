import pytest
from django.db import connection

from tests.vault.letters import Letter, Parcel


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The product's tables, and those of these tests."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Letter)
        editor.create_model(Parcel)
