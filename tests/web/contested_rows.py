"""Who may open what around contests; see `rows.Row`."""

from __future__ import annotations

from tests.web import contested
from tests.web.rows import Row

#                                anonymous, no post, recorder, lead, supervisor, analyst, administrator, stranger
ROWS = {
    "contests:list":            Row("L A O O O O O O"),
    "contests:new":             Row("L A O O N N N O"),
    "contests:contest":         Row("L A O O O O O N", contested.draft),
    "contests:entries":         Row("L A O O O O O N", contested.taking),
    "contests:results":         Row("L A O O O O O N", contested.published),
    "contests:correct":         Row("L A O O N N N N", contested.draft),
    "contests:add_rules":       Row("L A O O N N N N", contested.draft, "post"),
    "contests:remove_rules":    Row("L A O O N N N N", contested.rules, "post"),
    "contests:open":            Row("L A O O N N N N", contested.draft),
    "contests:close_entering":  Row("L A O O N N N N", contested.taking),
    "contests:publish":         Row("L A O O N N N N", contested.under_way),
    "contests:cancel":          Row("L A O O N N N N", contested.draft),
    "contests:jury":            Row("L A O O N N N N", contested.draft),
    "contests:release":         Row("L A O O N N N N", contested.draft, "post"),
    "contests:add_round":       Row("L A O O N N N N", contested.draft),
    "contests:round":           Row("L A O O O O O N", contested.first_round),
    "contests:change_round":    Row("L A O O N N N N", contested.draft_round),
    "contests:drop_round":      Row("L A O O N N N N", contested.draft_round),
    "contests:start":           Row("L A O O N N N N", contested.second_round),
    "contests:close":           Row("L A O O N N N N", contested.first_round),
    "contests:decide":          Row("L A O O N N N N", contested.closed_round),
    "contests:mark":            Row("L A N N N O N N", contested.to_mark),
    "contests:enter":           Row("L A O O N N N N", contested.taking),
    "contests:entry":           Row("L A O O O O O N", contested.entry),
    "contests:withdraw":        Row("L A O O N N N N", contested.entry),
    "contests:share":           Row("L A O O N N N N", contested.entry),
    "contests:vote":            Row("L A O O O O O N", contested.voted),
    "contests:begin_vote":      Row("L A O O N N N N", contested.published),
    "contests:close_vote":      Row("L A O O N N N N", contested.voted),
    "contests:codes":           Row("L A O O N N N N", contested.voted),
    "contests:public":          Row("O O O O O O O O", contested.ballot),
}  # fmt: skip
