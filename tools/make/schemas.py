"""JSON Schemas of the data files, from the record types: editors complete and underline by them.

Each YAML file names its schema in its first line.  The strict reader has the last word: a schema
knows fields, codes and forms, and not what ties one entry to another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlining.coding.items import Item
from streamlining.coding.records import Defaults, Head, Progress, Record
from streamlining.coding.reference import (
    Code,
    Column,
    Comparison,
    Document,
    LimitWord,
    Place,
    SecondCoding,
    Term,
    Tile,
)
from streamlining.coding.relations import KINDS, Relation
from streamlining.corpus import Corpus
from streamlining.loading import DIMENSIONS, SECTIONS, SUGGESTED, load

Schema = dict[str, Any]

#: The files that are one list each, and the type of their items.
LISTS: dict[str, type[Item]] = {
    "places": Place,
    "documents": Document,
    "glossary": Term,
    "provinces": Tile,
    "comparisons": Comparison,
    "second-coding": SecondCoding,
    "dictionary": Column,
}


def schemas(corpus: Corpus) -> dict[str, Schema]:
    """The schema of each kind of data file, by name; codes are those of the corpus."""
    article = {"article": _item(Head), "defaults": _item(Defaults)}
    article |= {name: _list(kind) for name, kind in SECTIONS.items()}
    # A draft's suggestions are not finished yet: anything may be missing in them.
    article |= {"draft": _item(Progress)} | {name: {"type": "array"} for name in SUGGESTED}
    codebook = {name: _list(Code) for name in DIMENSIONS} | {"limit": _list(LimitWord)}
    made = {
        "article": _sections(article, ["article"]),
        "codebook": _sections(codebook, list(codebook)),
        **{name: _list(kind) for name, kind in LISTS.items()},
    }
    codes = _codes(corpus)
    return {name: _finish(name, schema, codes) for name, schema in made.items()}


def write_schemas(folder: Path, corpus: Corpus | None = None) -> list[Path]:
    """Write the schema of each kind of data file into ``folder``; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, text in schema_files(corpus or load()).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        files.append(folder / name)
    return files


def schema_files(corpus: Corpus) -> dict[str, str]:
    """The generated files, ``<name>.schema.json``, by name."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas(corpus).items()
    }


def _sections(sections: Mapping[str, Schema], required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(sections),
        "required": required,
        "additionalProperties": False,
    }


def _list(kind: type[Item]) -> Schema:
    if kind is Relation:
        return {"type": "array", "items": {"oneOf": [_relation(name) for name in KINDS]}}
    return {"type": "array", "items": _item(kind)}


def _item(kind: type[Item]) -> Schema:
    schema = _inlined(kind.model_json_schema())
    left_out = kind.shared  # what an article's `defaults:` may say instead
    if kind is Record:
        left_out |= {*Record.alike}
        schema["properties"]["like"] = schema["properties"]["id"]
    if "required" in schema:
        schema["required"] = [name for name in schema["required"] if name not in left_out]
    return schema


def _relation(name: str) -> Schema:
    schema = _item(KINDS[name])
    schema["properties"] = {"kind": {"const": name}} | schema["properties"]
    schema["required"] = ["kind", *schema["required"]]
    return schema


def _inlined(schema: Schema) -> Schema:
    """A schema with its definitions in their places."""
    definitions = schema.pop("$defs", {})

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(part) for part in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return inline(definitions[node["$ref"].rpartition("/")[2]])
        return {key: inline(value) for key, value in node.items()}

    return inline(schema)


def _codes(corpus: Corpus) -> dict[str, Schema]:
    """Each list of codes as a schema: what an editor offers, and what it says of each."""
    lists = {
        name: {code: f"{entry.label_en} ({entry.label_vi}): {entry.definition}"
               for code, entry in entries.items()}
        for name, entries in corpus.codebook.items()
    }  # fmt: skip
    places = {tile.place.id: tile.place for tile in corpus.provinces} | corpus.places
    lists["place"] = {key: f"{place.name_en} ({place.name_vi})" for key, place in places.items()}
    lists["document"] = {key: d.subject_en for key, d in corpus.documents.items()}
    return {
        name: {"anyOf": [{"const": code, "description": said} for code, said in codes.items()]}
        for name, codes in lists.items()
    }


def _finish(name: str, schema: Schema, codes: Mapping[str, Schema]) -> Schema:
    used: dict[str, Schema] = {}
    body = _as_typed(schema, codes, used)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **body,
        "$defs": used,
    }


def _as_typed(node: Any, codes: Mapping[str, Schema], used: dict[str, Schema]) -> Any:
    """Pydantic's schema as that of a file that a person types.

    A text may look like a number (``printed: 27``), which editors take for one; a field that has
    nothing is left out and never null.
    """
    if isinstance(node, list):
        return [_as_typed(part, codes, used) for part in node]
    if not isinstance(node, dict):
        return node
    if dimension := node.get("dimension"):
        used[dimension] = codes[dimension]
        return {"$ref": f"#/$defs/{dimension}"}
    if {"type": "null"} in node.get("anyOf", ()):
        return _as_typed(node["anyOf"][0], codes, used)
    typed = {
        {"ge": "minimum"}.get(key, key): _as_typed(value, codes, used)
        for key, value in node.items()
        if key not in ("title", "default") or isinstance(value, dict)  # a field may be called so
    }
    if typed.get("type") == "string" and not {"enum", "const"} & typed.keys():
        typed["type"] = ["string", "number"]
    return typed
