"""Text from the data shows as text in Markdown: no markup, link, directive or block comes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from tools.make.markdown import escaped

#: The parser of the website with everything that it can, and one of the kind that others use.
EVERYTHING = {
    "amsmath", "attrs_inline", "attrs_block", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_image", "linkify", "replacements", "strikethrough", "substitution", "tasklist",
}  # fmt: skip
READERS = {
    "the website": create_md_parser(
        MdParserConfig(enable_extensions=EVERYTHING - {"linkify", "replacements"}), DocutilsRenderer
    ),
    "others": MarkdownIt("gfm-like", {"linkify": False}),
}
HOSTILE = [
    "```{raw} html", "```{literalinclude} ../../conf.py", "~~~{raw} html", ":::{note}", "{raw}`x`",
    "{raw-html}`<script>alert(1)</script>`", "<script>alert(1)</script>", "a <img src=x onerror=y>",
    "<!-- x", "<?php", "[x](javascript:alert(1))", "![x](y.png)", "[x][y]", "[x]: y", "<a:b>",
    "# heading", "- item", "+ item", "* item", "1. item", "12) item", "1.", "7)", "> quote", "---", "===", "***",
    "+++", "% comment", "(target)=", "| a | b |", "a | b", "a\\", "\\", "`", "``", "a ``` b", "`a|b`",
    "`a` {b}`c`", "*a* _b_ **c** __d__", "~~x~~", "~x~", "$x$", "$$x$$", "{{ x }}", "[x]{.y}", "{#id}",
    "&lt;b&gt;", "&#60;", "x\n\n```{raw} html\n<b>\n```", "x\n| notebook | what it shows |\n|:--|:--|",
    "a\u2028# b", "    indented", "\ttab", ":field: x", "x\n: y", "- [ ] task", "\\begin{x}", "^a^",
]  # fmt: skip
SETTINGS = ["{}", "- {}", "# {}", "Of {}.", "# {} and {}"]


def shown(markdown: str, reader: str) -> tuple[list[str], str]:
    """The kinds of blocks that a reader makes of some Markdown, and the text that it shows.

    Fails where anything else is shown than text and code.
    """
    blocks, text = [], ""
    for token in READERS[reader].parse(markdown):
        if token.type != "inline":
            blocks.append(token.type)
        for part in token.children or ():
            assert part.type in ("text", "text_special", "code_inline"), (part.type, markdown)
            text += part.content
    return blocks, text


def plain(text: str) -> str:
    """What is to be seen of a text: its signs, but for blanks and the backticks of its code."""
    return "".join(text.replace("`", "").split())


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_nothing_else(text: str, setting: str, reader: str) -> None:
    blocks, found = shown(setting.replace("{}", escaped(text)), reader)
    assert blocks == shown(setting.replace("{}", "x"), reader)[0]
    assert plain(found) == plain(setting.lstrip("-# ").replace("{}", text))


@pytest.mark.parametrize("reader", READERS)
@given(st.text(st.sampled_from("`{}[]()<>*_~|\\#-+=%:.1 \nax$&;!/@\"'"), max_size=30))
def test_no_text_of_signs_does_anything(reader: str, text: str) -> None:
    if text.split():
        blocks, found = shown(f"Of {escaped(text)}.", reader)
        assert blocks == ["paragraph_open", "paragraph_close"]
        assert plain(found) == plain(f"Of {text}.")
        blocks, _ = shown(f"- {escaped(text)}", reader)
        assert blocks == shown("- x", reader)[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_cell(text: str) -> None:
    table = "| a | b |\n|:--|:--|\n| {} | {} |\n"
    tokens = READERS["others"].parse(table.replace("{}", escaped(text)))
    wanted = READERS["others"].parse(table.replace("{}", "x"))
    assert [token.type for token in tokens] == [token.type for token in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The `unit` tells; `>=` too",
        "2.193 cán bộ",
        "16:50 23/04/2020",
        "obs_value, a/b, ~ about, < nearly",
    ],
)
def test_what_the_data_say_today_is_left_alone(text: str) -> None:
    assert escaped(text) == text
