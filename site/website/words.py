"""What the site itself says, in both languages, and which texts are Vietnamese already."""

from __future__ import annotations

import re
import unicodedata

LANGUAGES = ("en", "vi")


class StageError(ValueError):
    """What a page asks for and the repository does not hold; the message says where and what to do."""


#: The site's own words; a name is what the templates, scripts and staging call them by.
WORDS = {
    "en": {
        "language": "English",
        "other_language": "Tiếng Việt",
        "other_label": "Trang này bằng tiếng Việt",
        "locale": "en_GB",
        "show_code": "Show code",
        "hide_code": "Hide code",
        "code": "Code",
        "figure": "Figure",
        "enlarge": "Enlarge",
        "close": "Close",
        "numbers": "Numbers, citation, files",
        "download_csv": "Numbers as CSV",
        "download_svg": "Picture as SVG",
        "download_png": "Picture as PNG",
        "newspaper": "the newspaper",
        "drawn_from": "Source:",
        "all_reports": "the reports",
        "cite_picture": "To cite this picture:",
        "in": "In:",
        "table": "Table",
        "back_to": "Where it is reproduced:",
        "evidence_of": "The phrase that prints it",
        "reports": "The reports",
        "together": "Taken together",
        "try": "Try it",
        "compare": "May I compare?",
        "live": "Can this number be right?",
        "reference": "Reference",
        "about": "About",
        "home": "Home",
        "figures": "All figures",
        "statements": "All statements",
        "pictures": "Pictures",
        "codebook": "Codebook",
        "dictionary": "Data and dictionary",
        "benchmark": "Benchmark",
        "glossary": "Glossary",
        "coding": "How it was coded",
        "cite": "How to cite",
        "rerun": "Run it yourself",
        "shown_in": "Shown in",
        "file": "File",
        "rows": "Rows",
        "size": "Size",
        ".json": "all tables described for machines",
        ".xlsx": "all tables, for a spreadsheet",
        ".zip": "all of these, and the numbers behind the pictures",
        "missing": "There is no such page",
        "missing_lead": "The address leads nowhere. Search for what you were after, or begin at the",
        "missing_home": "home page",
        "term_vi": "Vietnamese",
        "term_en": "English",
        "meaning": "What it means here",
        "source": "Where the rendering was seen",
        "glossary_lead": "The Vietnamese terms of the articles and the English words that stand "
        "for them throughout.",
        "reference_plain": "As a reference",
        "reference_bibtex": "As BibTeX",
        "articles": "The articles",
        "articles_note": "Where no newspaper or author stands, none is printed. No addresses are recorded: search for the title.",
        "search": "Search",
        "search_hint": "Type a word, a place or a number; tone marks may be left out.",
        "search_one": "1 place found.",
        "search_some": "{n} places found.",
        "search_first": "{n} places found; these are the first {m}.",
        "search_all": "Show all",
        "search_any": "No place has all of these words; these have some of them.",
        "search_none": "Nothing was found. Try fewer or other words.",
        "search_lead": "Perhaps you are looking for:",
        "search_only_lead": "Nothing else was found.",
        "search_script": "The search needs JavaScript.",
        "skip": "Skip to content",
        "toggle_navigation": "Site navigation",
        "toggle_contents": "Contents of this page",
        "toggle_theme": "Light, dark or automatic colours",
        "back_to_top": "Back to top",
        "licence": "Data, text and pictures: CC BY 4.0. Code: MIT.",
    },
    "vi": {
        "language": "Tiếng Việt",
        "other_language": "English",
        "other_label": "This page in English",
        "locale": "vi_VN",
        "show_code": "Hiện mã lệnh",
        "hide_code": "Ẩn mã lệnh",
        "code": "Mã lệnh",
        "figure": "Hình",
        "enlarge": "Phóng to",
        "close": "Đóng",
        "numbers": "Số liệu, trích dẫn, tải về",
        "download_csv": "Số liệu (tệp CSV)",
        "download_svg": "Hình (tệp SVG)",
        "download_png": "Hình (tệp PNG)",
        "newspaper": "tờ báo",
        "drawn_from": "Nguồn:",
        "all_reports": "các bài báo",
        "cite_picture": "Trích dẫn hình này:",
        "in": "Trong:",
        "table": "Bảng",
        "back_to": "Nơi tính lại:",
        "evidence_of": "Câu chữ in con số này",
        "reports": "Các bài báo",
        "together": "Nhìn chung",
        "try": "Thử xem",
        "compare": "Có so sánh được không?",
        "live": "Con số này có thể đúng không?",
        "reference": "Tra cứu",
        "about": "Giới thiệu",
        "home": "Trang chủ",
        "figures": "Tất cả các con số",
        "statements": "Tất cả các nhận định",
        "pictures": "Hình",
        "codebook": "Bảng mã",
        "dictionary": "Dữ liệu và từ điển dữ liệu",
        "benchmark": "Bộ mẫu chuẩn",
        "glossary": "Thuật ngữ",
        "coding": "Cách mã hóa",
        "cite": "Cách trích dẫn",
        "rerun": "Tự chạy lại",
        "shown_in": "Có trong",
        "file": "Tệp",
        "rows": "Số dòng",
        "size": "Dung lượng",
        ".json": "mô tả mọi bảng cho máy đọc",
        ".xlsx": "mọi bảng, cho phần mềm bảng tính",
        ".zip": "tất cả các tệp này và số liệu của các hình",
        "missing": "Không có trang này",
        "missing_lead": "Địa chỉ này không dẫn tới đâu. Hãy tìm điều bạn cần, hoặc bắt đầu từ",
        "missing_home": "trang chủ",
        "term_vi": "Tiếng Việt",
        "term_en": "Tiếng Anh",
        "meaning": "Nghĩa ở đây",
        "source": "Nguồn của cách dịch",
        "glossary_lead": "Các thuật ngữ tiếng Việt trong những bài báo và từ tiếng Anh dùng thay "
        "cho chúng ở đây.",
        "reference_plain": "Dạng tài liệu tham khảo",
        "reference_bibtex": "Dạng BibTeX",
        "articles": "Các bài báo",
        "articles_note": "Chỗ không có tên báo hoặc tác giả là bài không in. Không lưu địa chỉ: hãy tìm theo tên bài.",
        "search": "Tìm kiếm",
        "search_hint": "Gõ một từ, một địa danh hay một con số; có thể bỏ dấu.",
        "search_one": "Tìm thấy 1 chỗ.",
        "search_some": "Tìm thấy {n} chỗ.",
        "search_first": "Tìm thấy {n} chỗ; đây là {m} chỗ đầu.",
        "search_all": "Hiện tất cả",
        "search_any": "Không chỗ nào có đủ các từ này; đây là những chỗ có một số từ.",
        "search_none": "Không tìm thấy gì. Hãy thử ít từ hơn hoặc từ khác.",
        "search_lead": "Có lẽ bạn muốn tìm:",
        "search_only_lead": "Ngoài ra không tìm thấy gì.",
        "search_script": "Muốn tìm kiếm thì phải bật JavaScript.",
        "skip": "Tới nội dung chính",
        "toggle_navigation": "Mục lục trang web",
        "toggle_contents": "Mục lục trang này",
        "toggle_theme": "Màu sáng, tối hoặc tự động",
        "back_to_top": "Về đầu trang",
        "licence": "Dữ liệu, bài viết và hình: CC BY 4.0. Mã lệnh: MIT.",
    },
}

_MARKS = re.compile(
    "[đăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: What a Vietnamese syllable can be, without its marks; a word of English seldom is one.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu?|r|s|th?|tr|v|x)?"
    r"[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?"
)
#: Link targets and code say nothing about a text's language.
_UNSPOKEN = re.compile(r"\]\([^)]*\)|`[^`]*`|\{\d+\}")


def is_vietnamese(text: str) -> bool:
    """Whether a text is Vietnamese and nothing else.

    Of its words, at least two in five carry a Vietnamese letter (in Vietnamese prose some three in
    four do), and at most one in twenty could be no Vietnamese syllable.
    """
    plain = _UNSPOKEN.sub(" ", unicodedata.normalize("NFC", text))
    words = [word for word in _WORD.findall(plain) if not word.isupper()]
    marked = sum(bool(_MARKS.search(word)) for word in words)
    foreign = sum(not _SYLLABLE.fullmatch(_fold(word)) for word in words)
    return bool(words) and marked >= 0.4 * len(words) and foreign <= 0.05 * len(words)


def _fold(text: str) -> str:
    """A text in small letters without any marks, đ as d."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
