"""The lexicon: each table is data, and one more line is one more word."""

from __future__ import annotations

import re
import subprocess
import sys

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


# For each table a line that is added, and a text that only this line lets be read; what reads it is loaded anew.
_ADDED = {
    "bases": ("蓝鲸口径\tadjusted\teither\tzh", "basing"),
    "header_units": ("头数\tcount:头", "counting"),
    "table_corners": ("鲸种\tsegment", "cutting"),
    "metrics": ("蓝鲸指数\tWhaleIndex\toperating\t", "naming"),
}
_READS = {
    "basing": "from diffing.extracting.basis import basis_of_headers as f; print(f(['蓝鲸口径'], [], 'zh'))",
    "counting": "from diffing.extracting.notes import _own_unit as f; print(f('存栏头数', 'zh').unit)",
    "cutting": "from diffing.extracting.labels import dimension_of as f; print(f('鲸种'))",
    "naming": "from diffing.extracting.metrics import named as f; print(f('蓝鲸指数').concept)",
}
_EXPECTED = {"basing": "adjusted", "counting": "count:头", "cutting": "segment", "naming": "WhaleIndex"}
_WITH_LINE = """
import pathlib
read = pathlib.Path.read_text
def longer(self, **kept):
    return read(self, **kept) + ({line!r} + chr(10) if self.name == {table!r} + ".tsv" else "")
pathlib.Path.read_text = longer
{reads}
"""


@pytest.mark.parametrize("table", sorted(_ADDED))
def test_a_line_more_is_a_word_more(table: str) -> None:
    """A word is taught by its line alone: a fresh interpreter with one line more reads it."""
    line, reads = _ADDED[table]
    code = _WITH_LINE.format(line=line, table=table, reads=_READS[reads])
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == _EXPECTED[reads]


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
