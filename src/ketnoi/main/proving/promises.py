"""The promises of the product, and which of them have a proof: every `pNN_<name>.py` beside this file.

Four are shown by the test-suite alone, because what shows them needs a test's tools; `SHOWN_BY` names the command.
"""

from __future__ import annotations

import importlib
import pkgutil
import re

from django.utils.translation import gettext_noop as _

from ketnoi.main import proving
from ketnoi.main.proving.promise import Promise

WORDS = {
    "P1": _("Mỗi địa chỉ, mỗi vai trò, mỗi quan hệ đều đã được quyết định ai được mở"),
    "P2": _("Không ai thấy vụ việc ngoài phần mình cần biết, bằng bất cứ đường nào"),
    "P3": _("Kẻ lấy được tệp cơ sở dữ liệu không đọc được dữ liệu cá nhân"),
    "P4": _("Bản mã không thể bị chuyển chỗ hay đưa về bản cũ"),
    "P5": _("Khóa được thay trong khi hệ thống vẫn chạy"),
    "P6": _("Nhật ký cho thấy mọi sự can thiệp"),
    "P7": _("Dừng đột ngột không làm mất gì đã được xác nhận là đã lưu"),
    "P8": _("Bản sao lưu phục hồi được"),
    "P9": _("Tệp tải lên không gây hại"),
    "P10": _("Việc dò mật khẩu bị chặn, và người lạ không khóa được tài khoản của ai"),
    "P11": _("API không hỏng và không lệch khỏi mô tả"),
    "P12": _("Tệp nhập hỏng thế nào cũng chỉ nhận được lời báo rõ ràng, không ghi dở dang"),
    "P13": _("Tiêu đề bảo vệ của mỗi trang đúng từng chữ"),
    "P14": _("Thông báo không nói điều gì về người hay vụ việc"),
    "P15": _("Tệp xuất ra không rộng hơn màn hình"),
    "P16": _("Có lỗi thì từ chối"),
    "P17": _("Không ai tính ra được số giữ kín từ các bảng công bố"),
}
SHOWN_BY = {
    "P1": "pytest tests/web/test_url_matrix.py",
    "P9": "pytest tests/attachments",
    "P11": "pytest tests/api/test_schema.py",
    "P12": "pytest tests/workbooks",
}


def proofs() -> dict[str, Promise]:
    """The promises that have a proof, by code, in order. Raises ValueError for two proofs of one code."""
    files = sorted(one.name for one in pkgutil.iter_modules(proving.__path__) if re.match(r"p\d\d_", one.name))
    found: dict[str, Promise] = {}
    for name in files:
        promise: Promise = importlib.import_module(f"{proving.__name__}.{name}").PROMISE
        if promise.code in found or promise.code not in WORDS or promise.number != int(name[1:3]):
            raise ValueError(f"{name}: {promise.code}")
        found[promise.code] = promise
    return found
