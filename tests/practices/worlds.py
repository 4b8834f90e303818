"""Two provinces of the registers' world, each with somebody who writes practices; no real place, no real person."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.practices import actions
from ketnoi.practices.actions import By
from ketnoi.practices.content import Content
from ketnoi.practices.models import Practice
from tests.registers import worlds as registers

STEPS = "Chọn phòng kín đáo\nPhân công người trực\nHẹn giờ bằng phiếu"


@dataclass
class World(registers.World):
    """`tinh` writes for the first province, `la` for the other one."""

    def by(self, who: str = "tinh") -> By:
        unit = "hoi_khac" if who == "la" else "hoi_tinh"
        return By(self.officers[who].pk, self.units[unit].pk)

    def content(self, unit: str = "hoi_tinh", **changes: object) -> Content:
        usual = {
            "name": "Phòng tiếp dân do phụ nữ đảm nhận", "field": "DON_THU", "contact": self.units[unit].pk,
            "problem": "Người dân, nhất là phụ nữ, ngại đến trụ sở.", "audience": "Người dân đến gửi đơn",
            "steps": STEPS, "outcome": "works",
        }  # fmt: skip
        return Content(**(usual | changes))

    def write(self, unit: str = "hoi_tinh", **changes: object) -> Practice:
        return actions.write(self.content(unit, **changes), self.units[unit].pk, self.by())

    def publish(self, unit: str = "hoi_tinh", **changes: object) -> Practice:
        return actions.publish(self.write(unit, **changes), 1, self.by())


def build() -> World:
    made = registers.build()
    return World(made.places, made.units, made.officers)
