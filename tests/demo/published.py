"""What the wrap-up of 2023 published of its programme: by year from 2019 to 2022, and of the whole term."""

SLUG = "ctph-son-la-2019-2022"
BY_YEAR = {
    "buoi_tuyen_truyen": (62, 58, 41, 77),
    "luot_tuyen_truyen": (10_912, 9_804, 6_310, 14_210),
    "cuoc_noi_chuyen": (1, 1, 1, 2),
    "lop_tap_huan": (9, 8, 6, 14),
    "can_bo_tap_huan": (262, 221, 168, 392),
}
WHOLE = {
    "buoi_tuyen_truyen": 238,
    "luot_tuyen_truyen": 41_236,
    "nu_tuyen_truyen": 29_870,
    "dan_toc_tuyen_truyen": 33_402,
    "cuoc_noi_chuyen": 5,
    "nguoi_noi_chuyen": 2_048,
    "lop_tap_huan": 37,
    "can_bo_tap_huan": 1_043,
    "vu_viec_phoi_hop": 43,
    "vu_viec_dung_han": 41,
    "tap_the_khen": 4,
    "ca_nhan_khen": 5,
}
