"""What the environment may say, and what it may not."""

import pytest

from ketnoi.main import config


@pytest.fixture
def say(monkeypatch, tmp_path):
    """Set the environment to just this; data and keys stand in a temporary folder."""

    def said(**environment):
        for name in ("ENV", "DEBUG", "PORT", "ALLOWED_HOSTS", "DATA", "KEYS"):
            monkeypatch.delenv(f"KETNOI_{name}", raising=False)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        usual = {"KETNOI_DATA": str(tmp_path / "var"), "KETNOI_KEYS": str(tmp_path / "keys")}
        for name, value in (usual | environment).items():
            monkeypatch.setenv(name, value)
        return config.load()

    return said


PRODUCTION = {"KETNOI_ENV": "production", "KETNOI_ALLOWED_HOSTS": "ketnoi.example"}


def test_nothing_said_is_a_local_installation_on_sqlite(say, tmp_path):
    found = say()
    assert (found.production, found.debug, found.port) == (False, False, 8000)
    assert found.database_url == f"sqlite:///{tmp_path}/var/ketnoi.sqlite3"
    assert "127.0.0.1" in found.allowed_hosts


def test_the_signing_key_is_made_once_and_is_the_owners(say, tmp_path):
    assert say().secret_key == say().secret_key
    assert (tmp_path / "keys" / "django-secret").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


def test_production_is_let_up_with_hosts_and_closed_keys(say):
    assert say(**PRODUCTION).production


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"KETNOI_ENV": "production"}, "KETNOI_ALLOWED_HOSTS"),
        (PRODUCTION | {"KETNOI_DEBUG": "1"}, "KETNOI_DEBUG"),
        ({"KETNOI_PORT": "nghìn"}, "KETNOI_PORT"),
        ({"KETNOI_ENV": "Production"}, "KETNOI_ENV"),
        ({"KETNOI_ENV": "prod"}, "KETNOI_ENV"),
        (PRODUCTION | {"KETNOI_ALLOWED_HOSTS": "ketnoi.example, *"}, "KETNOI_ALLOWED_HOSTS"),
    ],
)
def test_what_is_wrong_is_refused_in_words(say, said, word):
    with pytest.raises(config.ConfigError, match=word):
        say(**said)


def test_production_refuses_the_keys_of_a_demo(say, tmp_path):
    say()
    (tmp_path / "keys" / config.DEMO_MARK).touch()
    with pytest.raises(config.ConfigError, match="minh họa"):
        say(**PRODUCTION)


def test_production_refuses_keys_that_others_may_read(say, tmp_path):
    say()
    (tmp_path / "keys").chmod(0o755)
    with pytest.raises(config.ConfigError, match="chmod"):
        say(**PRODUCTION)


@pytest.mark.parametrize(("data", "keys"), [("a", "a"), ("a", "a/keys"), ("a/var", "a")])
def test_data_and_keys_never_lie_in_each_other(say, tmp_path, data, keys):
    with pytest.raises(config.ConfigError, match="KETNOI_KEYS"):
        say(KETNOI_DATA=str(tmp_path / data), KETNOI_KEYS=str(tmp_path / keys))


def test_the_data_folder_is_the_owners(say, tmp_path):
    assert say().data.stat().st_mode & 0o077 == 0
