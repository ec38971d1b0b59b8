"""What all tests share: the real collection, the articles' texts, and a copy to spoil."""

import contextlib
import functools
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# As run.py does it, for these tests and for what they start, however pytest was started.
HOMES = [str(ROOT), str(ROOT / "notebooks")]
sys.path[:0] = HOMES
os.environ["PYTHONPATH"] = os.pathsep.join(HOMES)

from streamlining import Corpus, DataError, load  # noqa: E402
from streamlining.coding.yamltext import Problem  # noqa: E402
from tools.check import texts as sources  # noqa: E402

# The same examples on every machine and in every run, however slow it is.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def second_try(start: Callable[..., Any]) -> Callable[..., Any]:
    """Start a kernel again when it dies at once.

    A kernel's ports are free when they are chosen; now and then another program takes one of them
    before the kernel does, the likelier the more kernels start side by side.
    """

    @functools.wraps(start)
    def start_kernel(*args: Any, **kwargs: Any) -> Any:
        with contextlib.suppress(RuntimeError):
            return start(*args, **kwargs)
        return start(*args, **kwargs)

    return start_kernel


nbval.kernel.start_new_kernel = second_try(nbval.kernel.start_new_kernel)

#: An invented article, so that a test may quote all of it, and how it is coded.
TOY_TEXT = [
    "Huyện Mẫu tinh gọn bộ máy",
    "12:30 06/02/2019",
    "Huyện đã giảm 1.314 biên chế, bằng 19,7% tổng số; 7/14 xã có mô hình mới, hơn 2 nghìn nhân "
    "khẩu và giảm 06 đầu mối.",
    "Năm 2018 đạt 40.30% kế hoạch theo Nghị quyết 19-NQ/TW khóa XII; sáp nhập ba bản, giảm một nửa "
    "số bản.",
]

TOY_FILE = "data/articles/toy.yaml"
TOY = f"""\
article:
  id: toy
  title: Huyện Mẫu tinh gọn bộ máy
  outlet: Báo Mẫu
  author: NO
  published: 2019-02-06
  published_basis: printed
  place: ba-che
  genre: place-report
  subject: An invented article
  paragraphs: 4
  sha256: {sources.fingerprint(TOY_TEXT)}
  voices:
    - id: chair
      kind: official
      name: Nguyễn Văn Mẫu
      post_en: Chair of the district
      post_vi: Chủ tịch huyện

records:
  - id: payroll-cut
    paragraph: 3
    start: 14
    exact: giảm 1.314 biên chế
    printed: 1.314
    gloss_en: cut 1,314 payroll posts
    indicator: payroll-reduction
    unit: payroll-post
    of: payroll posts cut
    place: ba-che
    level: district
    sector: political-system
    time_period: 2015/2019-02
    base_period: 2015
    status: achieved
    voice: chair

  - id: payroll-cut-share
    paragraph: 3
    start: 35
    exact: bằng 19,7%
    printed: 19,7
    gloss_en: "equal to 19.7%"
    indicator: payroll-reduction
    unit: percent
    of: payroll posts cut, as a share of all
    place: ba-che
    level: district
    sector: political-system
    time_period: 2015/2019-02
    status: achieved

  - id: model-communes
    paragraph: 3
    start: 50
    exact: 7/14 xã
    printed: 7/14
    gloss_en: 7 of 14 communes
    indicator: model-adoption
    unit: share-of-communes
    of: communes with the new model
    place: ba-che
    level: commune
    sector: party-and-government
    time_period: 2019-02~
    status: achieved

  - id: inhabitants
    paragraph: 3
    start: 78
    exact: hơn 2 nghìn nhân khẩu
    printed: 2 nghìn
    qualifier: ">"
    gloss_en: more than 2,000 inhabitants
    indicator: population
    unit: person
    of: inhabitants
    place: ba-che
    level: district
    sector: residents
    time_period: 2019-02~
    status: context

  - id: units-cut
    paragraph: 3
    start: 104
    exact: giảm 06 đầu mối
    printed: 06
    gloss_en: cut 6 organisational units
    indicator: unit-reduction
    unit: organisational-unit
    of: organisational units cut
    place: ba-che
    level: district
    sector: political-system
    time_period: 2015/2019-02
    status: achieved

  - id: plan-share
    paragraph: 4
    start: 13
    exact: đạt 40.30%
    printed: 40.30
    gloss_en: reached 40.3%
    indicator: target-attainment
    unit: percent
    of: share of the plan
    place: ba-che
    level: district
    sector: political-system
    time_period: 2018
    status: achieved

  - id: villages-merged
    paragraph: 4
    start: 73
    exact: sáp nhập ba bản
    printed: ba
    gloss_en: merged three upland villages
    indicator: villages
    unit: village
    of: villages merged
    place: ba-che
    level: village
    sector: residents
    time_period: 2018
    status: achieved

  - id: villages-half
    paragraph: 4
    start: 86
    exact: giảm một nửa số bản
    printed: một nửa
    gloss_en: upland villages cut by half
    indicator: village-reduction
    unit: proportion
    of: villages cut
    place: ba-che
    level: village
    sector: residents
    time_period: 2018
    status: achieved

dates:
  - {{paragraph: 2, start: 6, token: 06/02/2019, date: 2019-02-06}}
  - {{paragraph: 4, start: 4, token: 2018, date: 2018}}

documents:
  - {{paragraph: 4, start: 45, token: 19-NQ/TW, document: 19-nq-tw}}

set_aside:
  - {{paragraph: 2, start: 0, token: 12:30, reason: clock-time}}
  - {{paragraph: 4, start: 59, token: XII, reason: term-number}}
"""


