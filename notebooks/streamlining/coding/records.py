"""The record types, and their strict reading from YAML.

Every class here is one kind of item in a data file.  A field holds text as it was typed; what the
text says (a value, a period) is worked out on demand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
)

from printed.reading.census import census, is_percent
from printed.reading.figures import Quantity, limit, not_whole
from printed.reading.numerals import Numeral, NumeralError, read
from printed.reading.periods import Period, period
from printed.reading.writing import english

from .glosses import faithful
from .yamltext import Path_, Problem, Tree, YamlText

#: Longest phrase that may be quoted from an article, in words.
MAX_WORDS = 12

#: Codes that may be used, by what they name: each dimension of the codebook, places, documents.
Vocabulary = Mapping[str, frozenset[str]]


_IN_WORDS = {
    "=": "", ">": "more than", ">=": "at least", "<": "nearly", "<=": "at most", "~": "about",
}  # fmt: skip


# --- field types ---------------------------------------------------------------------------------


def _quotable(text: str) -> str:
    words = len(text.split())
    if words > MAX_WORDS:
        raise ValueError(f"quotes {words} words, expected {MAX_WORDS} at most: shorten the phrase")
    return text


def _one_line(text: str) -> str:
    if text.splitlines() != [text]:
        raise ValueError(
            "found a line break, expected one line (a block `>` ends in one, `>-` not)"
        )
    return text


def _no_formula(text: str) -> str:
    # The tables are opened in spreadsheets, which would compute it.  A number with a sign is one.
    if re.match(r"\s*(?:[=@\uff1d\uff20]|[+\uff0b\uff0d-](?![\d.,/ ]*%?$))", text):
        raise ValueError(
            f"begins with `{text.strip()[0]}`, which spreadsheets take for a formula: "
            "begin with a word"
        )
    return text


def _digits(text: object) -> object:
    # Python's int() also takes `1_000`, ` 12 ` and the digits of other scripts.
    if isinstance(text, str) and not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError(f"found {text!r}, expected a whole number")
    return text


def _edtf(text: str) -> str:
    period(text)
    return text


def one_of(dimension: str) -> Callable[[str, ValidationInfo], str]:
    """A validator that takes only the codes of a dimension, or ids of places or documents."""

    def check(code: str, info: ValidationInfo) -> str:
        known = info.context[dimension]
        if code not in known:
            near = difflib.get_close_matches(code, known, n=1)
            guess = f" (nearest: `{near[0]}`)" if near else ""
            raise ValueError(
                f"`{code}` is not a known {dimension}{guess}: "
                f"correct it, or add it to {_HOME.get(dimension) or _entry(dimension)}"
            )
        return code

    return check


def _entry(dimension: str) -> str:
    return f"data/codebook.yaml, under `{dimension}:`, with {', '.join(Code.model_fields)}"


_HOME = {"place": "data/places.yaml", "document": "data/documents.yaml"}

Text = Annotated[str, Field(pattern=r"\S"), AfterValidator(_one_line), AfterValidator(_no_formula)]
Name = Annotated[Text, Field(max_length=60)]  # longer ones fit into no picture
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def coded(dimension: str, form: object = Slug) -> object:
    """The type of a field that takes a code of a dimension; its JSON Schema names the dimension."""
    named = Field(json_schema_extra={"dimension": dimension})
    return Annotated[form, AfterValidator(one_of(dimension)), named]


Ordinal = Annotated[int, BeforeValidator(_digits), Field(ge=1)]
Offset = Annotated[int, BeforeValidator(_digits), Field(ge=0)]
Quote = Annotated[Text, AfterValidator(_quotable)]
#: A short English reading of ``exact``; declared behind it and behind ``printed``.
Gloss = Annotated[Text, AfterValidator(faithful)]
Edtf = Annotated[Text, AfterValidator(_edtf)]
PlaceId = coded("place")
Organ = coded("organ")
DocumentId = coded("document")


class Item(BaseModel):
    """An entry of a data file: fixed fields, nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def slips(self) -> Iterator[tuple[str, str]]:
        """Yield (field, message) for each field that does not fit the others."""
        yield from ()


# --- an article ----------------------------------------------------------------------------------


class Voice(Item):
    """A named post to which an article attributes a figure or a claim."""

    id: Slug
    kind: coded("voice_kind")
    name: Text
    post_en: Text
    post_vi: Text


