"""Whether words may name a person. It would rather keep back a harmless word than let a name through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ketnoi.ui.text import fold, tidy

_HONORIFICS = (
    "ông|bà|anh|chị|cô|chú|bác|dì|cậu|mợ|thím|em|cháu|bé|cụ|đồng chí|đ/c|ông bà|vợ chồng|nạn nhân|luật sư|"
    "đại úy|thiếu úy|trung úy|thượng úy|thiếu tá|trung tá|thượng tá|đại tá|trưởng bản|trưởng thôn"
)
# After such a word a word that begins with a capital, or anything that is no number, may be somebody's name.
_HONORIFIC = re.compile(rf"(?<!\w)(?:{_HONORIFICS})\.?\s+(?=[^\W\d_])", re.IGNORECASE)
# "chị em", "em học sinh" and the like speak of many.
_MANY = re.compile(r"(?<!\w)(?:chị em|các em|em học sinh|bà con|anh em|bà mẹ|cô dâu)(?!\w)", re.IGNORECASE)
_MIDDLE = re.compile(r"(?<!\w)\w+\s+(?:thị|văn)\s+(?!hóa|hoá|bản|nghệ|minh|trấn|xã|trường)\w+", re.IGNORECASE)
# A middle name typed without its mark; "thì", "vẫn", "vấn" are words of their own.
_BARE_MIDDLE = re.compile(r"\w+ (?:thi|van) (\w+)")
_NOT_AFTER_MIDDLE = frozenset({"hoa", "ban", "nghe", "minh", "tran", "xa", "truong", "dua"})
# somebody's home, not one of the houses in which people meet
_HOME = re.compile(
    r"(?:nhà|nha|gia đình|gia dinh|hộ)\s+(?!văn|van|sinh|cộng|cong|họp|hop|trường|truong|vh\b|đa|khách)", re.IGNORECASE
)
# In a message without any marks these may be forms of address, unless they speak of a chapter or of many.
_BARE_HONORIFIC = re.compile(r"\b(?:ong|ba|anh|chi|co|chu|bac|chau) (?!hoi\b|em\b|bo\b|doan\b|con\b)[a-z]")
# A capital follows these where a law or a body is named.
_LEADS = frozenset({"luật", "bộ", "nghị", "chỉ", "quyết", "đề", "ngày", "hội", "phòng", "chương"})
_ACRONYM = 6


def addressed(text: str) -> bool:
    """Say whether somebody is named after a form of address or by a middle name, with marks or without."""
    words = _MANY.sub(" ", tidy(text))
    if _HONORIFIC.search(words) or _MIDDLE.search(words):
        return True
    if any(fold(after) not in _NOT_AFTER_MIDDLE for after in _BARE_MIDDLE.findall(words.lower())):
        return True
    bare = fold(words)
    return bare == words.lower() and bool(_BARE_HONORIFIC.search(bare))


def home(text: str) -> bool:
    """Say whether the words begin with somebody's home; a house of culture and the like are nobody's."""
    return bool(_HOME.match(tidy(text)))


def may_name(text: str) -> bool:
    """Say whether somebody may be named: as `addressed`, or by capitals in a row."""
    return addressed(text) or any(_capitals(tidy(text)))


def _capitals(text: str) -> Iterator[bool]:
    """Each capital inside the words that no law, body or abbreviation explains."""
    parts = re.findall(r"[^\W\d_]+", text)
    for before, one in pairwise(parts):
        abbreviation = one.isupper() and 1 < len(one) <= _ACRONYM
        yield one[0].isupper() and not abbreviation and before.lower() not in _LEADS
