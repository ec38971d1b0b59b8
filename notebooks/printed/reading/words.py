"""The words of Vietnamese numbers, and what words beside a number say of it: data, no code."""

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
SHORT = {"tr": 1_000_000, "k": 1_000}  # glued to digits only: "10tr", "50k"
LINKS = {"linh", "lẻ"}  # "một trăm linh năm" is 105: the word fills the empty tens
ZERO = "không"  # also "not": it counts only in "hai nghìn không trăm linh năm", 2005
HALF = "nửa"
AND_A_HALF = {"rưỡi", "rưởi"}  # "hai triệu rưỡi" is 2.5 million, "trăm rưỡi" 150
POINT = {"phẩy", "phảy"}  # "năm phẩy hai" is 5.2
MINUS = "âm"  # "âm 5,2" is -5.2
ORDINALS = {"đầu tiên": 1, "nhất": 1, "nhì": 2, "đôi": 2}  # all but the first behind certain words

#: Units between a number and its half: "2 năm rưỡi" is two years and a half.
HALVED = ("năm", "tháng", "tuần", "ngày", "giờ", "lần", "tấn", "mét", "phần trăm")

#: What is counted so often that its noun tells a number from a word like it: "năm xã" is five
#: communes, "năm 2019" a year.
COUNTED = (
    "người|cơ quan|đơn vị|đầu mối|xã|huyện|thôn|bản|phòng|ban|trường|biên chế|chức danh|cấp|"
    "tỉnh|cán bộ|công chức|đảng viên|chi bộ|viên chức|nhà trường|điểm trường|lớp|hộ|phường|quận|"
    "thị trấn|thành phố|sở|trạm|trung tâm|nhiệm vụ|nhóm|giải pháp|tiêu chí|lĩnh vực|lần|đồng chí|"
    "học sinh|giáo viên|bác sĩ|mô hình|đảng bộ|vị trí|khu"
)

#: The words of limit and approximation before a numeral, by what they make of the printed number.
#: Of two that fit the longer one counts: "trên dưới 50" is about 50.  Those under "=" only look
#: like one.  data/codebook.yaml says what each means; a test holds the two lists equal.
BEFORE = {
    "=": ("hiệp ước", "công ước", "quy ước", "hương ước", "kích cỡ"),
    ">": ("trên", "hơn", "quá", "vượt quá", "vượt mức", "vượt ngưỡng"),
    ">=": (
        "ít nhất", "ít nhất là", "tối thiểu", "tối thiểu là", "chí ít", "ít ra", "hàng",
        "không dưới", "không được dưới", "không ít hơn", "không được ít hơn", "không thấp hơn",
        "không được thấp hơn", "không kém",
    ),
    "<": (
        "gần", "gần đến", "gần tới", "dưới", "chưa đến", "chưa tới", "chưa đầy", "không đến",
        "không tới", "không đầy", "ngót",
    ),
    "<=": (
        "không quá", "không được quá", "chưa quá", "không vượt quá", "không được vượt quá",
        "tối đa", "tối đa là", "nhiều nhất", "nhiều nhất là", "không trên", "không hơn",
        "không nhiều hơn", "không cao hơn", "không lớn hơn",
    ),
    "~": (
        "khoảng", "vào khoảng", "khoảng chừng", "chừng", "áng chừng", "phỏng chừng", "độ chừng",
        "độ khoảng", "ước", "ước chừng", "ước khoảng", "ước tính", "ước tính khoảng", "ước đạt",
        "ước có", "xấp xỉ", "sấp xỉ", "trên dưới", "ngót nghét", "suýt soát", "tầm", "cỡ", "quãng",
    ),
}  # fmt: skip
#: One of them is a limit only before a word such as "trăm" or "nghìn": "hàng" is also goods and a row,
#: as in "lô hàng 500 tấn", "ngân hàng", "khách hàng".
BY_THE = "hàng"
#: Signs that say the same, and stand in no codebook: no article of the collection prints one.
SIGNS = {
    ">": (">", "＞"),
    ">=": (">=", "≥", "⩾", "≧"),
    "<": ("<", "＜"),
    "<=": ("<=", "≤", "⩽", "≦"),
    "~": ("~", "≈", "∼", "≃"),
}
#: The same behind a numeral, or behind the noun that it counts: "từ 15 người trở lên".
BEHIND = {
    ">=": ("trở lên", "đổ lên", "hoặc hơn", "hoặc nhiều hơn", "là ít nhất", "là tối thiểu"),
    "<=": (
        "trở xuống", "trở lại", "đổ xuống", "đổ lại", "hoặc ít hơn", "là tối đa", "là nhiều nhất",
        "là cùng",
    ),
    "=": ("trở lại đây",),
}  # fmt: skip

#: What a number is measured in, by the word behind it.  Other nouns say what is counted.
MEASURES = {
    "điểm phần trăm": "percentage-point",
    "điểm %": "percentage-point",
    "phần trăm": "percent",
    "%": "percent",
    "lần": "times",
    "ngày": "day",
    "tháng": "month",
    "năm": "year",
}

#: Words and signs beside a numeral that make another number of it and are not read as part of it, and
#: what to write instead: English, and multipliers behind a fraction or the like ("½ triệu").
UNREAD = {word: "the number in digits" for word in (*SCALES, *TENS, *AND_A_HALF)} | {
    "at least": "≥", "at most": "≤", "more than": ">", "less than": "<", "about": "≈",
    "hundred": "trăm", "thousand": "nghìn", "million": "triệu", "billion": "tỷ",
    "trillion": "nghìn tỷ", "percent": "%", "per cent": "%", "percentage point": "điểm phần trăm",
    "％": "%", "‰": "a percentage", "phần nghìn": "a percentage",
    "times": "lần", "day": "ngày", "month": "tháng", "year": "năm",
}  # fmt: skip