class Head(Item):
    """What is known about an article as a publication.

    ``paragraphs`` and ``sha256`` identify the text that was coded: the number of its paragraphs,
    and the SHA-256 of the paragraphs joined by newlines, in UTF-8.  ``notebook`` is the file
    (without its ending) that reproduces the article's figures; its number is the reading order.
    """

    id: Slug
    title: Text
    outlet: Text
    author: Text | None = None
    url: Text | None = None
    published: Edtf
    published_basis: coded("published_basis")
    published_note: Text | None = None
    place: PlaceId
    subject: Text
    paragraphs: Ordinal
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    notebook: Annotated[str, Field(pattern=r"^\d{2}_[a-z0-9_]+$")] | None = None
    left_out: Text | None = None
    narrator: Text | None = None  # who tells what has no voice, where it is not a newspaper
    voices: tuple[Voice, ...] = ()


class Progress(Item):
    """The section ``draft:`` of an article that is still being coded: the numerals of its text."""

    numerals: Ordinal


class Located(Item):
    """Something that stands in a paragraph of an article, counted from 1."""

    paragraph: Ordinal


class Mention(Located):
    """A numeral in an article: its paragraph, its offset (code points) and what is printed."""

    start: Offset


class Record(Mention, Quantity):
    """One figure, as an article prints it.

    ``exact`` (with ``prefix`` and ``suffix`` where needed) is the shortest phrase that prints the
    figure; ``printed`` is the numeral in it, starting at ``start``; the value is read out of it.
    """

    id: Slug
    exact: Quote
    prefix: Quote = ""
    suffix: Quote = ""
    printed: Text
    gloss_en: Gloss
    qualifier: coded("qualifier", str) = "="
    indicator: coded("indicator")
    unit: coded("unit")
    of: Text
    place: PlaceId
    level: coded("level")
    sector: coded("sector")
    time_period: Edtf
    base_period: Edtf | None = None
    status: coded("status")
    voice: Slug = "newspaper"
    note: Text | None = None
    _article: str = PrivateAttr("")

    @property
    def key(self) -> str:
        """The record's name in the whole collection, ``<article>/<id>``."""
        return f"{self._article}/{self.id}"

    @property
    def numeral(self) -> Numeral:
        """The printed numeral, read, with what it shares with the other end of a range."""
        return _numeral(self.exact, self.printed)

    @property
    def value(self) -> Fraction:
        """The figure in its unit, exactly: 19,7 % is 197/10 ``percent``, 7/14 is 1/2."""
        return self.numeral.value

    @property
    def decimals(self) -> int:
        """Digits printed after the decimal mark."""
        return self.numeral.decimals

    @property
    def step(self) -> Fraction:
        """What one more in the last printed digit is worth: 100,000 for ``1,3 triệu``."""
        return self.numeral.step

    @property
    def parts(self) -> tuple[int, int] | None:
        """The two counts of a printed ``k/n``."""
        return self.numeral.parts

    @property
    def text(self) -> str:
        """The figure as English text would print it: ``more than 1,000``, ``7 of 14``, ``1.3 million``."""
        if self.parts:
            number = f"{self.parts[0]} of {self.parts[1]}"
        elif self.value.denominator > 1 and not self.decimals:
            number = str(self.value)
        else:
            number = english(self.value, self.decimals, self.numeral.scale)
        return f"{_IN_WORDS[self.qualifier]} {number}".strip()

    def __str__(self) -> str:
        return self.text

    @property
    def period(self) -> Period:
        """First and last day the figure speaks for."""
        return period(self.time_period)

    def slips(self) -> Iterator[tuple[str, str]]:
        try:
            self.numeral  # noqa: B018 (reading it may fail)
        except NumeralError as error:
            yield "printed", str(error)
            return
        tokens = [token for token in census(self.exact) if token.text == self.printed]
        if len(tokens) != 1:
            count = "does not hold" if not tokens else f"holds {len(tokens)} times"
            yield (
                "printed",
                (
                    f"the phrase {self.exact!r} {count} the numeral {self.printed!r}: "
                    "expected exactly once"
                ),
            )
            return
        if self.parts and self.parts[0] > self.parts[1]:
            yield (
                "printed",
                f"found {self.printed!r}: more than there are; expected k/n with k <= n",
            )
        before, after = self.exact[: tokens[0].start], self.exact[tokens[0].end :]
        yield from self._qualifier_slip(limit(before, after)[0] or "=")
        yield from self._unit_slip(after)
        if (odd := not_whole(self.printed, after)) and not self.note:
            yield (
                "printed",
                (
                    f"found {self.printed!r} in {self.exact!r}: {odd}: "
                    "correct it, or say in a `note` that it is so printed"
                ),
            )

    def _qualifier_slip(self, said: str) -> Iterator[tuple[str, str]]:
        if said != self.qualifier and not self.note:
            yield (
                "qualifier",
                (
                    f"found `{self.qualifier}`, but {self.exact!r} says `{said}`: "
                    "correct the qualifier or the phrase, or say in a `note` why it differs"
                ),
            )

    def _unit_slip(self, after: str) -> Iterator[tuple[str, str]]:
        points = bool(re.match(r"(?i)\s*điểm\s(?:%|phần\străm)", after))
        if (self.unit == "percentage-point") != points:
            yield (
                "unit",
                (
                    f"found `{self.unit}`, but the phrase {self.exact!r} prints {self.printed!r} "
                    f"{'with' if points else 'without'} điểm phần trăm: correct the unit or the phrase"
                ),
            )
        elif (self.unit == "percent") != is_percent(after):
            yield (
                "unit",
                (
                    f"found `{self.unit}`, but the phrase {self.exact!r} prints "
                    f"{self.printed!r} {'without' if self.unit == 'percent' else 'with'} a % sign: "
                    "correct the unit or the phrase"
                ),
            )
        elif (self.parts is not None) != self.unit.startswith("share-of-"):
            yield (
                "unit",
                (
                    f"found `{self.unit}` for {self.printed!r}: a printed k/n takes a `share-of-` unit "
                    "and nothing else does, correct the unit"
                ),
            )


