"""The tables described for machines: the data package and the citation file."""

import json
import re
import shutil

import pytest
import yaml

from conftest import ROOT
from tools.make.datapackage import data_package
from tools.make.tidy import tidy_tables

PACKAGE = ROOT / "data" / "tidy" / "datapackage.json"


@pytest.fixture(scope="module")
def package():
    return json.loads(PACKAGE.read_text(encoding="utf-8"))


def problems(file):
    """What frictionless finds wrong with a package and its tables."""
    from frictionless import Package, system  # slow to import

    with system.use_context(trusted=True):
        report = Package(str(file)).validate()
    return [(e.type, e.note) for task in report.tasks for e in task.errors] + [
        (error.type, error.note) for error in report.errors
    ]


def test_the_package_and_all_its_tables_are_valid():
    assert problems(PACKAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("ba-che/payroll-cut,ba-che", "ba-che/payroll-cut,nowhere", "foreign-key"),
        ("ba-che/payroll-cut-share,ba-che", "ba-che/payroll-cut,ba-che", "primary-key"),
        (",achieved,", ",perhaps,", "constraint-error"),
        (",27,27,0,", ",27,many,0,", "type-error"),
        (",2015-01-01,", ",2015,", "type-error"),
    ],
)
def test_a_table_that_breaks_its_description_is_found(tmp_path, old, new, kind):
    for file in PACKAGE.parent.iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    records = tmp_path / "records.csv"
    text = records.read_text(encoding="utf-8")
    assert old in text
    records.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert kind in {found for found, _ in problems(tmp_path / PACKAGE.name)}


def test_it_describes_every_table_and_column_of_the_dictionary(package, corpus):
    tables = tidy_tables(corpus)
    assert [part["name"] for part in package["resources"]] == list(tables)
    for part in package["resources"]:
        assert part["path"] == f"{part['name']}.csv"
        fields = part["schema"]["fields"]
        assert [field["name"] for field in fields] == list(tables[part["name"]].columns)
        assert all(field["description"] and field["source"] for field in fields)


def test_types_come_from_the_forms(package):
    fields = {
        (part["name"], field["name"]): field
        for part in package["resources"]
        for field in part["schema"]["fields"]
    }
    assert fields["records", "paragraph"]["type"] == "integer"
    assert fields["records", "paragraph"]["constraints"] == {"required": True, "minimum": 0}
    assert fields["records", "k"]["constraints"] == {"minimum": 0}
    assert fields["records", "first_day"]["type"] == "date"
    assert fields["records", "obs_value"]["type"] == "number"
    assert fields["records", "obs_value"]["unit"] == "as unit_measure says"
    assert fields["relations", "stated"]["type"] == "boolean"
    assert "achieved" in fields["records", "obs_status"]["constraints"]["enum"]
    assert "unattainable" in fields["relations", "verdict"]["constraints"]["enum"]
    assert fields["records", "id"]["constraints"] == {"required": True, "unique": True}


def test_it_is_the_same_every_time_and_holds_no_date_of_making(corpus):
    made = data_package(corpus, tidy_tables(corpus))
    assert made == data_package(corpus, tidy_tables(corpus))
    assert "created" not in json.loads(made)


def test_every_article_is_a_source_without_an_address(package, corpus):
    assert len(package["sources"]) == len(corpus.articles)
    for source, article in zip(package["sources"], corpus.articles.values(), strict=True):
        assert source["title"].startswith(article.head.title)
        assert "path" not in source


# --- the citation file ---------------------------------------------------------------------------


def test_the_citation_file_holds_what_its_format_requires():
    cited = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= cited.keys()
    assert cited["type"] in ("software", "dataset")
    assert cited["authors"]
    for author in cited["authors"]:
        assert author.get("name") or author.get("family-names")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cited["date-released"])
    allowed = {
        "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi",
        "identifiers", "keywords", "license", "license-url", "message", "preferred-citation",
        "references", "repository", "repository-artifact", "repository-code", "title", "type",
        "url", "version",
    }  # fmt: skip
    assert cited.keys() <= allowed


def test_citation_package_and_readme_have_one_title(package):
    cited = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert package["title"] == cited["title"] == readme.splitlines()[0].removeprefix("# ")
    assert package["version"] == cited["version"]


def test_the_title_is_that_of_the_collection_described_and_not_ours(toy):
    toy.spoil('title: "', 'title: "Another: ', "CITATION.cff")
    described = toy.load()
    package = json.loads(data_package(described, tidy_tables(described)))
    assert package["title"].startswith("Another: ")