class Repository:
    """A copy of the data files, with the toy article added or alone, to spoil and to load."""

    def __init__(self, root: Path, *, alone: bool = False) -> None:
        self.root = root
        left_out = shutil.ignore_patterns("tidy", *(["articles"] if alone else []))
        shutil.copytree(ROOT / "data", root / "data", ignore=left_out)
        (root / TOY_FILE).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "CITATION.cff", root)
        if alone:
            for name in ("comparisons", "second-coding"):  # they name what is not there
                self.write("[]\n", f"data/{name}.yaml")
        self.write(TOY)

    def read(self, file: str = TOY_FILE) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, text: str | bytes, file: str = TOY_FILE) -> None:
        data = text.encode() if isinstance(text, str) else text
        (self.root / file).write_bytes(data)

    def spoil(self, old: str, new: str, file: str = TOY_FILE) -> tuple[str, int, int]:
        """Replace the one ``old``; returns the place that ``¦`` marks in ``new``, and drops it."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        marked = text.replace(old, new)
        before = marked[: marked.index("¦")].split("\n") if "¦" in new else [""]
        self.write(marked.replace("¦", ""), file)
        return file, len(before), len(before[-1]) + 1

    def load(self) -> Corpus:
        return load(self.root)

    def problems(self) -> list[Problem]:
        """What is wrong with the data files; fails when nothing is."""
        with pytest.raises(DataError) as caught:
            self.load()
        return caught.value.problems


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A copy of all data files and the toy article."""
    return Repository(tmp_path / "copy")


@pytest.fixture
def toy(tmp_path: Path) -> Repository:
    """A copy of the reference data with the toy article alone, which loads faster."""
    return Repository(tmp_path / "toy", alone=True)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real collection; not to be changed by a test."""
    return load(ROOT)


def folder_of_articles(environment: Mapping[str, str]) -> Path:
    """The folder that ARTICLES names; skips the test when it names none."""
    if not (named := environment.get("ARTICLES")):
        pytest.skip(
            "ARTICLES is not set: let it name the folder with the articles' texts, a file "
            "<article>.txt each, to hold the records against them"
        )
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"ARTICLES names {named!r}, which is not a folder")
    return folder


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder with the articles' texts, where there is one."""
    return folder_of_articles(os.environ)
