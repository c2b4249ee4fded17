"""The lexicon: each table is data, and one more line is one more word."""

from __future__ import annotations

import re

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
