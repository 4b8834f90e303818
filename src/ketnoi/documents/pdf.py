"""Build the PDF of a paper, its fonts embedded. The same paper gives the same bytes.

The drawing is Pango's, a library of the operating system: without it there are no PDFs, and everything else works.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from ketnoi.documents import printed
from ketnoi.documents.paper import Paper


class NoPrinter(RuntimeError):
    """Pango is not installed; the message is for whoever asked for the PDF."""


def build(paper: Paper, made: date | None = None) -> bytes:
    """Build the PDF; `made` goes into its properties (by default the paper's own day). Raises NoPrinter."""
    html = _printer()
    source = printed.page(paper, made)
    digest = hashlib.sha256(source.encode()).digest()[:16]
    written: bytes = html(string=source, url_fetcher=_nothing).write_pdf(pdf_identifier=digest, pdf_tags=True)
    return written


def available() -> bool:
    """Whether PDFs can be made on this machine."""
    try:
        _printer()
    except NoPrinter:
        return False
    return True


@cache
def _printer() -> Any:
    """WeasyPrint's HTML, imported when first needed: it takes a while, and looks for Pango."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise NoPrinter(_("Máy chủ chưa cài Pango nên chưa tạo được tệp PDF; hãy dùng tệp Word.")) from error
    return HTML


def _nothing(url: str, *_rest: object, **_more: object) -> NoReturn:
    """A paper has no pictures and no addresses: nothing is ever fetched for it."""
    raise ValueError(url)