@cache
def _numeral(exact: str, printed: str) -> Numeral:
    """The numeral ``printed`` of a phrase; raises NumeralError where it is none."""
    return next((one.numeral for one in census(exact) if one.text == printed), None) or read(
        printed
    )


class DateMention(Mention):
    """A numeral that is a date or part of one, such as ``2015`` or ``12/9/2018``."""

    token: Text
    date: Edtf
    note: Text | None = None


class DocumentMention(Mention):
    """A numeral that is part of a policy document's number, such as ``19-NQ/TW``."""

    token: Text
    document: DocumentId
    note: Text | None = None


class SetAside(Mention):
    """A numeral that states nothing, with the reason."""

    token: Text
    reason: coded("set_aside")
    note: Text | None = None


# --- what is told besides figures ----------------------------------------------------------------


class Model(Located):
    """A change of organisation that an article tells: who was joined with whom, in what form.

    Persons and agencies are apart: one person in two posts is no merger.  ``adopters`` names the
    record that counts the places which adopted it.
    """

    id: Slug
    exact: Quote
    gloss_en: Gloss
    form: coded("form")
    party_organ: tuple[Organ, ...] = ()
    state_organ: tuple[Organ, ...] = ()
    result: Text
    place: PlaceId
    adopters: Slug | None = None
    since: Edtf | None = None
    status: coded("status")
    note: Text | None = None


class Assessment(Located):
    """A benefit, a difficulty or a proposal that an article states, and who states it."""

    id: Slug
    exact: Quote
    gloss_en: Gloss
    polarity: coded("polarity")
    theme: coded("theme")
    voice: Slug = "newspaper"
    note: Text | None = None


# --- reference data ------------------------------------------------------------------------------


class Code(Item):
    """An entry of the codebook."""

    code: Annotated[str, Field(pattern=r"^[^\s`|]+$")]
    label_en: Text
    label_vi: Text
    definition: Text
    use_when: Text
    not_when: Text
    example: Text


class LimitWord(Item):
    """A word of limit or approximation, and the qualifier that it gives the numeral beside it."""

    word: Text
    stands: Literal["before", "behind"]
    qualifier: coded("qualifier", str)
    means: Text


#: The levels of places, each inside one before it.
LEVELS = ("country", "province", "district", "commune", "village")


class Units(Item):
    """How many units a place had at a date, from an official list."""

    date: Edtf
    districts: Ordinal | None = None
    communes: Ordinal | None = None
    source: Text


class Place(Item):
    """A place, with the official code of the time and what became of it in July 2025."""

    id: Slug
    name_vi: Name
    name_en: Name
    level: Literal[*LEVELS]
    type_vi: Text
    code: Annotated[str, Field(pattern=r"^\d{2,5}$")] | None = None
    parent: PlaceId | None = None
    lat: Text | None = None
    lon: Text | None = None
    coordinate_of: Text | None = None
    coordinate_source: Text | None = None
    coordinate_certainty: coded("coordinate_certainty") | None = None
    lat_alt: Text | None = None
    lon_alt: Text | None = None
    alt_source: Text | None = None
    after_2025: Text | None = None
    code_2025: Text | None = None
    province_2025: Text | None = None
    units: tuple[Units, ...] = ()
    note: Text | None = None


