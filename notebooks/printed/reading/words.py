"""The words of Vietnamese numbers, and what words beside a number say of it."""

from __future__ import annotations

UNITS = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
AFTER_TENS = {"mốt", "tư", "lăm", "nhăm"}  # how 1, 4 and 5 are said behind tens, said or left out
TENS = {"mười": 10, "mươi": 10, "chục": 10}
SCALES = {
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
LINKS = {"linh", "lẻ"}  # "một trăm linh năm" is 105: the word fills the empty tens
ZERO = "không"  # also "not": it counts only in "hai nghìn không trăm linh năm", 2005
HALF = "nửa"
AND_A_HALF = {"rưỡi", "rưởi"}  # "hai triệu rưỡi" is 2.5 million, "trăm rưỡi" 150
POINT = {"phẩy", "phảy"}  # "năm phẩy hai" is 5.2
ORDINALS = {"đầu tiên": 1, "nhất": 1, "nhì": 2, "đôi": 2}  # all but the first behind certain words

#: Units between a number and its half: "2 năm rưỡi" is two years and a half.
HALVED = ("năm", "tháng", "tuần", "ngày", "giờ", "lần", "tấn", "mét", "phần trăm")

#: What a word before a numeral does to it: the relation of the true quantity to the printed one.
QUALIFIERS = {
    ">": ("trên", "hơn"),
    ">=": ("ít nhất", "hàng", "không dưới"),
    "<": ("gần", "dưới"),
    "<=": ("không quá",),
    "~": ("khoảng",),
}
