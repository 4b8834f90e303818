"""Databases of PostgreSQL that are made for a while, beside the one of an address."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict


class NoScratch(Exception):
    """No scratch database can be made; the message says what the server said."""


def is_postgres(address: str) -> bool:
    """Whether this address of a database is PostgreSQL's."""
    return address.startswith("postgres")


def is_address(text: str) -> bool:
    """Whether this can be PostgreSQL's at all. What it cannot be is told with the text, and there is a password in it:
    so it is asked here before it is used.
    """
    try:
        conninfo_to_dict(text)
        return is_postgres(text) and urlsplit(text).port != 0
    except (psycopg.Error, ValueError):
        return False


def fresh_name(purpose: str) -> str:
    """A name that no database has."""
    return f"ketnoi_{purpose}_{secrets.token_hex(4)}"


def address(server: str, name: str) -> str:
    """The address of database `name` on the server of another address."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def create(server: str, name: str, template: str = "") -> None:
    """Make a database, empty or a copy of another. Raises NoScratch."""
    made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if template:
        made += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
    _ask(server, made)


def drop(server: str, name: str) -> None:
    """Drop a database, also while somebody is connected to it. Raises NoScratch."""
    _ask(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def database(server: str, purpose: str) -> Iterator[str]:
    """An empty database for as long as the block lasts; gives its address. Raises NoScratch."""
    name = fresh_name(purpose)
    create(server, name)
    try:
        yield address(server, name)
    finally:
        drop(server, name)


def _ask(server: str, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(server, autocommit=True) as connected:
            connected.execute(statement)
    except psycopg.Error as error:
        raise NoScratch(str(error).strip()) from error
