"""The exported JSON Schemas: each data file keeps to its own, and each kind of slip breaks it."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import ROOT
from streamlining import Corpus
from tools.make.schemas import schemas

FILES = sorted((ROOT / "data").glob("*.yaml")) + sorted((ROOT / "data/articles").glob("*.yaml"))
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


class EditorLoader(yaml.SafeLoader):
    """Reads a file as editors do, by YAML 1.2: ``27`` is a number, ``2018-09-12`` and ``no`` are texts."""

    yaml_implicit_resolvers = {}


EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789")
)
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789")
)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))


def in_editor(file: Path) -> object:
    return yaml.load(file.read_text(encoding="utf-8"), EditorLoader)


def schema_of(file: Path) -> dict:
    """The schema that a file names in its first line, found from where the file is."""
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first == named_in(file)
    return json.loads((file.parent / first.partition("$schema=")[2]).read_text(encoding="utf-8"))


@each_file
def test_every_data_file_names_its_schema_and_keeps_to_it(file: Path) -> None:
    schema = schema_of(file)
    Draft202012Validator.check_schema(schema)
    assert [
        error.message for error in Draft202012Validator(schema).iter_errors(in_editor(file))
    ] == []


def test_the_exported_schemas_are_those_of_the_record_types(corpus: Corpus) -> None:
    written = {
        file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8"))
        for file in (ROOT / "data/schemas").glob("*.json")
    }
    assert written == schemas(corpus)


ARTICLE = ROOT / "data/articles/ba-che.yaml"


def named_in(file: Path) -> str:
    """The first line of a data file: the comment by which editors find its schema."""
    folder, name = ("../", "article") if file.parent.name == "articles" else ("", file.stem)
    return f"# yaml-language-server: $schema={folder}schemas/{name}.schema.json"


@pytest.mark.parametrize(
    "slip",
    [
        lambda a: a["records"][0].update(unit="payroll-pots"),
        lambda a: a["records"][0].update(value=1),
        lambda a: a["records"][0].pop("exact"),
        lambda a: a["records"][0].update(paragraph="first"),
        lambda a: a["records"][0].update(paragraph=0),
        lambda a: a["records"][0].update(place="ba-chee"),
        lambda a: a["records"][0].update(note=None),
        lambda a: a["article"].update(sha256="abc"),
        lambda a: a["relations"][0].update(kind="quotient"),
        lambda a: a["relations"][0].update(stated="perhaps"),
        lambda a: a["relations"][0].update(readings=["a-guess"]),
        lambda a: a["models"][0].update(form="marriage"),
        lambda a: a.update(remarks=[]),
        lambda a: a.pop("article"),
    ],
)
def test_each_kind_of_slip_is_underlined(slip) -> None:
    validator = Draft202012Validator(schema_of(ARTICLE))
    article = deepcopy(in_editor(ARTICLE))
    slip(article)
    assert list(validator.iter_errors(article))


def test_an_editor_can_offer_every_code_with_its_meaning(corpus: Corpus) -> None:
    offered = schemas(corpus)["article"]["$defs"]["unit"]["anyOf"]
    assert [entry["const"] for entry in offered] == list(corpus.codebook["unit"])
    assert all(len(entry["description"]) > 20 for entry in offered)
