"""What readers type and where it leads: everyday words, other spellings, words that say nothing."""

from __future__ import annotations

from typing import Any

#: What stands for what: the form that the pages use, for one that readers type.
_SYNONYMS = [
    ("sát nhập", "sáp nhập"),
    ("nhập tỉnh", "sáp nhập"),
    ("tinh giảm", "tinh giản"),
    ("biên chế nhà nước", "biên chế"),
    ("uỷ ban", "ủy ban"),
    ("kiêm nhiệm", "nhất thể"),
    ("merging", "merge"),
    ("merged", "merge"),
    ("mergers", "merge"),
    ("layoffs", "payroll"),
    ("layoff", "payroll"),
    ("downsizing", "payroll"),
    ("civil service", "civil servants"),
    ("teachers", "school"),
    ("teacher", "school"),
    ("giáo viên", "trường"),
    ("lost their jobs", "payroll cut"),
    ("mất việc", "tinh giản"),
    ("job losses", "payroll cut"),
    ("jobs", "posts"),
    ("job", "post"),
    ("salary", "pay"),
    ("salaries", "pay"),
    ("lương bổng", "lương"),
]

#: Words of a question, which no page is about.
_SMALL = {
    "en": "a an and are can did do does for from has have how i in is it many me much my of on or people that the "
    "their there these they this those to was were what when where which who why with",
    "vi": "là thì mà của ở đâu gì nào sao làm thế như cho và có không tôi bao nhiêu bị những các",
}

#: Everyday words by the page that answers them.
_LEADS: dict[str, list[tuple[str, str, str]]] = {
    "en": [
        ("cite|citation|citing|reference|bibtex|quote this", "cite.html", "How to cite"),
        ("download|csv|excel|spreadsheet|xlsx|data set|dataset|raw data|zip", "dictionary.html", "Data and dictionary"),
        ("benchmark|gold standard|labels|labelled|recall|precision", "benchmark.html", "Benchmark"),
        ("misprint|misprints|typo|error|errors|mistake|mistakes|wrong|false|correct|fact check", "07_audit.html", "The audit"),
        ("check a number|calculator|percentage checker", "live.html", "Can this number be right?"),
        ("licence|license|copyright|reuse", "cite.html#licence", "Licence"),
        ("teacher|teachers|schools|education", "04_quang_ninh.html#schools", "Quảng Ninh: schools"),
        ("quote|quotes|opinion|opinions|benefit|benefits|difficulty|difficulties|problem|problems|statements", "statements.html", "All statements"),
        ("figure|figures|numbers|all numbers|statistics", "figures.html", "All figures"),
        ("install|run|python|jupyter|reproduce", "rerun.html", "Run it yourself"),
        ("chart|charts|map|picture|pictures|graph", "pictures.html", "Pictures"),
        ("translation|meaning|term|terms|vocabulary", "glossary.html", "Glossary"),
    ],
    "vi": [
        ("trích dẫn|dẫn nguồn|tài liệu tham khảo|bibtex", "cite.html", "Cách trích dẫn"),
        ("tải về|tải xuống|tải|download|csv|excel|bảng tính|dữ liệu", "dictionary.html", "Dữ liệu và từ điển dữ liệu"),
        ("benchmark|bộ mẫu|nhãn|gán nhãn|đo độ chính xác", "benchmark.html", "Bộ mẫu chuẩn"),
        ("in sai|in nhầm|sai số|lỗi|nhầm|sai sót|sai", "07_audit.html", "Kiểm tra số liệu"),
        ("tính thử|kiểm tra một con số|máy tính", "live.html", "Con số này có thể đúng không?"),
        ("giấy phép|bản quyền|dùng lại", "cite.html#licence", "Giấy phép"),
        ("giáo viên|trường học|giáo dục|thầy cô", "04_quang_ninh.html#schools", "Quảng Ninh: trường học"),
        ("ý kiến|nhận định|khó khăn|lợi ích|kiến nghị|thuận lợi", "statements.html", "Tất cả các nhận định"),
        ("con số|số liệu|thống kê", "figures.html", "Tất cả các con số"),
        ("cài đặt|chạy lại|python|jupyter", "rerun.html", "Tự chạy lại"),
        ("biểu đồ|bản đồ|hình ảnh|hình", "pictures.html", "Hình"),
        ("nghĩa|từ điển|thuật ngữ|dịch", "glossary.html", "Thuật ngữ"),
    ],
}  # fmt: skip


def words(language: str) -> dict[str, Any]:
    """What the search has to know of a language's everyday words."""
    return {
        "search_synonyms": _SYNONYMS,
        "search_small": [
            *_SMALL["en"].split(),
            *(_SMALL["vi"].split() if language == "vi" else []),
        ],
        "search_leads": [[said.split("|"), page, name] for said, page, name in _LEADS[language]],
    }
