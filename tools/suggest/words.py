"""The words around a numeral, and what each of them says; the codes that a suggestion may use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from printed.reading.census import DASHES
from streamlining.coding.reference import Tile
from streamlining.coding.yamltext import YamlText

#: Where a sentence ends; "TP. HCM" goes on.
END = re.compile(r"(?<!\b[Tt][Pp])[.!?](?=\s|$)")
#: The noun behind a numeral and the code of its unit; of two that fit, the longer decides.
NOUNS = {
    "payroll-post": "biên chế|chỉ tiêu biên chế|suất biên chế|suất",
    "leadership-post": "vị trí lãnh đạo|vị trí trưởng|vị trí cấp|cấp trưởng|cấp phó|phó|phó phòng"
    "|trưởng phòng|trưởng, phó phòng|trưởng phó|lãnh đạo|cán bộ lãnh đạo|cán bộ quản lý|phó trưởng"
    "|phó trưởng phòng|phó giám đốc|giám đốc|phó tổng giám đốc|tổng giám đốc|phó tổng|phó chủ tịch"
    "|chủ tịch|phó chánh văn phòng|chánh văn phòng|chánh thanh tra|bí thư|phó chánh thanh tra|phó ban|trưởng ban|phó trưởng ban"
    "|hiệu trưởng|phó hiệu trưởng|hiệu phó|thứ trưởng|phó vụ trưởng|vụ trưởng|phó cục trưởng"
    "|cục trưởng|chức danh lãnh đạo|phó bí thư|tổng cục phó|phó viện trưởng|phó đoàn",
    "person": "người|cán bộ|công chức|viên chức|đảng viên|cấp ủy viên|quần chúng|nhân khẩu|lao động"
    "|giáo viên|học sinh|đồng chí|đại biểu|nhân viên|bác sĩ|y tế thôn|thành viên|nhân sự"
    "|chuyên viên|thanh tra viên|học viên|thầy cô|cô giáo|thầy giáo|cô|em|cháu|trẻ|trẻ em"
    "|sinh viên|dân|người dân|cư dân|cử tri|công nhân|ủy viên|tình nguyện viên|phụ huynh"
    "|trí thức trẻ|điều dưỡng|hộ lý|y sĩ|y bác sĩ|cộng tác viên|thạc sĩ|tiến sĩ|kỹ sư|giảng viên"
    "|gv|công an|tướng|tướng lĩnh|thiếu tướng|trung tướng|thượng tướng|đại tướng|cử nhân|cá nhân"
    "|chiến sĩ|sĩ quan|thí sinh|cán bộ, công chức|công chức, viên chức",
    "organisational-unit": "đầu mối|phòng|phòng, ban|phòng ban|ban|tổ chức|đơn vị trực thuộc"
    "|đơn vị|bộ phận|sở|sở ngành|sở, ngành|sở, ban, ngành|sở, ban ngành|chi cục|cục|tổng cục|đội"
    "|văn phòng|bộ|bộ, ngành|bộ ngành|quỹ|vụ thuộc|vụ, cục|vụ và|vụ chức năng|vụ trực thuộc|vụ chuyên môn|văn phòng đại diện|thanh tra|ban quản lý|ban chỉ đạo|cơ quan chuyên môn",
    "service-unit": "đơn vị sự nghiệp|trung tâm|trạm y tế|bệnh viện|trạm|thư viện|bảo tàng|viện"
    "|đài|phòng khám đa khoa",
    "school": "trường|nhà trường|trường học|cơ sở giáo dục",
    "school-site": "điểm trường|điểm lẻ",
    "class": "lớp học|lớp",
    "village": "thôn|bản|tổ dân phố|ấp|khu dân cư|làng|khóm|khu phố|tdp|xóm|buôn|thôn, bản"
    "|thôn, xóm|khối phố|khu dân phố",
    "party-organisation": "đảng bộ|tổ chức đảng|tổ chức cơ sở đảng|đảng ủy",
    "party-cell": "chi bộ",
    "province": "tỉnh|tỉnh, thành|tỉnh, thành phố|tỉnh thành|đơn vị hành chính cấp tỉnh"
    "|đơn vị cấp tỉnh",
    "district": "huyện|quận|thị xã|địa phương|đơn vị cấp huyện|đơn vị hành chính cấp huyện"
    "|đơn vị hành chính quận, huyện|huyện, thị|quận, huyện|quận huyện",
    "commune": "xã|phường|thị trấn|đơn vị cấp xã|đơn vị hành chính cấp xã|đơn vị cấp phường"
    "|xã phường|đơn vị xã|đơn vị phường",
    "household": "hộ|hộ gia đình|hộ dân",
    "inspection": "cuộc|cuộc kiểm tra",
    "agency": "cơ quan",
    "enterprise": "doanh nghiệp|công ty|tổng công ty|hợp tác xã|tập đoàn",
    "building": "trụ sở|nhà văn hóa|phòng học|tòa nhà|nhà làm việc|trụ sở làm việc|công sở",
    "contract": "hợp đồng|chỉ tiêu hợp đồng",
    "case": "trường hợp",
    "post": "chức danh|bên",
    "administrative-level": "cấp",
    "times": "lần",
    "training-turn": "lượt",
    "year": "năm|tuổi",
    "month": "tháng",
    "person-per-village": "người/thôn|người/tổ|người/xóm|người/ấp",
    "health-centre": "trung tâm y tế",
    "dong": "đồng|tỷ đồng|triệu đồng|nghìn đồng|tỉ đồng|vnđ|vnd",
    "us-dollar": "usd|đô la|đô la mỹ|tỷ usd|triệu usd|tỉ usd|đô-la",
    "square-kilometre": "km2|km²|km vuông|kilômét vuông",
    "hectare": "ha|héc ta|hecta|héc-ta",
    "square-metre": "m2|m²|mét vuông",
    # What begins like another noun, or is none of them.
    "": "đơn vị hành chính|xã hội|bản án|bản đồ|bản tin|bản hợp đồng|phòng khám|phòng ngủ|phòng bệnh|lớp đất"
    "|hộ chiếu|hộ khẩu|làng nghề|tổ chức tín dụng|tổ chức quốc tế|ban nhạc|năm học|bộ phim|bộ luật"
    "|bộ hồ sơ|bộ máy|sở hữu|sở thích|đội tuyển|đội bóng|cục diện|ban đầu|bên liên quan|viện phí"
    "|cấp độ|tỉnh lộ|huyện lộ|lượt xem|lượt khách|lượt truy cập|người chết|người thương vong"
    "|người bị thương|người tử vong|nạn nhân|trạm biến áp|trạm xăng|trạm thu phí|đài phun"
    "|cuộc họp|cuộc gặp|cuộc thi|cuộc sống|cuộc chiến|cuộc xung đột|cuộc tập trận|cuộc gọi|cuộc đua"
    "|cuộc đời|cuộc hội thảo|cuộc đối thoại|cuộc bầu cử|suất quà|suất ăn|suất học bổng"
    "|phó thủ tướng|cô dâu|em bé|đơn vị máu|ban công|đội ngũ|bộ ba|cục pin|lớp phủ|cấp phép"
    "|đồng nghiệp|đồng minh|đồng thời|trường phái|đơn vị đo|hợp đồng mua|hợp đồng tín dụng"
    "|hợp đồng mua bán|hợp đồng kinh tế|lần đầu|thanh tra sở|lần nữa|bên cạnh",
}
BY_NOUN = {noun: unit for unit, nouns in NOUNS.items() for noun in nouns.split("|")}
NOUN = re.compile(
    r"\s*(?P<noun>" + "|".join(sorted(map(re.escape, BY_NOUN), key=len, reverse=True)) + r")(?!\w)"
    r"(?<!\bban(?=\shành))"  # which issues, and is no board
)
#: A noun that stands before its numeral: "số đầu mối giảm từ 412 xuống 305".
NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:tổng|tổng số|số|số lượng)\s(?:các\s)?(?P<noun>"
    + "|".join(sorted(map(re.escape, (n for n, u in BY_NOUN.items() if u)), key=len, reverse=True))
    + r")(?!\w)"
)
#: Posts that are named before their number: "biên chế lớn nhất với trên 70.000".
STAFF_BEFORE = re.compile(
    r"(?<!\w)(?P<noun>biên chế|cấp phó|thứ trưởng|phó giám đốc|phó chủ tịch|phó trưởng phòng)(?!\w)"
)
#: Between a number and the next that counts the same without saying so.
AGAIN = re.compile(
    r"[^.;()\d]{0,40}?(?:,|\(|(?<!\w)(?:và|nhưng|song|mà|thì)(?!\w))[^.;()\d]{0,60}?"
    r"(?<!\w)(?:có|còn|với|là|trên|hơn|gần|khoảng|giảm|tăng)\s"
)
#: The unit of a printed k/n, by the unit of what is counted.
SHARES = {
    "district": "share-of-districts", "commune": "share-of-communes",
    "party-cell": "share-of-cells", "health-centre": "share-of-health-centres",
    "payroll-post": "share-of-staff", "person": "share-of-staff",
    "leadership-post": "share-of-staff", "organisational-unit": "share-of-units",
    "service-unit": "share-of-units", "agency": "share-of-units", "enterprise": "share-of-units",
    "village": "share-of-villages", "school": "share-of-schools",
    "school-site": "share-of-schools", "class": "share-of-schools",
}  # fmt: skip

#: What kind of thing a unit counts, for the table of indicators.
KINDS = {
    "payroll-post": "staff", "person": "staff", "case": "staff", "share-of-staff": "staff",
    "leadership-post": "heads", "contract": "contracts",
    "organisational-unit": "units", "service-unit": "units", "agency": "units",
    "enterprise": "units", "share-of-units": "units", "health-centre": "units",
    "school": "schools", "school-site": "schools", "class": "schools",
    "share-of-schools": "schools", "village": "villages", "share-of-villages": "villages",
    "province": "places", "district": "places", "commune": "places",
    "share-of-districts": "places", "share-of-communes": "places",
}  # fmt: skip
#: What is told of things that are counted, by the verb nearest before the numeral.
VERBS = {
    "cut": "giảm|tinh giản|cắt|bớt",
    "rise": "tăng|thêm|bổ sung",
    "merge": "sáp nhập|sát nhập|hợp nhất|nhập|sắp xếp|ghép|gộp|tổ chức lại|chia tách|giải thể|trên cơ sở",
    "quota": "giao|phân bổ|phê duyệt|định biên|định mức",
    "over": "thừa|dôi dư|dư dôi|còn dư|vượt",
    "short": "thiếu|cần thêm",
    "hire": "hợp đồng thêm|hợp đồng mới|nhận thêm|nhận vào|tuyển|tuyển dụng|tuyển dụng thêm|tuyển thêm|tiếp nhận|thu hút",
    "leave": "nghỉ việc|thôi việc|nghỉ hưu|xin rút|xin nghỉ|chấm dứt",
    "move": "điều động|luân chuyển|điều chuyển",
    "stock": "có|còn|gồm|bao gồm|thành lập|bổ nhiệm|bố trí|thành|xuống|lên",
}
BY_VERB = {verb: move for move, verbs in VERBS.items() for verb in verbs.split("|")}
VERB = re.compile(
    r"(?<!\w)(?<!thu )(?<!theo )(?<!thi )(?<!gia )(?<!đội )(?<!ngoại )(?<!bàn )(?<!không )"
    r"(?!(?<=tỉnh )thành|(?<=tỉnh, )thành|(?<=biên chế đã )tinh giản (?:và|theo)|(?<=biết )thêm|(?<=nói )thêm|(?<=hỏi )thêm|thêm (?:vào|nữa))(?P<verb>"
    + "|".join(sorted(map(re.escape, BY_VERB), key=len, reverse=True))
    + r")(?!\w)(?!\s(?:thể|lệnh|nghèo|tải|áp lực|thời gian|thông|dịch|nhận|luận|cường|sinh|khẩu|học"
    r"|viện|ủy|phố|tích|viên|nhi|tướng|hiệu lực|lại|đến năm|chân|đôi|trước|thiên huế|thiên - huế)\b)"
)
#: What is listed behind these is told of as the total before them is.
LISTED = re.compile(
    r"(?<!\w)(?:trong đó|trong số đó|trong số này|gồm|bao gồm|cụ thể)(?:,?\s(?:có|còn))?(?!\w)"
)
#: Right before the numeral: a number there was, or is now.
BEFORE_CHANGE = re.compile(r"(?<!\w)(?:giảm |tăng |rút |nâng )?từ\s(?:gần |hơn |trên |khoảng )?$")
AFTER_CHANGE = re.compile(
    r"(?<!\w)(?:xuống còn|xuống|chỉ còn|còn|lên thành|lên đến|lên tới|lên|"
    r"thành|làm)\s(?:gần |hơn |trên |khoảng |con số |không quá |tối đa )?$"
)
#: The most that may be, and what a rule gives, also where the number stands behind its noun.
AT_MOST = re.compile(
    r"(?<!\w)(?:tối đa[^,;]*(?<!\w)là|không (?:có |được (?:\w+ ){0,3})?quá|chỉ được(?: có| bố trí)?"
    r"|(?<!đã )được (?:có|bố trí|tổ chức)|(?<!vượt )(?<!đúng )(?<!theo )quy định"
    # … and not how many there are all the same
    r"|(?<!vượt )(?<!đúng )(?:quy định|theo (?:nghị định|thông tư|luật|dự thảo))"
    r"(?:(?!(?:hiện|nhưng|song|thực tế|đã|vượt|thừa|dôi dư|thiếu|này) )[^;]){0,80}?"
    r"(?<!\w)(?:được|là|có|gồm|cho phép))"
    r"\s(?:\w+\s)?$"
)
#: What becomes of persons, behind their noun.
FATES = (
    (r"\s(?:[\w'‘’\"“]+ ){0,3}(?:dôi dư|dư thừa|thừa)(?!\w)", "over"),
    (
        r"\s(?:[\w-]+ ){0,9}?(?:bị|phải|được|sẽ|đã) (?:\w+ )?(?:chấm dứt|cắt|thanh lý) hợp đồng",
        "end",
    ),
    (r"\s(?:[\w-]+ ){0,4}?(?:bị|được|phải|sẽ) (?:điều chuyển|điều động|luân chuyển)(?!\w)", "move"),
    (
        r"\s(?:[\w-]+ ){0,4}?(?<!không )(?:được |đã )?(?:xem xét tuyển|xét tuyển|tuyển dụng|tiếp nhận|trúng tuyển)",
        "hire",
    ),
)
#: Behind persons of whom something else is told than that they are there.
PREDICATE = re.compile(
    r"(?:, (?:công chức|viên chức|nhân viên|người lao động))*\s(?:(?!thì )[\w-]+ ){0,3}?(?:chưa|không|đã|tham gia|dự thi|đủ|bị|nộp|thực hiện|ký|vi phạm|xin|đề nghị"
    r"|kêu cứu|tham dự|sẽ|mất việc|vắng mặt)(?!\w)(?! (?:chuyên trách|hưởng lương|thuộc|qua))"
)
#: The indicator, by what is counted and what is told of it; "" is told of it by no verb.
INDICATORS = {
    "staff": {
        "cut": "payroll-reduction", "rise": "increase", "quota": "staff-quota",
        "limit": "staff-quota", "over": "staff-surplus", "short": "staff-shortage",
        "hire": "recruitment", "leave": "departure", "move": "staff-transfer",
        "stock": "staff-stock",
    },
    "heads": {
        "cut": "leadership-reduction", "rise": "increase", "quota": "leadership-limit",
        "limit": "leadership-limit", "over": "staff-surplus", "short": "staff-shortage",
        "hire": "recruitment", "stock": "leadership-stock", "": "leadership-stock",
    },
    "contracts": {
        "cut": "contract-reduction", "rise": "increase", "quota": "staff-quota",
        "limit": "staff-quota", "leave": "contract-reduction", "end": "contract-reduction",
        "hire": "recruitment",
        "stock": "contract-staff", "": "contract-staff",
    },
    "units": {
        "cut": "unit-reduction", "rise": "increase", "limit": "unit-limit",
        "merge": "merged-bodies", "autonomous": "autonomous-units", "stock": "unit-stock",
        "": "unit-stock",
    },
    "schools": {
        "cut": "school-reduction", "rise": "increase", "merge": "school-stock",
        "stock": "school-stock", "": "school-stock",
    },
    "villages": {
        "cut": "village-reduction", "rise": "increase", "merge": "villages",
        "stock": "villages", "": "villages",
    },
    "places": {
        "cut": "administrative-reduction", "rise": "increase",
        "merge": "administrative-merger", "model": "model-adoption",
        "stock": "administrative-units", "": "administrative-units",
    },
}  # fmt: skip
#: What a unit is whatever is told of it.
ALWAYS = {
    "year": "duration", "month": "duration", "day": "duration", "household": "households",
    "party-cell": "party-cells", "party-organisation": "party-organisations",
    "share-of-health-centres": "health-centre-merger", "share-of-cells": "independent-cells",
    "post": "posts-per-person", "administrative-level": "levels-linked",
    "rank": "adoption-order", "training-turn": "training", "person-per-village": "staffing-limit",
    "square-kilometre": "area", "hectare": "area", "square-metre": "area",
    "building": "buildings",
}  # fmt: skip
#: Of persons the noun says who they are, or the nearest of these words before them.
PERSONS = {
    "heads": "phó|cấp trưởng|lãnh đạo|trưởng phòng|cán bộ quản lý",
    "population": "nhân khẩu|dân số|cư dân",
    "pupils": "học sinh|sinh viên",
    "contracts": "hợp đồng|lao động hợp đồng|giáo viên hợp đồng",
    "part-time": "không chuyên trách|bán chuyên trách",
    "members": "đảng viên",
    "votes": "đại biểu|cử tri",
    "staff": "biên chế|công chức|viên chức|cán bộ|giáo viên|gv|nhân viên|nhân sự|lao động|tinh giản"
    "|thanh tra viên|người làm việc|nghỉ hưu|nghỉ việc|thôi việc|chuyên viên|cô giáo|thầy cô|bác sĩ|điều dưỡng|chỉ tiêu",
    "": "nạn nhân|tử vong|bị thương|tai nạn|khách|phụ huynh|hội viên|ứng viên|thí sinh",
}
#: Nouns that say it behind their own numeral alone.
PERSON_NOUNS = {
    "em": "pupils", "cháu": "pupils", "trẻ": "pupils", "trẻ em": "pupils", "dân": "population",
    "người dân": "population", "cô": "", "đồng chí": "", "công an": "staff", "tướng": "staff",
    "tướng lĩnh": "staff", "thiếu tướng": "staff", "trung tướng": "staff", "thượng tướng": "staff",
    "đại tướng": "staff",
}  # fmt: skip
BY_PERSON = {word: who for who, words in PERSONS.items() for word in words.split("|")}
PERSON = re.compile(
    r"(?<!\w)(?<!sở )(?<!bộ )(?:"
    + "|".join(sorted(map(re.escape, BY_PERSON), key=len, reverse=True))
    + r")(?!\w)"
)
#: What a model puts in place: bodies joined, or two posts in one person.
MODEL = re.compile(
    r"(?<!\w)(?:mô hình|kiêm|kiêm nhiệm|đồng thời|nhất thể hóa|(?:hợp nhất|ghép|sáp nhập|sát nhập)"
    r"\s(?:\w+\s){0,2}(?:trạm|cơ quan|trung tâm|đài|phòng|ban|văn phòng|hội))(?!\w)"
)
#: Behind a district or commune: it is to be merged, or misses the standard.
TO_MERGE = re.compile(
    r"^[^.;:)\d]{0,40}?(?<!\w)(?:(?:phải|sẽ|được|cần|buộc|đã|thuộc diện|diện|đề nghị|đề xuất)\s"
    r"(?:\w+\s){0,3})(?:sáp nhập|sát nhập|sắp xếp|nhập|giải thể|chia tách)(?!\w)(?!\s(?:\w+\s)?(?:trạm|cơ"
    r" quan|trung tâm|đài|phòng|ban|văn phòng|trường))"
    r"|^[^.;:)\d]{0,60}?(?:(?:,|và)\s(?:\w+\s)?[\d.]+\s[^.;:)\d]{0,90}?)?(?:chưa|không)\s(?:đạt|đủ|đảm bảo|bảo đảm)"
    r"|^[^.;:)\d]{0,40}?chịu ảnh hưởng"
)
#: Which share a percentage is: by words behind it, else by the nearest of these before it.
PERCENTAGES = (
    (r"trình độ", "qualification"),
    (
        r"(?:hoàn thành (?:tốt|xuất sắc|nhiệm vụ)|trong sạch|vững mạnh|xếp loại)|(?<!\w)khá(?!\w)",
        "quality-rating",
    ),
    (r"tự chủ|tự bảo đảm|tự đảm bảo", "autonomous-units"),
    (r"biểu quyết|tán thành|cử tri|đồng ý|đồng thuận|nhất trí", "vote"),
    (r"tiêu chuẩn|tiêu chí|(?<!\w)chuẩn|định mức|chỉ tiêu|kế hoạch|mục tiêu", "target-attainment"),
)
#: What a percentage is cut from, in the words behind it or before it.
CUT_FROM = (
    (r"(?:không|bán) chuyên trách", "part-time-reduction"),
    (r"biên chế|công chức|viên chức|nhân sự|lao động|người làm việc", "payroll-reduction"),
    (r"cấp phó|lãnh đạo", "leadership-reduction"),
    (r"thôn|tổ dân phố", "village-reduction"),
    (r"trường|lớp", "school-reduction"),
    (r"đơn vị hành chính", "administrative-reduction"),
    (r"đầu mối|đơn vị sự nghiệp|chi cục|phòng|tổ chức|đơn vị", "unit-reduction"),
)
BY_WORD = (
    (r"^[^.,;\d]{0,25}(?:không|bán) chuyên trách", "part-time-reduction"),
    (r"^\W*cấp ủy viên", "party-committee-members"),
    (r"^\W*nhân khẩu", "population"),
    (r"^[^.,;]{0,20}không hưởng lương", "staff-off-budget"),
    (r"^\W*(?:xã|thôn|bản)[^.,;]*khó khăn", "disadvantaged-communes"),
    (r"^\W*(?:quần chúng|đảng viên mới)", "party-recruitment"),
    (r"^\W*đảng viên", "party-members"),
)
#: Money is saved or spent where one of these is the nearest verb or noun before it.
MONEY = {
    "saving": "tiết kiệm|giảm chi|bớt chi|giảm được",
    "spending": "chi|kinh phí|lương|phụ cấp|hỗ trợ|trợ cấp|ngân sách|đầu tư|tốn|trả|thưởng|thu nhập",
}
BY_MONEY = {word: code for code, words in MONEY.items() for word in words.split("|")}
SPENT = re.compile(
    r"(?<!\w)(?<!thu )(?:"
    + "|".join(sorted(map(re.escape, BY_MONEY), key=len, reverse=True))
    + r")(?!\w)"
)
#: The nearest of these before a numeral says whether it is done or to come.
PLANNED = re.compile(
    r"(?<!\w)(?:sẽ|phấn đấu|dự kiến|mục tiêu|lộ trình|(?<!không )phải(?! (?:làm|đảm|gánh"
    r"|chạy|bỏ|chịu|chờ|dạy|đi|sống|vay|lo|mất|chi|trả|nợ|xin)\b)|không quá|không được quá"
    r"|(?<!bộ )(?<!sở )(?<!phòng )kế hoạch(?! (?:xác minh|kiểm tra|thanh tra|công tác))|đề xuất"
    r"|(?:đề|kiến) nghị(?! (?:kỷ luật|xử lý|thu hồi|làm rõ|kiểm điểm|khảo sát))"
    r"|phương án(?! (?:giải quyết|xử lý|hỗ trợ))|theo đề án|dự thảo|định hướng|nhằm"
    r"|cần(?! (?:thơ|giờ|đước|giuộc)\b)|xin(?! (?:rút|nghỉ|thôi|chuyển|thuyên chuyển|việc|mần)\b)"
    r"|tờ trình|(?:được )?xem xét|đặt ra|cam kết|tối thiểu|tối đa"
    r"|(?<!chương )(?<!quy )(?<!quá )(?<!công )(?<!giải )(?<!tường )trình(?! độ)"
    r"|nếu(?! như năm)|tính toán|tiêu chuẩn|quy hoạch|có thể|chỉ tiêu (?:giảm|tinh giản|tuyển)"
    r"|(?<!từ năm \d{4} )(?<!từ \d{4} )(?<!tính )đến (?:hết |cuối )?(?:năm )?20\d\d|(?<!theo )yêu cầu|dự tính|theo hướng"
    r"|sắp tới|tới đây|(?:thời gian|năm|tháng|giai đoạn|nhiệm kỳ) tới|tiến tới|trước mắt"
    r"|để (?:thi |xét )?tuyển|(?:có|về|thống nhất|đồng ý) chủ trương"
    # Approved is not done.
    r"|(?:đã|vừa|mới|cũng|biểu quyết) (?:thống nhất|thông qua|đồng ý|chấp thuận|phê duyệt)"
    r"|được (?:\w+ ){0,3}(?:thống nhất|đồng ý|chấp thuận)|thông qua nghị quyết"
    r"|(?:thống nhất|đồng ý|chấp thuận) (?:cho|giao|giảm|sáp nhập|sắp xếp|hợp nhất|tinh giản|việc)"
    r")(?!\w)"
)
#: To report or to order something is not to have done it.
_ONLY_SAID = (
    r"(?: (?:báo cáo|có (?:báo cáo|văn bản|công văn)|gửi|nêu|nói|thông báo|trao đổi|yêu cầu|chỉ đạo"
    r"|ban hành|xây dựng|lập|quy định|xác định)(?!\w))"
)
ONLY_SAID = re.compile(rf"(?<!\w)(?:đã|vừa){_ONLY_SAID}")
DONE = re.compile(
    rf"(?<!\w)(?:(?<!% biên chế )(?<!% số biên chế )(?:đã|vừa)(?!{_ONLY_SAID})"
    r"|đến nay|tới nay|đến thời điểm này|sau khi"
    r"|năm qua|thời gian qua|(?:qua|sau)(?: gần| hơn)? (?:\d+|một|hai|ba|bốn|năm) năm|vừa qua|kết quả|tính đến|tính tới"
    r"|mới (?:chỉ )?(?:giảm|tinh giản|sáp nhập|sắp xếp|tuyển)|(?<!nông thôn )mới (?:chỉ )?đạt"
    r"|(?<!năm )(?<!hiện )(?<!ngày )(?<!từ )nay (?:tinh giản |giảm |chỉ |xuống )*còn)(?!\w)"
)
#: Done, where nothing else is said: a cut that is reached.
REACHED = re.compile(r"(?<!\w)(?:giảm|tinh giản|cắt|sắp xếp|thực hiện|hoàn thành) được(?!\w)")
#: What follows is there now, whatever was done or is planned before it.
PRESENT = re.compile(
    r"(?<!\w)(?:(?<!thực )(?<!phát )(?<!thể )(?<!biểu )hiện(?: nay)?"
    r"(?: (?!sẽ|phải|đề|dự|mới|cần thiết)\w+){0,4}? (?:có|còn|là|thiếu|thừa|dôi dư|cần thêm)"
    r"|(?<!sẽ )(?:chỉ có|chỉ còn)|có tới|đang có)(?!\w)"
)
#: Behind a numeral: what is to become of it, also where a list of its kind goes on.
TO_COME = re.compile(
    r"^(?:, (?:xã|phường|thị trấn|quận|huyện|thị xã|thành phố|ban|ngành|thôn|bản|tổ dân phố"
    r"|công chức|viên chức|người lao động))*(?:(?! thì )[^.,;:)\d]){0,45}?(?<!\w)(?:sẽ|dự kiến|thuộc diện"
    r"|trong diện|được đề xuất|được đề nghị|được quy định"
    r"|(?:phải|cần|có thể) (?:(?:được|bị|thực hiện|tiến hành|tiếp tục|xem xét|tổ chức) )*"
    r"(?:giảm|cắt|tinh giản|sáp nhập|sát nhập|nhập|hợp nhất|sắp xếp|giải thể|chia|chấm dứt|nghỉ"
    r"|thôi|chuyển|điều|luân chuyển|tuyển|đạt|bảo đảm|đảm bảo|có|bố trí|kiêm|hoàn thành|xét))(?!\w)"
)
#: Behind a numeral: it becomes fewer.
TO_CUT = re.compile(
    r"^[^.;:)\d]{0,30}?(?:được|bị|phải|sẽ)\s(?:\w+\s){0,2}(?:cắt giảm|cắt|giảm)(?!\w)"
)
THEN = re.compile(
    r"(?<!\w)(?:trước đây|trước khi|trước năm|trước tháng|trước thời điểm|thời điểm trước|thay vì"
    r"|đầu năm|(?<!trong )khi đó|lúc đó|thời điểm đó|năm trước|năm học trước|nhiệm kỳ trước"
    r"|ban đầu|(?:lúc|khi) mới)(?!\w)"
)

THEN_BEHIND = re.compile(r"\s(?:\w+ )?(?:đầu năm|trước đây|trước khi|năm trước)(?!\w)")
#: What there is once a change is made.
AFTERWARDS = re.compile(
    r"(?<!\w)sau (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất|nhập|kiện toàn|tinh giản|giải thể|chia tách)(?!\w)"
)
#: Behind villages or schools: they go into a merger.
MERGES = re.compile(r"[^.;:\d]{0,90}?(?<!\w)(?<!sau )(?:sáp nhập|hợp nhất|nhập lại)(?!\w)")

DOCUMENT = re.compile(
    r"(?:(?i:nghị quyết|nghị định|đề án|quyết định|kết luận|chỉ thị|kế hoạch|thông tư)\s+số|Nghị quyết|NQ|Đề án|Quyết định|QĐ|Kết luận|KL|Chỉ thị|CT|Nghị định|Thông tư|Chương trình|"
    r"Kế hoạch|KH|Luật|Thông báo|Hướng dẫn|Quy định|Công văn|Dự án|Pháp lệnh)(?:\s+số)?:?\s*$"
)
#: A congress or plenum whose resolution is named without a number of its own.
PLENUM = re.compile(
    r"[Nn]ghị quyết\s+(?:của\s+)?(?:Đại hội|Hội nghị|Trung ương|T\.?[ƯW])(?:[^.;/]{0,90})$"
)
#: A document named in small letters, where nothing is counted behind its number.
NAMED_SMALL = re.compile(
    r"(?:nghị quyết|nghị định|quyết định|thông tư|kế hoạch|đề án|luật|chỉ thị)\s$"
)
SMALL_BEHIND = re.compile(
    r"\s*(?:$|[.,;)]|của|về|ngày|năm|quy định|hội nghị|trung ương|Hội nghị|Trung ương)"
)
PROVISION = re.compile(r"(?i)(?<!\w)(?:điều|khoản|mục|chương)\s$")
CATEGORY = re.compile(
    r"(?i)(?<!\w)(?:loại|hạng|nhóm|cấp độ|giai đoạn|phương án)\s(?:đặc biệt,\s)?$"
)
#: What is counted in other matters than the field's.
OFF_SUBJECT = re.compile(
    r"\s?(?:giường bệnh|giường|tấn|tạ|kg|lít|con (?:trâu|bò|lợn|gà)|người (?:chết|thương vong|tử vong"
    r"|bị thương)|nạn nhân|chiếc|vụ (?:tai nạn|án|cháy)|ha (?:chè|lúa|rừng|cà phê|cây|rau|keo|mía|ngô"
    r"|cao su|hồ tiêu|điều|sắn|hoa))(?!\w)"
)
TERM = re.compile(
    r"(?i)(?:khóa|khoá|lần thứ|đại hội|hội nghị|kỳ họp thứ|trung ương|t\.?[ưw]|thứ)\s*$"
)
#: Whose resolution it is, behind its number, where it is not the Central Committee's.
OTHER_ISSUER = re.compile(
    r"\s*của\s+(?:HĐND|UBND|Hội đồng|Ủy ban|Tỉnh ủy|Huyện ủy|Thành ủy|Quốc hội|Chính phủ|tỉnh|huyện)"
)
#: A village or group that has a number for its name.
NUMBERED = re.compile(
    r"(?i)\b(thôn|bản|xóm|ấp|khóm|tổ|khu phố|tiểu khu|quận|phường|tổ dân phố|khu)\s(?:số\s)?$"
)
NAME_BEFORE = re.compile(rf"[\w.]+\s+([^\W\d_]\w*)(?:\s?[{DASHES}])?\s?$")
CHROME = re.compile(
    r"(?i)truy cập|lượt xem|lượt đọc|hôm nay:|hôm qua:|online|trực tuyến:|bình luận|điện thoại|"
    r"\bđt\s*:|\bfax\b|giấy phép|©|bản quyền|copyright|gmt|e-?mail|@|https?:|đọc thêm|hotline"
)
PICTURE = re.compile(r"(?i)(?:ảnh|hình|trang|phần|kỳ|bài)\s*:?\s*$")


@dataclass(frozen=True)
class Known:
    """The codes that a suggestion may use: units, indicators, documents by number, places by name."""

    codes: frozenset[str] | None = None  # None: no codebook to go by
    documents: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)  # of places, by id
    parents: Mapping[str, str] = field(default_factory=dict)

    def code(self, code: str | None) -> str:
        """``code`` where the codebook has it, '' otherwise."""
        return code if code and (self.codes is None or code in self.codes) else ""


def known_in(root: Path) -> Known:
    """What the reference data under ``root`` know; nothing where a file is missing or unsound."""
    trees = {
        name: YamlText(root / f"data/{name}.yaml").tree
        for name in ("codebook", "documents", "places", "provinces")
    }
    codes = frozenset(
        code
        for entries in (trees["codebook"].values() if isinstance(trees["codebook"], dict) else ())
        for code in _values(entries, "code")
    )
    numbers = Counter(_values(trees["documents"], "number"))
    documents = {
        entry["number"]: entry["id"]
        for entry in _entries(trees["documents"])
        if {"id", "number"} <= entry.keys() and numbers[entry["number"]] == 1
    }
    every = {
        entry["id"]: entry
        for entry in (*_provinces(trees["provinces"]), *_entries(trees["places"]))
        if {"id", "name_vi"} <= entry.keys()
    }
    names = Counter(entry["name_vi"] for entry in every.values())
    places = {entry["name_vi"]: key for key, entry in every.items() if names[entry["name_vi"]] == 1}
    levels, parents = (
        {key: entry[field] for key, entry in every.items() if field in entry}
        for field in ("level", "parent")
    )
    return Known(codes or None, documents, places, levels, parents)


def _provinces(tree: object) -> Iterator[dict[str, str]]:
    """The provinces of the map as places."""
    for entry in _entries(tree):
        if {"code", "name_vi"} <= entry.keys():
            yield Tile.model_construct(**entry).place.model_dump(exclude_none=True)


def _entries(tree: object) -> list[dict[str, str]]:
    return [entry for entry in tree if isinstance(entry, dict)] if isinstance(tree, list) else []


def _values(tree: object, key: str) -> list[str]:
    return [value for entry in _entries(tree) if isinstance(value := entry.get(key), str)]
