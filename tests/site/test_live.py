"""The live audit in a real browser: it decides as `printed` does, and takes whatever is typed."""

import gzip
import random
from collections import Counter
from fractions import Fraction
from urllib.parse import quote

import pytest
from test_browser import LANGUAGES, RULES, THEMES, WIDTHS, overflow, path

from printed import difference, growth, share, total
from printed.verdicts import VERDICTS

CASES = 100_000
CHUNK = 10_000

#: Runs cases in the page as `decided` does here.
RUN = """cases => {
  const { rules } = JSON.parse(document.querySelector(".live script").textContent);
  const audit = Audit(rules);
  const text = (end) => (end === null ? null : `${end.n}/${end.d}`);
  const ends = (span) => span && [text(span.low), text(span.high), span.lowIn, span.highIn];
  const take = (place, typed, unit) => audit.figure(typed, place, unit);
  const kinds = {
    share: ([part, base, percentage]) =>
      audit.share(take("part", part), take("base", base), take("percentage", percentage, "percent")),
    difference: (typed) => audit.change(...["before", "after", "change"].map((place, i) => take(place, typed[i]))),
    growth: ([before, after, change]) =>
      audit.change(take("before", before), take("after", after), take("change", change, "percent")),
    sum: ([total, ...parts]) => audit.total(take("total", total), parts.map((part) => take("parts", part))),
  };
  return cases.map(([kind, typed]) => {
    try {
      const found = kinds[kind](typed);
      const fixed = found.repairs.map(({ after }) => `${after.value.n}/${after.value.d}`);
      return [found.verdict, fixed, found.power && text(found.power), ends(found.implied), found.readings];
    } catch (slip) {
      if (!slip.code) throw slip;
      return null;
    }
  });
}"""


def _text(end):
    return None if end is None else f"{end.numerator}/{end.denominator}"


def decided(kind, typed):
    """What `printed` decides, in the form that the page tells; None where it refuses."""
    given = [text or None for text in typed]
    try:
        if kind == "share":
            found = share(f"{typed[2]} %", given[0], given[1])
        elif kind == "sum":
            found = total(given[0], given[1:])
        else:
            found = (difference if kind == "difference" else growth)(*given)
    except ValueError:
        return None
    span = found.implied
    ends = span and [_text(span.low), _text(span.high), span.low_closed, span.high_closed]
    power = None if found.power is None else _text(Fraction(found.power))
    fixed = [_text(repair.value) for repair in found.repairs]
    return [found.verdict, fixed, power, ends, list(found.readings)]


