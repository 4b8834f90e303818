"""Invented practices and what people type to find them: without marks, with one slip, some words left out."""

from __future__ import annotations

from random import Random

from ketnoi.ui.text import fold

DEEDS = (
    "Phòng tiếp công dân", "Tổ tư vấn lưu động", "Câu lạc bộ", "Đường dây nóng", "Lớp tập huấn kỹ năng", "Hòm thư",
    "Tổ hòa giải", "Phiên chợ", "Ngày hội", "Địa chỉ tin cậy", "Nhóm nòng cốt", "Tuyến đường", "Ngôi nhà bình yên",
)  # fmt: skip
AIMS = (
    "phòng, chống bạo lực gia đình", "phòng, chống mua bán người", "phòng, chống lừa đảo qua mạng",
    "bảo vệ trẻ em gái", "không ma túy", "phòng cháy, chữa cháy", "an toàn giao thông", "giữ vệ sinh môi trường",
    "giúp phụ nữ khởi nghiệp", "cấp căn cước tại nhà", "nuôi dạy con ngoan", "xóa mù chữ", "tiết kiệm điện",
)  # fmt: skip
WITH = (
    "do phụ nữ đảm nhận",
    "của chi hội",
    "cùng nhà trường",
    "gắn với chợ phiên",
    "bằng tiếng dân tộc",
    "vào tối thứ bảy",
)
PLACES = ("xã", "phường", "bản", "tổ dân phố", "khu phố")
FIRST = ("Hoa", "Nà", "Chiềng", "Mường", "Bình", "An", "Tân", "Phú", "Long", "Đông", "Vĩnh", "Hòa", "Mỹ")
LAST = (
    "Mận",
    "Ban",
    "Lúa",
    "Sen",
    "Cúc",
    "Trúc",
    "Mai",
    "Đào",
    "Quế",
    "Lan",
    "Huệ",
    "Bưởi",
    "Chè",
    "Ngô",
    "Sim",
    "Dừa",
)
LETTERS = "abcdeghiklmnopqrstuvxy"


def names(count: int, seed: int = 1) -> list[str]:
    """So many names, each another one."""
    dice, made = Random(seed), dict[str, None]()
    while len(made) < count:
        where = f"{dice.choice(PLACES)} {dice.choice(FIRST)} {dice.choice(LAST)} {dice.randrange(1, 40)}"
        made[f"{dice.choice(DEEDS)} {dice.choice(AIMS)} {dice.choice(WITH)} {where}"] = None
    return list(made)


def slipped(text: str, dice: Random) -> str:
    """One letter too many, missing, another one, or two exchanged, in a word of at least three letters."""
    words = text.split()
    at = dice.choice([place for place, word in enumerate(words) if len(word) > 2 and word.isalpha()])
    word, cut = words[at], dice.randrange(len(words[at]) - 1)
    ways = (
        word[:cut] + word[cut + 1 :],
        word[:cut] + dice.choice(LETTERS) + word[cut:],
        word[:cut] + dice.choice(LETTERS) + word[cut + 1 :],
        word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
    )
    words[at] = dice.choice(ways)
    return " ".join(words)


def typed(name: str, dice: Random) -> tuple[str, str]:
    """What somebody types who looks for this one: without marks; and the same with one slip."""
    bare = fold(name.replace(",", ""))
    return bare, slipped(bare, dice)
