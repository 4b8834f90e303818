"""Everything the environment may say, read once, typed and checked.

Paths are absolute; ports are integers; an empty string counts as not set.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ketnoi.vault.keyfiles import DEMO_MARK

# Five weeks: a monthly look-back, and no longer than needed, for what was destroyed can be read as long as this.
BACKUP_DAYS = 35
LOCAL, PRODUCTION = "local", "production"


class ConfigError(Exception):
    """A setting that must be put right before the product may start; the message says how."""


@dataclass(frozen=True)
class Email:
    """The server that takes e-mail, as KETNOI_SMTP says; `tls` is "starttls", "tls" or "" (none)."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    sender: str


@dataclass(frozen=True)
class Config:
    """The environment as the product understands it."""

    production: bool
    debug: bool
    data: Path
    keys: Path
    anchors: Path
    port: int
    database_url: str
    allowed_hosts: tuple[str, ...]
    site: str
    email: Email | None
    sms: str
    zalo: str
    backup_days: int
    secret_key: str = field(repr=False)
    key_provider: str
    master_key: str = field(repr=False)
    digest_key: str = field(repr=False)
    intake_key: str = field(repr=False)
    intake_public: str


def _get(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _number(name: str, usual: int) -> int:
    try:
        return int(_get(name, str(usual)))
    except ValueError as error:
        raise ConfigError(f"{name} phải là một số, ví dụ {usual}.") from error


def _secret(keys: Path) -> str:
    """Read the signing key, or make one the first time; only the owner may read it."""
    path = keys / "django-secret"
    if not path.exists():
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.chmod(0o700)
        new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(new, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


SMTP = {"smtp": ("", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


def _email(keys: Path) -> Email | None:
    """smtp+starttls://user@host:587; the password lies beside the keys, in `smtp-password`."""
    told = _get("KETNOI_SMTP")
    if not told:
        return None
    wrong = "KETNOI_SMTP phải như smtp+starttls://tai-khoan@may-chu:587; mật khẩu ghi trong KETNOI_KEYS/smtp-password."
    try:
        parts = urlsplit(told)
        tls, port = SMTP[parts.scheme]
        host, port = parts.hostname or "", parts.port or port
    except (KeyError, ValueError) as error:
        raise ConfigError(wrong) from error
    sender = _get("KETNOI_SENDER")
    if not host or parts.password:
        raise ConfigError(wrong)
    if "@" not in sender:
        raise ConfigError("Thiếu KETNOI_SENDER: hãy ghi địa chỉ gửi thư, ví dụ ketnoi@tinh.gov.vn.")
    secret = keys / "smtp-password"
    password = secret.read_text(encoding="utf-8").strip() if secret.exists() else ""
    return Email(host, port, unquote(parts.username or ""), password, tls, sender)


def _files(name: str) -> str:
    """A channel is written to files for a gateway, or is not there."""
    told = _get(name)
    if told not in {"", "file"}:
        raise ConfigError(f"{name} chỉ có thể là file (ghi tệp cho cổng nhắn tin) hoặc để trống, không phải “{told}”.")
    return told


def _within(one: Path, other: Path) -> bool:
    """Whether two folders are the same, or one lies in the other."""
    return one == other or one in other.parents or other in one.parents


def _check(config: Config) -> None:
    data, keys, anchors = config.data, config.keys, config.anchors
    if _within(data, keys):
        raise ConfigError("KETNOI_DATA và KETNOI_KEYS không được nằm trong nhau: hãy đặt hai thư mục tách biệt.")
    if _within(data, anchors) or _within(keys, anchors):
        raise ConfigError("KETNOI_ANCHORS phải nằm ngoài KETNOI_DATA và KETNOI_KEYS: hãy đặt một thư mục riêng.")
    if keys in Path(config.database_url.removeprefix("sqlite:///")).resolve().parents:
        raise ConfigError("Tệp cơ sở dữ liệu không được nằm trong KETNOI_KEYS: hãy đặt DATABASE_URL ra ngoài.")
    if config.production:
        _check_production(config)


def _check_production(config: Config) -> None:
    keys = config.keys
    if config.debug:
        raise ConfigError("KETNOI_DEBUG=1 không được dùng khi KETNOI_ENV=production: hãy bỏ KETNOI_DEBUG.")
    if not config.allowed_hosts:
        raise ConfigError("Thiếu KETNOI_ALLOWED_HOSTS: hãy ghi tên miền của hệ thống, ví dụ ketnoi.tinh.gov.vn.")
    if "*" in config.allowed_hosts:
        raise ConfigError("KETNOI_ALLOWED_HOSTS không được là *: hãy ghi tên miền của hệ thống.")
    if (keys / DEMO_MARK).exists():
        raise ConfigError(f"{keys} là bộ khóa của dữ liệu minh họa: hãy đặt KETNOI_KEYS vào thư mục khóa riêng.")
    if keys.stat().st_mode & 0o077:
        raise ConfigError(f"{keys} đang cho người khác đọc: hãy chạy chmod 700 rồi khởi động lại.")
    if open_to_others := [path for path in keys.iterdir() if path.stat().st_mode & 0o077]:
        raise ConfigError(f"{open_to_others[0]} đang cho người khác đọc: hãy chạy chmod 600 rồi khởi động lại.")


def load() -> Config:
    """Read and check the environment; raises ConfigError in words an administrator can act on."""
    data = Path(_get("KETNOI_DATA", "var")).resolve()
    keys = Path(_get("KETNOI_KEYS", "keys")).resolve()
    hosts = tuple(host.strip() for host in _get("KETNOI_ALLOWED_HOSTS").split(",") if host.strip())
    environment = _get("KETNOI_ENV", LOCAL)
    if environment not in {LOCAL, PRODUCTION}:
        raise ConfigError(f"KETNOI_ENV chỉ có thể là {LOCAL} hoặc {PRODUCTION}, không phải “{environment}”.")
    production = environment == PRODUCTION
    port = _number("KETNOI_PORT", 8000)
    hosts = hosts or (() if production else ("127.0.0.1", "localhost", "[::1]", "testserver"))
    config = Config(
        production=production,
        debug=_get("KETNOI_DEBUG") == "1",
        data=data,
        keys=keys,
        anchors=Path(_get("KETNOI_ANCHORS") or data.parent / "anchors").resolve(),
        port=port,
        database_url=_get("DATABASE_URL", f"sqlite:///{data / 'ketnoi.sqlite3'}"),
        allowed_hosts=hosts,
        backup_days=_number("KETNOI_BACKUP_DAYS", BACKUP_DAYS),
        secret_key=_secret(keys),
        site=f"https://{hosts[0]}" if production and hosts else f"http://127.0.0.1:{port}",
        email=_email(keys),
        sms=_files("KETNOI_SMS"),
        zalo=_files("KETNOI_ZALO"),
        key_provider=_get("KETNOI_KEY_PROVIDER", "file"),
        master_key=_get("KETNOI_MASTER_KEY"),
        digest_key=_get("KETNOI_DIGEST_KEY"),
        intake_key=_get("KETNOI_INTAKE_KEY"),
        intake_public=_get("KETNOI_INTAKE_PUBLIC"),
    )
    _check(config)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return config