class Cases:
    """Invented figures that fit, nearly fit and do not, as newspapers print them."""

    LIMITS = ("hơn", "gần", "ít nhất", "không quá", "khoảng", "trên", "dưới", "tối đa", "trên dưới",
              ">", ">=", "≥", "<", "<=", "≤", "~", "≈")  # fmt: skip

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.upto = self.random.randint

    def __call__(self):
        kind = self.random.choice(("share", "share", "difference", "growth", "sum"))
        return kind, getattr(self, kind)()

    def number(self):
        upto = self.upto
        forms = [str(upto(0, 10 ** upto(1, 5)))] * 6
        forms += [f"{upto(1, 99)},{upto(0, 9)} triệu", f"{upto(1, 999)} nghìn"]
        forms += [
            f"{self.random.choice(self.LIMITS)} {upto(1, 500)}",
            f"{upto(1, 300)},{upto(0, 9)}",
        ]
        forms += [f"{upto(1, 99)}.{upto(0, 999):03}"]
        return self.random.choice(forms)

    def decimal(self, top, decimals):
        whole, rest = divmod(max(0, top), 10**decimals)
        return f"{whole},{rest:0{decimals}}" if decimals else str(whole)

    def off(self, by):
        """Nothing, or a little too much or too little."""
        return self.random.choice((0, 0, self.upto(-by, by)))

    def share(self):
        base, decimals = self.upto(1, 400), self.upto(0, 3)
        part = self.upto(0, base)
        percentage = self.decimal(100 * part * 10**decimals // base + self.off(15), decimals)
        if self.upto(0, 15) == 0:
            percentage = f"{self.random.choice(self.LIMITS)} {percentage}"
        forms = [(str(part), str(base))] * 6 + [("", str(base)), (str(part), ""), ("", "")]
        forms += [(self.number(), self.number()), (f"{part}/{base}", "")]
        return [*self.random.choice(forms), percentage]

    def _emptied(self, typed):
        if self.upto(0, 6) == 0:
            typed[self.upto(0, 1)] = ""
        return typed

    def difference(self):
        if self.upto(0, 1):
            return self._emptied([self.number() for _ in range(3)])
        before, after = self.upto(0, 500), self.upto(0, 500)
        change = max(0, abs(before - after) + self.off(3))
        return self._emptied([str(before), str(after), str(change)])

    def growth(self):
        before, after, decimals = self.upto(0, 500), self.upto(0, 1500), self.upto(0, 2)
        change = abs(after - before) * 100 * 10**decimals // (before or 1) + self.off(9)
        first = self.number() if self.upto(0, 4) == 0 else str(before)
        return self._emptied([first, str(after), f"{self.decimal(change, decimals)} %"])

    def sum(self):
        if self.upto(0, 2) == 0:
            parts = [self.number() for _ in range(self.upto(1, 4))]
            return [self.random.choice(("", self.number())), *parts]
        parts = [self.upto(0, 300) for _ in range(self.upto(1, 4))]
        return [str(max(0, sum(parts) + self.off(4))), *map(str, parts)]


def test_the_page_decides_as_the_package_does(visit):
    page, troubles = visit("live.html")
    make, seen = Cases(seed=7), Counter()
    for _ in range(CASES // CHUNK):
        cases = [make() for _ in range(CHUNK)]
        for case, here, there in zip(
            cases, (decided(*case) for case in cases), page.evaluate(RUN, cases), strict=True
        ):
            assert there == here, case
            seen[case[0], here and here[0]] += 1
    assert {verdict for _, verdict in seen} == {*VERDICTS, None}
    assert troubles == []


# --- as people use it ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_sent_as_a_link(site, visit, language):
    page, _ = visit(path(language, "live.html"))
    page.fill("#live-part", "75")
    page.fill("#live-base", "186")
    page.fill("#live-percentage", "40,3%")
    verdict = page.locator(".live-verdict").inner_text()
    link = page.url
    other, troubles = visit("index.html")
    other.goto("about:blank")
    other.goto(link)
    assert other.locator("#live-part").input_value() == "75"
    assert other.locator(".live-verdict").inner_text() == verdict
    assert troubles == []


def test_a_repair_is_a_button_and_a_slider_moves_the_last_digit(visit):
    page, _ = visit("live.html#check-share;part=76;base=186;percentage=40,3")
    assert "≠" in page.locator(".live-verdict").inner_text()
    page.locator(".live-repairs button").first.click()
    assert page.locator("#live-part").input_value() == "75"
    assert "≈" in page.locator(".live-verdict").inner_text()
    slider = page.locator("#live-percentage ~ input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#live-percentage").input_value() == "40,4"
    assert slider.get_attribute("aria-valuetext") == "40,4"


def _told(page, part, base, percentage):
    for place, typed in (("part", part), ("base", base), ("percentage", percentage)):
        page.fill(f"#live-{place}", typed)
    return page.locator(".live-result").inner_text()


#: What is said of a percentage picked at random: how many fit no count out of the base, or that all do.
CHANCES = {"en": ("picked at random", "Every percentage"), "vi": ("ngẫu nhiên", "tỷ lệ nào")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_chances_are_told_only_of_a_percentage_whose_part_is_not_known(visit, language):
    page, _ = visit(path(language, "live.html"))
    some, every = CHANCES[language]
    told = _told(page, "", "137", "19,7")
    fit = {(2000 * k + 137) // (2 * 137) for k in range(138)}  # tenths of a percent, rounded
    assert f" {100 * (1001 - len(fit)) / 1001:.0f} " in told
    assert some in told
    for typed in (("27", "137", "65"), ("27", "137", "19,7"), ("27", "", "19,7"), ("27/137", "", "65"),
                  ("", "137", "hơn 40,5"), ("", "137", "0,0"), ("", "", "19,7")):  # fmt: skip
        told = _told(page, *typed)
        assert some not in told, typed
        assert every not in told, typed
    assert every in _told(page, "", "1000", "19,7")


def test_english_notation_is_read_the_vietnamese_way_and_the_page_says_so(visit):
    page, troubles = visit("live.html")
    hints = page.locator(".live-read")
    _told(page, "519", "1,833", "28.3")
    assert hints.all_inner_texts() == [
        "1,833 was read as 1.833: for thousands write 1.833 or 1833.",
        "28.3 was read as 28.3: the Vietnamese way to write it is 28,3.",
    ]
    _told(page, "1,716/1,833", "1,234,567.8", "40,863")
    assert hints.all_inner_texts() == [
        "1,716 cannot be read here: write 1.716.",
        "1,833 cannot be read here: write 1.833.",
        "1,234,567.8 was read as 1,234,567.8: the Vietnamese way to write it is 1.234.567,8.",
    ]
    for right in ("1.833", "1833", "1,833 triệu", "hơn 500", "19,7"):
        _told(page, "519", right, "28,3")
        assert hints.count() == 0, right
    page, _ = visit("vi/live.html")
    _told(page, "519", "1,833", "28.3")
    assert page.locator(".live-read").count() == 0
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed",
    [
        "<img src=x onerror=alert(1)>",
        "9" * 300,
        "\u202e186",
        "-5",
        "0",
        "",
        "1/0",
        "…",
        "1,2,3",
        "%",
    ],
)
def test_whatever_is_typed_is_answered_at_once(visit, language, typed):
    page, troubles = visit(path(language, "live.html"))
    for kind, places in (("share", ("part", "base", "percentage")), ("change", ("before", "after", "change")),
                         ("sum", ("total", "parts"))):  # fmt: skip
        page.check(f"#live-kind-{kind}")
        for place in places:
            page.fill(f"#live-{place}", typed)
            answer = page.locator(".live-result").inner_text(timeout=1000).strip()
            assert answer
            assert "undefined" not in answer
            assert "NaN" not in answer
    assert page.locator(".live img").count() == 0
    assert troubles == []


@pytest.mark.parametrize(
    "address",
    ["#check-share;part=" + quote("<b>"), "#check-share;part=%E0%A4%A", "#check-none;a=1",
     "#check-share;__proto__=1;part=1;part=2", "#check-sum;parts=" + "1%2B" * 5000],
)  # fmt: skip
def test_an_address_made_by_hand_breaks_nothing(visit, address):
    page, troubles = visit("live.html" + address)
    assert page.locator(".live-result").inner_text(timeout=5000).strip()
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_it_can_be_used_by_everyone(visit, axe, language, theme, width):
    page, troubles = visit(path(language, "live.html"), width, theme)
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert overflow(page) <= 0
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_it_stands_on_the_audits_page_too(visit, language, theme, width):
    page, troubles = visit(path(language, "07_audit.html"), width, theme)
    page.locator("details:has(> .live)").evaluate("one => { one.open = true; }")
    for place, typed in (("part", "75"), ("base", "186"), ("percentage", "40,3%")):
        page.fill(f"#live-{place}", typed)
    said = page.locator(".live-verdict").inner_text()
    assert said.startswith("≈")
    link = page.url.replace("07_audit.html", "live.html")
    page.goto(link)
    assert page.locator(".live-verdict").inner_text() == said
    assert troubles == []


def test_a_link_to_a_check_opens_it_on_the_audits_page(visit):
    page, troubles = visit("07_audit.html#check-share;part=76;base=186;percentage=40,3", 360)
    page.locator(".live-verdict").wait_for()
    assert page.locator("#live-part").input_value() == "76"
    for width in (1400, 360):  # turned around and back
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(200)
        assert page.locator(".live-verdict").is_visible()
    assert troubles == []


def test_without_a_script_it_says_where_the_verdicts_are(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site.address + "live.html")
    assert page.locator(".live").is_hidden()
    assert page.locator("article a[href='07_audit.html']").count() == 1


def test_it_weighs_little(site):
    block = (site.folder / "live.html").read_text(encoding="utf-8").split('class="live"')[1]
    own = [
        (site.folder / "_static" / name).read_bytes()
        for name in ("audit.js", "live.js", "live.css")
    ]
    sent = [len(gzip.compress(text)) for text in (*own, block.split("</script>")[0].encode())]
    assert sum(sent) < 30_000, sent
