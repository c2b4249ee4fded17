"""The lexicon: each table is data, and one more line is one more word."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass

import pytest

from diffing import extracting
from diffing.extracting import lexicon
from diffing.extracting.patterns import any_of


@pytest.mark.parametrize("table", lexicon.tables())
def test_a_table_has_words_and_no_word_twice(table: str) -> None:
    """Every line has a word and as many cells as columns at most; a line is not repeated."""
    found = [tuple(row.values()) for row in lexicon.rows(table)]
    assert found
    assert all(row["word"] for row in lexicon.rows(table))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("row", lexicon.rows("currencies"), ids=lambda row: row["word"])
def test_each_currency_word_names_its_currency(row: lexicon.Row) -> None:
    """A line of the currency table is enough for its word to be read."""
    word = row["word"]
    language = "en" if word.isascii() and word[0].islower() else "zh"
    text = f"{word} 20" if row["place"] == "before" else f"20 {word}"
    codes = {found.unit for found in extracting.quantities(text, language=language)}
    assert row["code"] in codes


@pytest.mark.parametrize(
    "row", [row for row in lexicon.rows("units") if row["language"] == "zh"], ids=lambda row: row["word"]
)
def test_each_unit_word_names_its_unit(row: lexicon.Row) -> None:
    """A line of the unit table is enough for its word to be read."""
    found = extracting.quantities(f"20{row['word']}", language="zh")
    assert row["unit"] in {quantity.unit for quantity in found}


def test_the_version_is_the_tables_own() -> None:
    """The fingerprint is stable and short enough to store with a diff."""
    assert extracting.lexicon_version() == extracting.lexicon_version()
    assert len(extracting.lexicon_version()) == 12


def test_a_pattern_of_words_takes_the_longest() -> None:
    """Words are merged by their beginnings; none of them hides a longer one."""
    match = re.compile(any_of(["净利", "净利润", "净利润率"])).match("净利润率为")
    assert match is not None
    assert match.group() == "净利润率"


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A line for a table, a text, what of it is looked at, and what is read there once the line is known."""

    line: str
    text: str
    sees: str
    reads: str
    language: str = "zh"


LESSONS = {
    "bases": Lesson(line="鲸算\tadjusted\teither\tzh", text="鲸算净利润3.2亿元。", sees="basis", reads="adjusted"),
    "changes": Lesson(line="潮涌\tup\tzh", text="营业收入潮涌3.8%。", sees="role", reads="change"),
    "claim_cues": Lesson(line="潮启\tevent\tzh", text="2023年5月，公司潮启海洋平台。", sees="claims", reads="event"),
    "classifiers": Lesson(line="鲸\t", text="共有12鲸", sees="unit", reads="count:鲸"),
    "comparisons": Lesson(line="较潮前\tyoy\tzh", text="营业收入较潮前增长3.8%。", sees="against", reads="yoy"),
    "cue_traps": Lesson(line="不鲸\tzh", text="公司不鲸航行", sees="cues", reads=""),
    "cues": Lesson(line="鲸否\tnegation\t0\tnot\tzh", text="公司鲸否航行", sees="cues", reads="鲸否"),
    "currencies": Lesson(line="鲸币\tWHC\tafter\t1", text="20鲸币", sees="unit", reads="WHC"),
    "filer_words": Lesson(
        line="敝鲸\tzh", text="子公司蓝湾实现营业收入1.5亿元，敝鲸实现净利润3.2亿元。", sees="entity",
        reads="蓝湾 蓝鲸科技股份有限公司",
    ),
    "header_units": Lesson(
        line="鲸头数\tcount:头", text="| 海区 | 存栏鲸头数 |\n|---|---|\n| 东区 | 1,286 |", sees="figure unit",
        reads="count:头",
    ),
    "idioms": Lesson(line="七万鲸", text="公司在七万鲸设有门店。", sees="value", reads=""),
    "labels": Lesson(line="Whalenote", text="See Whalenote 15 shares.", sees="unit", reads="", language="en"),
    "metric_verbs": Lesson(line="鲸获\tbefore\tzh", text="公司鲸获潮汐值3.2亿元。", sees="metric", reads="潮汐值"),
    "metrics": Lesson(line="潮指\tTideIndex\toperating\t", text="潮指3.2亿元。", sees="concept", reads="TideIndex"),
    "modality": Lesson(line="鲸筹\ttarget\t2\tzh", text="公司鲸筹投资3.2亿元。", sees="modality", reads="target"),
    "not_names": Lesson(
        line="Whalesong", text="Whalesong营业收入为3.2亿元。", sees="entity", reads="蓝鲸科技股份有限公司"
    ),
    "nouns": Lesson(line="潮站\tcount:潮站\toperating", text="公司有12个潮站。", sees="unit", reads="count:潮站"),
    "number_labels": Lesson(
        line="鲸编码", text="| 项目 | 内容 |\n|---|---|\n| 鲸编码 | 12,345.00 |", sees="value", reads=""
    ),
    "qualifiers": Lesson(line="鲸许\tapprox\tbefore\tzh\t", text="金额鲸许3.2亿元", sees="qualifier", reads="approx"),
    "relative_periods": Lesson(
        line="本鲸期\treport\twhole\t0\tzh", text="本鲸期研发人员1,286人。", sees="period",
        reads="2023-01-01/2023-12-31",
    ),
    "risks": Lesson(line="鲸患\tnoun\tzh", text="公司可能面临鲸患。", sees="claims", reads="risk"),
    "scales": Lesson(line="zillion\t12\ten", text="4 zillion dollars", sees="numeral", reads="4E+12", language="en"),
    "scopes": Lesson(line="鲸岛\t3\tgeography", text="鲸岛收入3.2亿元。", sees="dimensions", reads="geography=鲸岛"),
    "spelled": Lesson(line="whalen\t7\tunit", text="twenty-whalen", sees="numeral", reads="27", language="en"),
    "table_corners": Lesson(
        line="鲸种\tsegment", text="| 鲸种 | 营业收入（万元） |\n|---|---|\n| 座头 | 1,286.00 |", sees="dimensions",
        reads="segment=座头",
    ),
    "unit_traps": Lesson(line="吨\t鲸", text="共有12吨鲸", sees="unit", reads="None"),
    "units": Lesson(line="鲸重\tton\t1000\tzh", text="20鲸重", sees="unit", reads="ton"),
}  # fmt: skip