class Document(Item):
    """A policy document: one that an article names, or one of the background."""

    id: Slug
    number: Text | None = None
    kind: Text
    issuer_en: Text
    issuer_vi: Text
    date: Edtf | None = None
    subject_en: Text
    subject_vi: Text
    certainty: coded("certainty")
    confirmed_by: Text | None = None
    note: Text | None = None


class Term(Item):
    """A Vietnamese term and its English rendering."""

    vi: Text
    en: Text
    definition: Text
    source: Text
    note: Text | None = None


class Column(Item):
    """A column of the generated tables: what a cell holds, how it is written, where it comes from."""

    column: Text
    tables: tuple[Text, ...]
    means: Text
    form: Text
    source: Text


class Tile(Item):
    """A province of 2008-2025 as one tile of the map."""

    code: Annotated[str, Field(pattern=r"^\d{2}$")]
    name_vi: Text
    abbr: Text
    row: Offset
    col: Offset


# --- reading -------------------------------------------------------------------------------------

AnyItem = TypeVar("AnyItem", bound=Item)


def read_items(
    source: YamlText, path: Path_, node: Tree, kind: type[AnyItem], known: Vocabulary
) -> list[AnyItem | None]:
    """Read a list of items; what is wrong with any of them goes to ``source.problems``.

    Returns them in order, None in the place of each that is not sound.
    """
    if not isinstance(node, list):
        source.problems.append(source.problem(path, _not_a("list, each entry after a `- `", node)))
        return []
    return [read_item(source, (*path, i), item, kind, known) for i, item in enumerate(node)]


def read_item(
    source: YamlText, path: Path_, node: Tree, kind: type[AnyItem], known: Vocabulary
) -> AnyItem | None:
    """Read one item, or note in ``source.problems`` why it cannot be read and return None."""
    if not isinstance(node, dict):
        source.problems.append(source.problem(path, _not_a(_fields(kind), node)))
        return None
    try:
        item = kind.model_validate(node, context=known)
    except ValidationError as error:
        source.problems += [_problem(source, path, slip, kind) for slip in error.errors()]
        return None
    slips = [
        source.problem((*path, field), f"{field}: {message}") for field, message in item.slips()
    ]
    source.problems += slips
    return None if slips else item


def _fields(kind: type[Item]) -> str:
    required = [name for name, field in kind.model_fields.items() if field.is_required()]
    return f"mapping with the fields {', '.join(required)}"


def _not_a(expected: str, found: Tree) -> str:
    kinds = {str: f"the text {found!r}" if found else "nothing", list: "a list", dict: "a mapping"}
    return f"found {kinds[type(found)]}, expected a {expected}"


def _problem(source: YamlText, path: Path_, slip: dict, kind: type[Item]) -> Problem:
    """One of pydantic's errors, told at its place in words for the person who typed it."""
    where, found = (*path, *slip["loc"]), slip["input"]
    field = next(part for part in reversed(slip["loc"]) if isinstance(part, str))
    match slip["type"]:
        case "missing":
            return source.problem(where, f"the field `{field}` is missing: add it")
        case "extra_forbidden":
            return source.problem(where, _unknown_field(str(field), found, kind), key=True)
        case "string_type" | "int_type" | "literal_error" if not isinstance(found, str):
            message = f"{field}: {_not_a('text', found)}"
        case "tuple_type":
            message = f"{field}: {_not_a('list, each entry after a `- `', found)}"
        case "model_type":
            message = _not_a("mapping with named fields", found)
        case "string_pattern_mismatch" if not found.strip():
            message = f"{field}: found nothing, expected a text: fill it in or delete the line"
        case "string_pattern_mismatch":
            message = f"{field}: found {found!r}, expected the form {slip['ctx']['pattern']}"
        case "too_long":
            message = (
                f"{field}: found {len(found)} letters, expected {slip['ctx']['max_length']} at most"
            )
        case "greater_than_equal":
            message = f"{field}: found {found!r}, expected {slip['ctx']['ge']} or more"
        case "literal_error":
            message = f"{field}: found {found!r}, expected {slip['ctx']['expected']}"
        case "value_error":
            message = f"{field}: {slip['ctx']['error']}"
        case _:
            message = f"{field}: found {found!r}: {slip['msg']}"
    return source.problem(where, message)


def _unknown_field(field: str, found: Tree, kind: type[Item]) -> str:
    if field == "value" and kind is Record:
        return f"found `value: {found}`: a value is never typed, it is read out of `printed`; delete it"
    near = difflib.get_close_matches(field, kind.model_fields, n=1)
    guess = f"did you mean `{near[0]}`?" if near else f"expected {', '.join(kind.model_fields)}"
    return f"`{field}` is not a field here: {guess}"
