"""What every item of a data file is made of, and its strict reading from YAML.

A field holds text as it was typed; what the text says (a value, a period) is worked out on demand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)

from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.reading.periods import period
from printed.reading.writing import english

from .yamltext import Path_, Problem, Tree, YamlText

#: Longest phrase that may be quoted from an article, in words.
MAX_WORDS = 12

#: Codes that may be used, by what they name: each dimension of the codebook, places, documents.
Vocabulary = Mapping[str, frozenset[str]]


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


def _in_time(text: str) -> str:
    if "XXXX" in text:
        year = text.replace("XXXX", "2019?")
        raise ValueError(
            f"{text!r} has no year, and stands nowhere on a line of time: write the year, with a "
            f"`?` where it had to be inferred, such as {year}"
        )
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


#: The fields of an entry of the codebook.
CODE = ("code", "label_en", "label_vi", "definition", "use_when", "not_when", "example")


def _entry(dimension: str) -> str:
    return f"data/codebook.yaml, under `{dimension}:`, with {', '.join(CODE)}"


_HOME = {
    "place": "data/places.yaml, with id, name_vi, name_en, level, type_vi, parent",
    "document": "data/documents.yaml, with id, kind, issuer_en, issuer_vi, subject_en, subject_vi, "
    "certainty",
}

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
Edtf = Annotated[Text, AfterValidator(_edtf)]
Dated = Annotated[Edtf, AfterValidator(_in_time)]  # a year at least
PlaceId = coded("place")
Organ = coded("organ")
DocumentId = coded("document")


class Item(BaseModel):
    """An entry of a data file: fixed fields, nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    #: Fields that the section ``defaults:`` of an article may say for all that do not say it.
    shared: ClassVar[frozenset[str]] = frozenset()

    def slips(self) -> Iterator[tuple[str, str]]:
        """Yield (field, message) for each field that does not fit the others."""
        yield from ()


# --- glosses -------------------------------------------------------------------------------------
# A gloss says the phrase in plain English and nothing else; words in square brackets stand in the
# same sentence of the article, outside the phrase.

#: Longest English gloss of a phrase, in words and in characters.
GLOSS_WORDS, GLOSS_CHARACTERS = 12, 90

#: Words that say a number and nothing else.
_WORDS = {
    word: Fraction(number)
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2
    )
} | {"half": Fraction(1, 2), "hundreds": Fraction(100), "thousands": Fraction(1000)}
#: Words that may say a number: "as one", "at first".
_OFTEN = {"one": Fraction(1), "first": Fraction(1)}


def faithful(gloss: str, info: ValidationInfo) -> str:
    """A validator of ``gloss_en``, declared behind the fields ``exact`` and ``printed``.

    Raises ValueError for a gloss that is too long, that says a number which the phrase does not
    print, or that leaves out one of its figures or the numeral in ``printed``.
    """
    words = len(gloss.split())
    if words > GLOSS_WORDS or len(gloss) > GLOSS_CHARACTERS:
        raise ValueError(
            f"has {words} words and {len(gloss)} characters, expected {GLOSS_WORDS} and "
            f"{GLOSS_CHARACTERS} at most: shorten it to what the phrase says"
        )
    phrase, printed = info.data.get("exact", ""), info.data.get("printed")
    tokens = [token.text for token in census(phrase)]
    if not phrase or (printed and printed not in tokens):  # refused as it is: one slip, one message
        return gloss
    prints = {value for token in tokens for value in _values(token)}
    says = set(_figures(gloss)) | _said(gloss, _WORDS)
    if strange := says - prints:
        raise ValueError(
            f"says {_listed(strange)}, which the phrase {phrase!r} does not print: "
            f"write the numbers of the phrase, {_listed(prints) or 'none'}, as English does"
        )
    figures = {token for token in tokens if token == printed or re.search(r"\d", token)}
    owed = {value for token in figures for value in _values(token)}
    if missing := owed - says - _said(gloss, _OFTEN):
        raise ValueError(
            f"does not say {_listed(missing)}, which the phrase {phrase!r} prints: add it"
        )
    return gloss


def _values(token: str) -> Iterator[Fraction]:
    """What a printed numeral says: one value, or the two counts of a ``k/n``; dates as they stand."""
    try:
        numeral = read(token)
    except NumeralError:
        yield from map(Fraction, re.findall(r"\d+", token))
        return
    yield from map(Fraction, numeral.parts or (numeral.value,))


def _figures(gloss: str) -> Iterator[Fraction]:
    for figure in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", gloss):
        yield Fraction(figure.replace(",", ""))


def _said(gloss: str, words: dict[str, Fraction]) -> set[Fraction]:
    return {words[word] for word in re.findall(r"[a-z]+", gloss.lower()) if word in words}


def _listed(values: set[Fraction]) -> str:
    """Values as English text: "19.7 and 27"; one that no decimals write as a fraction, "1/3"."""
    return " and ".join(map(_written, sorted(values)))


def _written(value: Fraction) -> str:
    exact = (digits for digits in range(4) if (value * 10**digits).denominator == 1)
    digits = next(exact, None)
    return str(value) if digits is None else english(value, digits)


#: A short English reading of ``exact``; declared behind it and behind ``printed``.
Gloss = Annotated[Text, AfterValidator(faithful)]


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
            shared = " here or under `defaults:`" if field in kind.shared else ""
            return source.problem(where, f"the field `{field}` is missing: add it{shared}")
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
    if field == "value" and kind.__name__ == "Record":
        return f"found `value: {found}`: a value is never typed, it is read out of `printed`; delete it"
    near = difflib.get_close_matches(field, kind.model_fields, n=1)
    guess = f"did you mean `{near[0]}`?" if near else f"expected {', '.join(kind.model_fields)}"
    return f"`{field}` is not a field here: {guess}"