# Run in an interpreter of its own, which has the lines or has not: tables are read once, when they are first needed.
_READER = """
import json, pathlib, sys
lines, texts = json.loads(sys.argv[1]), json.loads(sys.argv[2])
read = pathlib.Path.read_text
def longer(self, **kept):
    return read(self, **kept) + (lines[self.stem] + chr(10) if self.suffix == ".tsv" and self.stem in lines else "")
pathlib.Path.read_text = longer
import diffing
from diffing import extracting
from diffing.extracting.cues import cues
def document(text):
    cover = "蓝鲸科技股份有限公司2023年年度报告" + chr(10) * 2
    return diffing.read((cover + text + chr(10)).encode(), name="report.md")
def of_figures(say):
    return lambda text, language: " ".join(say(one) for one in extracting.figures(document(text)))
def of(found, say):
    return lambda text, language: " ".join(str(say(one)) for one in found(text, language=language))
SEES = {
    "claims": lambda text, language: " ".join(one.type.value for one in extracting.claims(document(text))),
    "cues": of(cues, lambda one: one.text), "unit": of(extracting.quantities, lambda one: one.unit),
    "qualifier": of(extracting.quantities, lambda one: one.qualifier.value),
    "numeral": of(extracting.numerals, lambda one: one.value),
    "figure unit": of_figures(lambda one: str(one.unit)), "value": of_figures(lambda one: str(one.value)),
    "basis": of_figures(lambda one: one.basis), "role": of_figures(lambda one: one.role.value),
    "against": of_figures(lambda one: one.comparison.type if one.comparison else ""),
    "entity": of_figures(lambda one: one.entity), "metric": of_figures(lambda one: one.metric),
    "concept": of_figures(lambda one: one.concept), "modality": of_figures(lambda one: one.modality.value),
    "period": of_figures(lambda one: str(one.period)),
    "dimensions": of_figures(lambda one: " ".join("=".join(pair) for pair in one.dimensions)),
}
print(json.dumps({table: SEES[sees](text, language) for table, (sees, text, language) in texts.items()}))
"""


def _readings(*, taught: bool) -> dict[str, str]:
    lines = {table: lesson.line for table, lesson in LESSONS.items()} if taught else {}
    texts = {table: (lesson.sees, lesson.text, lesson.language) for table, lesson in LESSONS.items()}
    command = [sys.executable, "-c", _READER, json.dumps(lines), json.dumps(texts)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(told.stdout))


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    """What is read of the texts by the tables as they are."""
    return _readings(taught=False)


@pytest.fixture(scope="module")
def after() -> dict[str, str]:
    """What is read of them with one line more in each table."""
    return _readings(taught=True)


@pytest.mark.parametrize("table", lexicon.tables())
def test_a_line_more_is_a_word_more(table: str, before: dict[str, str], after: dict[str, str]) -> None:
    """Of every table: a line added makes a text be read that was read otherwise before."""
    assert (after[table], before[table] != after[table]) == (LESSONS[table].reads, True)


@pytest.mark.parametrize("table", lexicon.tables())
def test_a_line_added_to_a_table_is_a_row(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table takes one more line, with as many cells as it has columns."""
    columns = list(lexicon.rows(table)[0])
    line = "\t".join(["蓝鲸新词", *("1" for _ in columns[1:])])
    read = lexicon._read
    monkeypatch.setattr(lexicon, "_read", lambda name: f"{read(name).rstrip()}\n{line}\n")
    assert lexicon.rows.__wrapped__(table)[-1] == dict(zip(columns, line.split("\t"), strict=True))


@pytest.mark.parametrize(
    "sign", ["1234567890", "((((((1", "万亿", "1\u0301\u0302", "\u202e12\u202c,", "\ud8003亿", "分之"]
)
def test_hostile_text_is_read_without_a_word(sign: str) -> None:
    """Digits, parentheses, scales, marks and lone surrogates without end neither raise nor make figures of money."""
    assert not [found for found in extracting.quantities(sign * 2000, language="zh") if found.unit == "CNY"]
