"""What the environment may say, and what it may not."""

import runpy

import pytest

from ketnoi.main import config


@pytest.fixture
def say(monkeypatch, tmp_path):
    """Set the environment to just this; data and keys stand in a temporary folder."""

    def said(**environment):
        for name in ("ENV", "DEBUG", "PORT", "ALLOWED_HOSTS", "DATA", "KEYS", "ANCHORS", *MESSAGES):
            monkeypatch.delenv(f"KETNOI_{name}", raising=False)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        usual = {"KETNOI_DATA": str(tmp_path / "var"), "KETNOI_KEYS": str(tmp_path / "keys")}
        for name, value in (usual | environment).items():
            monkeypatch.setenv(name, value)
        return config.load()

    return said


MESSAGES = ("SMTP", "SENDER", "SMS", "ZALO")
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


@pytest.mark.parametrize(("environment", "trusts"), [(PRODUCTION, True), ({}, False)])
def test_production_alone_believes_the_proxy_whose_request_it_is(say, environment, trusts):
    say(**environment)
    found = runpy.run_path(config.__file__.replace("config.py", "settings.py"))
    assert ("ketnoi.web.middleware.ProxyMiddleware" in found["MIDDLEWARE"]) == trusts
    assert ("SECURE_PROXY_SSL_HEADER" in found) == trusts


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


@pytest.mark.parametrize("name", ["django-secret", "master-1.key"])
def test_production_refuses_a_key_that_others_may_read(say, tmp_path, name):
    say()
    (tmp_path / "keys" / name).touch()
    (tmp_path / "keys" / name).chmod(0o640)
    with pytest.raises(config.ConfigError, match=f"{name} .*chmod 600"):
        say(**PRODUCTION)


def test_the_database_does_not_lie_among_the_keys(say, tmp_path):
    with pytest.raises(config.ConfigError, match="DATABASE_URL"):
        say(DATABASE_URL=f"sqlite:///{tmp_path}/keys/db/ketnoi.sqlite3")


def test_production_refuses_the_keys_of_a_demo(say, tmp_path):
    say()
    (tmp_path / "keys" / "demo").touch()
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


def test_without_a_server_production_sends_no_email(say):
    assert (say(**PRODUCTION).email, say().sms, say().zalo) == (None, "", "")
    assert say(**PRODUCTION).site == "https://ketnoi.example"


def test_the_mail_server_is_read_and_its_password_lies_beside_the_keys(say, tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "smtp-password").write_text("mot hai ba\n")
    found = say(KETNOI_SMTP="smtp+starttls://gui@thu.vi-du.invalid", KETNOI_SENDER="ketnoi@vi-du.invalid").email
    assert found == config.Email("thu.vi-du.invalid", 587, "gui", "mot hai ba", "starttls", "ketnoi@vi-du.invalid")


@pytest.mark.parametrize(
    ("smtp", "sender"),
    [
        ("thu.vi-du.invalid", "a@vi-du.invalid"),
        ("http://thu.vi-du.invalid", "a@vi-du.invalid"),
        ("smtp://thu.vi-du.invalid:nhieu", "a@vi-du.invalid"),
        ("smtp://gui:lo-mat-khau@thu.vi-du.invalid", "a@vi-du.invalid"),
        ("smtp://thu.vi-du.invalid", ""),
    ],
)
def test_a_mail_server_that_cannot_be_meant_is_refused_without_repeating_it(say, smtp, sender):
    with pytest.raises(config.ConfigError) as told:
        say(KETNOI_SMTP=smtp, KETNOI_SENDER=sender)
    assert "lo-mat-khau" not in str(told.value)


def test_telephone_messages_are_files_or_nothing(say):
    assert say(KETNOI_SMS="file").sms == "file"
    with pytest.raises(config.ConfigError, match="KETNOI_ZALO"):
        say(KETNOI_ZALO="https")
