"""Invented names for measuring the search: syllables of real use put together by chance, of nobody in particular."""

from __future__ import annotations

import random
from typing import Final

# Family names with how often they are drawn; rough shares, as crowding is what makes a search hard.
FAMILIES: Final = {
    "Nguyễn": 32, "Trần": 11, "Lê": 9, "Phạm": 7, "Hoàng": 5, "Vũ": 4, "Võ": 3, "Đặng": 3, "Bùi": 3, "Đỗ": 3,
    "Hồ": 2, "Ngô": 2, "Dương": 2, "Lý": 2, "Đinh": 2, "Lò": 3, "Quàng": 2, "Cà": 2, "Tòng": 2, "Lường": 2,
    "Giàng": 2, "Sùng": 2, "Mùa": 1, "Thào": 1, "Vàng": 1, "Hờ": 1, "Triệu": 1, "Bàn": 1, "Hà": 2, "Trịnh": 1,
}  # fmt: skip
WOMEN: Final = ("Thị", "Thị", "Thị", "Thị Kim", "Thị Thu", "Thị Ngọc", "Thị Thanh", "Ngọc", "Thúy", "Thu", "Minh")
MEN: Final = ("Văn", "Văn", "Văn", "Đức", "Hữu", "Công", "Quang", "Xuân", "Minh", "A", "Thanh", "Trọng")
GIVEN: Final = (
    "An", "Anh", "Ánh", "Bích", "Bình", "Châu", "Chi", "Chinh", "Cúc", "Cường", "Dung", "Dũng", "Duyên", "Dương",
    "Đào", "Điệp", "Đông", "Gấm", "Giang", "Hà", "Hải", "Hạnh", "Hằng", "Hiên", "Hiền", "Hiếu", "Hoa", "Hòa", "Hoài",
    "Hồng", "Huệ", "Hùng", "Hương", "Hường", "Huyền", "Khánh", "Khoa", "Khuê", "Lan", "Lành", "Lâm", "Lệ", "Liên",
    "Liễu", "Linh", "Loan", "Long", "Lụa", "Lương", "Ly", "Mai", "Mận", "Mây", "Minh", "Mơ", "My", "Nam", "Nga",
    "Ngà", "Ngân", "Nghĩa", "Ngoan", "Nguyệt", "Nhàn", "Nhi", "Nhung", "Nụ", "Oanh", "Páo", "Phương", "Phượng",
    "Quân", "Quế", "Quyên", "Quỳnh", "Sáng", "Sen", "Sinh", "Sơn", "Sự", "Tâm", "Tân", "Thái", "Thanh", "Thành",
    "Thảo", "Thắm", "Thêu", "Thoa", "Thơm", "Thu", "Thùy", "Thủy", "Thúy", "Thương", "Tiến", "Tình", "Tính", "Trà",
    "Trang", "Trâm", "Trinh", "Trúc", "Trung", "Tú", "Tuấn", "Tuyết", "Tươi", "Ước", "Út", "Uyên", "Vân", "Việt",
    "Vinh", "Vui", "Vy", "Xanh", "Xoa", "Xuân", "Xuyến", "Yên", "Yến", "Dợ", "Máy", "Ín", "Pó", "Sua", "Dở",
)  # fmt: skip


def invented(count: int, seed: int) -> list[str]:
    """So many different names, the same for the same seed; one in fifty has one word only."""
    chance = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        names.setdefault(_name(chance))
    return list(names)


def _name(chance: random.Random) -> str:
    given = chance.choice(GIVEN)
    if chance.random() < 0.02:
        return given
    family = chance.choices(list(FAMILIES), weights=list(FAMILIES.values()))[0]
    middle = chance.choice(WOMEN if chance.random() < 0.8 else MEN)
    return f"{family} {middle} {given}"
