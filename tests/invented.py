"""Invented articles, with the coding that is right for each: what a newcomer would add.

A report is a number of invented sentences in any order, each with what it prints: in brackets stands
the phrase that prints a figure, in braces the numeral.  No two reports are laid out alike, with or
without a title, a date line, captions, counters and people who are quoted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from printed.reading.census import census
from printed.reading.writing import write
from streamlining.coding.yamltext import YamlText
from tools.suggest import draft as drafting

Fields = dict[str, Any]
_MARKED = re.compile(r"(?P<open>\[)|(?P<close>\])|\{(?P<name>\w+)\}")


@dataclass
class Sentence:
    """A sentence, its numerals by name as they are printed, and how they are coded."""

    text: str
    printed: Mapping[str, str] = field(default_factory=dict)
    coded: Mapping[str, tuple[str, Fields]] = field(default_factory=dict)  # name: section, fields
    relations: Sequence[Fields] = ()
    models: Sequence[Fields] = ()
    assessments: Sequence[Fields] = ()


@dataclass
class Invented:
    """A report: its text, a paragraph a line; its coding; the entries that its place needs."""

    id: str
    text: str
    coding: Fields
    places: list[Fields]

    @classmethod
    def of(cls, seed: int) -> Invented:
        """The report of that number, always the same."""
        return _Writer(seed).report()

    def add(self, root: Path, folder: Path) -> Path:
        """Add the report to the collection ``root`` as a person does: draft, then code, then count.

        Its text is written into ``folder``.  Returns the article's file.
        """
        source = folder / f"{self.id}.txt"
        source.write_text(self.text, encoding="utf-8")
        drafting.new(source, self.id, root)
        file = root / "data/articles" / f"{self.id}.yaml"
        with open(root / "data/places.yaml", "a", encoding="utf-8") as places:
            places.write("".join(f"\n{_dumped([place])}" for place in self.places))
        file.write_text(self.coded(YamlText(file).tree), encoding="utf-8")
        return file

    def coded(self, draft: Fields) -> str:
        """The finished file: what the draft found of each numeral, and what a coder says of it."""
        found = {
            (item["paragraph"], item["start"]): item
            for name, items in draft.items()
            if name.startswith("suggested_") and name != "suggested_relations"
            for item in items
        }
        done: Fields = {"article": draft["article"] | self.coding["article"]}
        shared = self.coding["defaults"]
        if shared:
            done["defaults"] = shared
            shared = shared | {"place": done["article"]["place"]}
        for name in ("records", "dates", "documents", "set_aside"):
            items = [_completed(item, found, shared) for item in self.coding[name]]
            done |= {name: items} if items else {}
        for name in ("relations", "models", "assessments"):
            done |= {name: self.coding[name]} if self.coding[name] else {}
        done["article"] = {name: said for name, said in done["article"].items() if said}
        return f"{_SCHEMA}\n{_dumped(done)}"


_SCHEMA = "# yaml-language-server: $schema=../schemas/article.schema.json"
#: What the draft reads rightly of a figure, whatever the coder makes of it.
_READ = ("exact", "prefix", "suffix", "qualifier")


def _completed(
    item: Fields, found: Mapping[tuple[str, str], Fields], shared: Mapping[str, str]
) -> Fields:
    drafted = found.pop((item["paragraph"], item["start"]))
    if "printed" not in item:
        return item
    item = {name: said for name, said in item.items() if shared.get(name) != said}
    read = {name: drafted[name] for name in _READ if drafted.get(name)}
    return read | {name: said for name, said in item.items() if name not in read}


def _dumped(tree: Any) -> str:
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000)
    return re.sub(r"(?m)^( *(?:- )?(?:paragraphs?|start): )'(\d+)'$", r"\1\2", text)  # as one types


def _vietnamese(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _percent(part: int, whole: int) -> str:
    return write(Fraction(100 * part, whole), 1).replace(".", ",")


_FIRST = ("Nậm", "Suối", "Khe", "Đồng", "Tân", "Vĩnh", "Phú", "An", "Hòa", "Mường")
_LAST = ("Lành", "Thượng", "Sơn", "Phong", "Thạch", "Lâm", "Giang", "Khánh", "Hưng", "Đài")
#: Provinces from north to south whose names hold no numeral, in no order of theirs.
_PROVINCES = (
    ("da-nang", "Đà Nẵng"), ("ca-mau", "Cà Mau"), ("son-la", "Sơn La"), ("gia-lai", "Gia Lai"),
    ("nghe-an", "Nghệ An"), ("long-an", "Long An"), ("thua-thien-hue", "Thừa Thiên Huế"),
)  # fmt: skip
_PEOPLE = ("Lò Văn Mẫu", "Nguyễn Thị Mẫu", "Trần Mẫu Anh")
_ASSESSED = (  # phrase, English, polarity, theme
    ("bộ máy gọn hơn trước", "the apparatus is leaner than before", "benefit", "structure"),
    ("không còn chồng chéo", "no more overlap", "benefit", "overlap"),
    ("việc giải quyết nhanh hơn", "matters are settled faster", "benefit", "speed"),
    ("lãnh đạo thống nhất hơn", "leadership is more unified", "benefit", "unity"),
    ("cán bộ phải kiêm quá nhiều việc", "cadres hold too many tasks", "difficulty", "workload"),
    ("phụ cấp chưa tương xứng", "allowances do not match yet", "difficulty", "pay"),
    ("cấp phó còn dôi dư", "deputies are still in surplus", "difficulty", "surplus-deputies"),
    ("thiếu văn bản hướng dẫn", "written guidance is lacking", "difficulty", "guidance"),
    ("đề nghị sớm có quy chế", "asks for rules soon", "proposal", "guidance"),
    ("cần kiểm soát quyền lực", "power has to be controlled", "proposal", "power-control"),
    ("tiết kiệm chi thường xuyên", "saves current spending", "benefit", "cost"),
    ("phục vụ người dân tốt hơn", "serves people better", "benefit", "public-service"),
    ("trách nhiệm rõ hơn", "responsibility is clearer", "benefit", "responsibility"),
    ("trình độ chưa đồng đều", "qualifications are uneven", "difficulty", "staff-quality"),
    ("sinh hoạt chi bộ nền nếp hơn", "cell meetings are more regular", "benefit", "party-building"),
    ("bà con gắn bó hơn", "villagers are closer", "benefit", "community-life"),
    ("chưa thống nhất với ngành dọc", "not yet in line with the sector above", "difficulty",
     "vertical-alignment"),
    ("quản lý cán bộ thuận lợi hơn", "managing cadres is easier", "benefit", "staff-management"),
)  # fmt: skip
_MODELS = (  # phrase, English, form, Party, state, result, status
    ("hợp nhất Ban Tổ chức với Phòng Nội vụ",
     "merged the Organisation Commission with the Home Affairs division", "merger",
     "organisation-commission", "home-affairs-division", "one agency", "achieved"),
    ("hợp nhất Ủy ban Kiểm tra với Thanh tra",
     "merged the Inspection Commission with the Inspectorate", "merger",
     "inspection-commission", "inspectorate", "one agency", "planned"),
    ("Trưởng Ban Dân vận kiêm Chủ tịch Mặt trận",
     "head of Mass Mobilisation also chairs the Front", "concurrent-post",
     "mass-mobilisation-commission", "fatherland-front", "one head for both", "achieved"),
    ("chung một văn phòng giúp việc cấp ủy và chính quyền",
     "one office shared by Party committee and government", "merger",
     "party-committee-office", "government-office", "a shared office", "pilot"),
    ("hợp nhất Trung tâm Chính trị với Ban Tuyên giáo",
     "merged the training centre with Information and Education", "merger",
     "information-education-commission", "culture-centre", "one agency", "achieved"),
)  # fmt: skip


class _Writer:
    """Chooses a report's place, time and sentences."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        province, name = _PROVINCES[seed % len(_PROVINCES)]
        self.whole_province = seed % 3 == 2
        self.name = name
        self.place, self.level = province, "province"
        self.entries = []
        if not self.whole_province:
            self.name = f"{_FIRST[seed % 10]} {_LAST[(seed * 7) // 10 % 10]}"
            if seed % 5 == 4:  # as long as names of places get
                self.name += f" {_FIRST[(seed + 3) % 10]} {_LAST[(seed + 5) % 10]}"
            self.place, self.level = f"invented-{seed}", "district"
            self.entries = [
                {"id": self.place, "name_vi": self.name, "name_en": f"{self.name} district",
                 "level": "district", "type_vi": "huyện", "parent": province,
                 "note": "Invented."}
            ]  # fmt: skip
        self.year = 2017 + seed % 8
        self.day = f"{1 + seed % 27:02}/{1 + seed % 12:02}/{self.year}"
        self.defaults = seed % 2 == 0

    # --- sentences -------------------------------------------------------------------------------

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def figure(self, unit: str, indicator: str, of: str, gloss: str, **more: str) -> tuple:
        fields = {"gloss_en": gloss, "indicator": indicator, "unit": unit, "of": of}
        return "records", fields | more

    def payroll(self) -> Sentence:
        a, b = self.number(5, 900), self.number(5, 900)
        cut = self.figure(
            "payroll-post", "payroll-reduction", "payroll posts cut", f"cut {a + b:,} payroll posts"
        )
        servants = self.figure(
            "payroll-post", "payroll-reduction", "posts of civil servants cut",
            f"{a:,} civil servants",
        )  # fmt: skip
        others = self.figure(
            "payroll-post", "payroll-reduction", "posts of public employees cut",
            f"{b:,} public employees",
        )  # fmt: skip
        return Sentence(
            "Địa phương đã [giảm {cut} biên chế], gồm [{a} công chức] và [{b} viên chức].",
            {"cut": _vietnamese(a + b), "a": _vietnamese(a), "b": _vietnamese(b)},
            {"cut": cut, "a": servants, "b": others},
            [{"id": "cut-parts", "kind": "sum", "stated": "yes", "total": "cut", "parts": ["a", "b"]}],
        )  # fmt: skip

    def adopted(self) -> Sentence:
        n = self.number(5, 30)
        k = self.number(1, n)
        printed = _percent(k, n)
        share = {"level": "commune"}
        return Sentence(
            "Đến nay [có {k} xã] thực hiện mô hình, [đạt {p}%] tổng số.",
            {"k": f"{k}/{n}", "p": printed},
            {
                "k": self.figure("share-of-communes", "model-adoption", "communes with the model",
                                 f"there are {k} of {n} communes", **share),
                "p": self.figure("percent", "model-adoption", "communes with the model, in percent",
                                 f"reaching {printed.replace(',', '.')}%", **share),
            },
            [{"id": "adopted-share", "kind": "share", "stated": "yes", "percentage": "p", "part": "k"}],
        )  # fmt: skip

    def villages(self) -> Sentence:
        x, d = self.number(60, 300), self.number(2, 50)
        told = {"level": "village", "sector": "residents"}
        return Sentence(
            "Số thôn [từ {x} thôn] nay [còn {y} thôn], [giảm {d} thôn].",
            {"x": str(x), "y": str(x - d), "d": f"{d:02}"},
            {
                "x": self.figure("village", "villages", "villages before", f"from {x} villages",
                                 **told, status="baseline"),
                "y": self.figure("village", "villages", "villages left", f"{x - d} villages left",
                                 **told),
                "d": self.figure("village", "village-reduction", "villages fewer",
                                 f"{d} villages fewer", **told),
            },
            [{"id": "villages-change", "kind": "difference", "stated": "yes", "before": "x",
              "after": "y", "change": "d"}],
        )  # fmt: skip

    def units(self) -> Sentence:
        u, v = self.number(2, 9), self.number(2, 20)
        return Sentence(
            "Cơ quan chuyên môn [giảm {u} đầu mối], [bớt {v} vị trí lãnh đạo].",
            {"u": f"{u:02}", "v": str(v)},
            {
                "u": self.figure("organisational-unit", "unit-reduction",
                                 "divisions and other organisational units cut", f"cut {u} units"),
                "v": self.figure("leadership-post", "leadership-reduction",
                                 "posts of heads and deputies cut", f"{v} leadership posts fewer"),
            },
        )  # fmt: skip

    def schools(self) -> Sentence:
        q = self.number(2, 60)
        return Sentence(
            "Theo kế hoạch, đến năm {year} sẽ [giảm {q} trường].",
            {"year": str(self.year + 1), "q": str(q)},
            {
                "year": ("dates", {"date": str(self.year + 1)}),
                "q": self.figure("school", "school-reduction", "schools to be cut",
                                 f"cut {q} schools", sector="education", status="planned",
                                 time_period=f"{self.year}/{self.year + 1}"),
            },
        )  # fmt: skip

    def done(self) -> Sentence:
        q = self.number(2, 99)
        return Sentence(
            "Ngành giáo dục đã [cắt giảm được {sites} điểm trường], {some} số lớp ghép lại.",
            {"sites": str(q), "some": "một"},
            {
                "sites": self.figure("school-site", "school-reduction", "school sites cut",
                                 f"cut {q} school sites", sector="education"),
                "some": ("set_aside", {"reason": "some", "note": "một số"}),
            },
        )  # fmt: skip

    def years(self) -> Sentence:
        n = self.number(2, 6)
        return Sentence(
            "[Sau {n} năm] thực hiện Nghị quyết số {doc}, từ tháng {since}, nhiều việc đã xong.",
            {"n": str(n), "doc": "18-NQ/TW", "since": f"6/{self.year - n}"},
            {
                "n": self.figure("year", "duration", "time for which the resolution was carried out",
                                 f"after {n} years", status="context"),
                "doc": ("documents", {"document": "18-nq-tw"}),
                "since": ("dates", {"date": f"{self.year - n}-06"}),
            },
            [{"id": "years-since", "kind": "interval", "stated": "no", "duration": "n",
              "start": f"{self.year - n}-06", "end": "published"}],
        )  # fmt: skip

    def repeated(self, printed: Mapping[str, str]) -> Sentence:
        cut = printed["cut"]
        said = self.figure(
            "payroll-post", "payroll-reduction", "payroll posts cut",
            f"downsized {cut.replace('.', ',')} payroll posts",
        )  # fmt: skip
        return Sentence(
            "Như vậy toàn địa phương [tinh giản {again} biên chế].", {"again": cut},
            {"again": said},
            [{"id": "cut-twice", "kind": "same", "stated": "no", "first": "again", "second": "cut"}],
        )  # fmt: skip

    def told(self) -> Iterator[Sentence]:
        """Models and assessments, no two alike."""
        for phrase, gloss, form, party, state, result, status in self.random.sample(
            _MODELS, self.number(1, 3)
        ):
            model = {"exact": phrase, "gloss_en": gloss, "form": form, "party_organ": [party],
                     "state_organ": [state], "result": result, "place": self.place,
                     "since": str(self.year - 1), "status": status}  # fmt: skip
            extra, coded = {}, {}
            if " một " in phrase:
                extra, coded = {"one": "một"}, {"one": ("set_aside", {"reason": "same"})}
                phrase = phrase.replace("một", "{one}")
            yield Sentence(f"Nơi đây {phrase}.", extra, coded, models=[model])
        for phrase, gloss, polarity, theme in self.random.sample(_ASSESSED, self.number(4, 9)):
            claim = {"exact": phrase, "gloss_en": gloss, "polarity": polarity, "theme": theme}
            yield Sentence(f"Nhìn chung {phrase}.", assessments=[claim])

    # --- a report --------------------------------------------------------------------------------

    def report(self) -> Invented:
        payroll = self.payroll()
        body = [payroll, self.adopted(), self.villages(), self.units(), self.years(), *self.told()]
        body += self.random.sample([self.schools(), self.done()], self.number(1, 2))
        self.random.shuffle(body)
        body.append(self.repeated(payroll.printed))
        paragraphs = [[] for _ in range(self.number(4, 8))]
        for nth, sentence in enumerate(body):
            paragraphs[nth * len(paragraphs) // len(body)].append(sentence)
        title = Sentence(f"{self.name} tinh gọn bộ máy sau sắp xếp")
        dated = Sentence(
            "{time} {day}" if self.seed % 2 else "Đăng ngày {day}, lúc {time}",
            {"time": "08:30", "day": self.day},
            {"time": ("set_aside", {"reason": "clock-time"}), "day": ("dates", {"date": self.iso})},
        )
        counter = Sentence(
            "Lượt truy cập: {visits}", {"visits": str(self.number(1000, 999_999))},
            {"visits": ("set_aside", {"reason": "site-chrome", "note": "visits"})},
        )  # fmt: skip
        before = [[title], [dated]] if self.seed % 4 else [[dated], [title]]
        after = [[counter]] if self.seed % 3 else []
        return self._coded([*before, *paragraphs, *after])

    @property
    def iso(self) -> str:
        day, month, year = self.day.split("/")
        return f"{year}-{month}-{day}"

    def _coded(self, paragraphs: list[list[Sentence]]) -> Invented:
        coding: Fields = {name: [] for name in (
            "records", "dates", "documents", "set_aside", "relations", "models", "assessments"
        )}  # fmt: skip
        usual = {"place": self.place, "level": self.level, "sector": "political-system",
                 "time_period": f"{self.year - 3}/{self.year}", "status": "achieved"}  # fmt: skip
        head: Fields = {
            "title": f"{self.name} tinh gọn bộ máy sau sắp xếp", "outlet": "Báo Mẫu",
            "author": "", "url": "", "published": self.iso, "published_basis": "printed",
            "place": self.place, "genre": "place-report",
            "subject": "What an invented rearrangement brought, told for a test",
        }  # fmt: skip
        speaker = self.random.choice(_PEOPLE) if self.seed % 2 else ""
        if speaker:
            head["voices"] = [{"id": "chair", "kind": "official", "name": speaker,
                               "post_en": "Chair of the People's Committee",
                               "post_vi": "Chủ tịch Ủy ban nhân dân"}]  # fmt: skip
        shared = ("level", "sector", "time_period") if self.defaults else ()
        coding["defaults"] = {name: usual[name] for name in shared}
        lines, told = [], 0
        for number, sentences in enumerate(paragraphs, 1):
            line = ""
            for sentence in sentences:
                line += " " * bool(line)
                where = str(number)
                line = _said(line, sentence, where, coding, usual)
                coding["relations"] += sentence.relations
                for kind in ("models", "assessments"):
                    for item in getattr(sentence, kind):
                        told += 1
                        voice = (
                            {"voice": "chair"}
                            if speaker and kind == "assessments" and told % 2
                            else {}
                        )
                        coding[kind].append(
                            {"id": f"{kind}-{told}", "paragraph": where} | item | voice
                        )
            lines.append(line)
        _complete(lines, coding)
        return Invented(
            f"mau-{self.seed}", "\n".join(lines) + "\n", {"article": head} | coding, self.entries
        )


def _said(line: str, sentence: Sentence, where: str, coding: Fields, usual: Fields) -> str:
    """The line with the sentence, whose numerals are coded at their places."""
    opened, inside = 0, []
    start = 0
    for mark in _MARKED.finditer(sentence.text):
        line += sentence.text[start : mark.start()]
        start = mark.end()
        if mark["open"]:
            opened, inside = len(line), []
        elif mark["close"]:
            for item in inside:
                item["exact"] = line[opened:]
        else:
            name = mark["name"]
            section, fields = sentence.coded[name]
            item = {"paragraph": where, "start": str(len(line))}
            if section == "records":
                item |= {"id": name, "printed": sentence.printed[name]} | usual | fields
                inside.append(item)
            else:
                item |= {"token": sentence.printed[name]} | fields
            coding[section].append(item)
            line += sentence.printed[name]
    return line + sentence.text[start:]


def _complete(lines: list[str], coding: Fields) -> None:
    """Hold the generator to its word: every numeral of the text is coded, or is part of a name."""
    coded = {
        (item["paragraph"], item["start"])
        for name in ("records", "dates", "documents", "set_aside")
        for item in coding[name]
    }
    for number, line in enumerate(lines, 1):
        for token in census(line):
            assert (str(number), str(token.start)) in coded, (token, line)
