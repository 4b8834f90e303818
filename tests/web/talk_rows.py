"""Rows of the matrix for what keeps units connected around practices."""

from tests.web import practised, talked
from tests.web.rows import Row

#                                anonymous, no post, recorder, lead, supervisor, analyst, administrator, stranger
ROWS = {
    "practices:cluster":        Row("L A O O O O O O"),
    "practices:questions":      Row("L A O O O O O O", practised.published),
    "practices:ask":            Row("L A O O N N N O", practised.published),
    "practices:reword_question": Row("L A O O N N N N", talked.own_question),
    "practices:withdraw_question": Row("L A O O N N N N", talked.own_question, "post"),
    "practices:answer":         Row("L A O O N N N N", talked.question),
    "practices:take_back_answer": Row("L A O O N N N N", talked.question, "post"),
    "practices:ask_visit":      Row("L A O O N N N O", practised.published),
    "practices:meet":           Row("L A O O N N N N", practised.published),
    "practices:visit":          Row("L A O O O O O N", talked.visit),
    "practices:answer_visit":   Row("L A O O N N N N", talked.visit),
    "practices:agree_visit":    Row("L A O O N N N N", talked.visit, "post"),
    "practices:withdraw_visit": Row("L A O O N N N N", talked.visit, "post"),
    "practices:plan_visit":     Row("L A O O N N N N", talked.visit, "post"),
    "practices:propose":        Row("L A O O N N N N", practised.published),
    "practices:recognition":    Row("L A O O O O O N", talked.proposal),
    "practices:decide":         Row("L A O O N N N N", talked.proposal),
    "practices:withdraw_recognition": Row("L A O O N N N N", talked.granted),
    "practices:drop_proposal":  Row("L A O O N N N N", talked.asked_above, "post"),
    "practices:recognition_scan": Row("L A O O N N N N", talked.granted, "post"),
    "practices:follow":         Row("L A O O N N N O", practised.published, "post"),
    "practices:thank":          Row("L A O O N N N O", practised.published),
    "practices:unthank":        Row("L A O O N N N O", practised.published, "post"),
}  # fmt: skip
