"""Both languages say everything the engine can mean."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import bot
from bot.languages import LANGUAGES, words_in
from diffing import reasons
from diffing.change import Basis, Kind, Reason, Relation, Severity
from diffing.claim import ClaimType
from diffing.detecting import detectors
from diffing.figure import Modality, Period, Qualifier, Tier

TABLES = {
    "kinds": Kind,
    "severities": Severity,
    "qualifiers": Qualifier,
    "modalities": Modality,
    "tiers": Tier,
    "claims": ClaimType,
    "bases": Basis,
}


def load(name: str) -> dict[str, Any]:
    """A data file of the languages."""
    return tomllib.loads(files("bot.languages").joinpath(name).read_text(encoding="utf-8"))


def names(sentence: str) -> set[str]:
    """The {names} a sentence fills in."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_languages_have_the_same_keys() -> None:
    """What one language can say the other can say too."""
    english, chinese = load("en.toml"), load("zh.toml")
    assert english.keys() == chinese.keys()
    for table in english.keys() - {"scales"}:
        assert english[table].keys() == chinese[table].keys(), table


@pytest.mark.parametrize("table", ["phrases", "periods", "units"])
def test_patterns_fill_in_the_same_names(table: str) -> None:
    """A Chinese pattern drops nothing that the English one tells."""
    english, chinese = load("en.toml")[table], load("zh.toml")[table]
    assert {key: names(text) for key, text in english.items()} == {key: names(text) for key, text in chinese.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_word_of_the_engine_is_listed(language: str, table: str) -> None:
    """A kind, severity or qualifier without a word is found here, not by a reader."""
    assert load(f"{language}.toml")[table].keys() == {str(one) for one in TABLES[table]}


def sentences_in(module: Any) -> set[str]:
    """Every string of a module that is several words and no docstring."""
    tree = ast.parse(inspect.getsource(module))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    scopes = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    return {one for one in said if " " in one} - {ast.get_docstring(scope, clean=False) for scope in scopes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_that_hides_has_words(language: str) -> None:
    """The names of the rules are sentences of the module that applies them: none is told untranslated."""
    assert sentences_in(detectors) == load(f"{language}.toml")["hidden"].keys()
    assert language == "en" or not any(rule.isascii() for rule in load("zh.toml")["hidden"].values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("basis", Basis)
def test_every_relation_has_plain_words(language: str, basis: Basis) -> None:
    """Each relation is told in plain words on each basis."""
    assert all(words_in(language).relation(relation, basis) for relation in Relation)
    assert load("plain.toml").keys() == {str(relation) for relation in Relation}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_taken_back_across_documents(language: str) -> None:
    """What another document does not mention is called exactly that."""
    words = words_in(language)
    told = {words.relation(one, Basis.CROSS_DOCUMENT) for one in (Relation.REMOVED, Relation.FIGURE_DROPPED)}
    assert told == {{"en": "not mentioned here", "zh": "此处未提及"}[language]}


def test_no_phrase_is_left_over() -> None:
    """A phrase that nothing says any more is taken out; some keys are put together from two parts."""
    places = [*Path(bot.__file__).parent.rglob("*.py"), *Path(bot.__file__).parent.rglob("*.j2")]
    said = "".join(place.read_text(encoding="utf-8") for place in places)
    composed = tuple(re.findall(r'phrase\(f"(\w+)\{', said)) + tuple(re.findall(r'phrase\(f"\{\w+\}(\w+)"', said))
    alone = {key for key in load("en.toml")["phrases"] if not key.startswith(composed) and not key.endswith(composed)}
    assert {key for key in alone if not re.search(rf"""["']{key}["']""", said)} == set()


def test_reasons_are_translated_with_all_their_values() -> None:
    """Each reason of the engine has a Chinese sentence that fills in the same names."""
    english = {code: names(sentence) for code, sentence in reasons.templates().items()}
    groups = load("reasons.zh.toml").values()
    assert {code: names(sentence) for group in groups for code, sentence in group.items()} == english


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        (Period(first=date(2023, 1, 1), last=date(2023, 12, 31)), "2023", "2023年"),
        (Period(first=date(2024, 1, 1), last=date(2024, 3, 31)), "Q1 2024", "2024年第一季度"),
        (Period(first=date(2024, 1, 1), last=date(2024, 6, 30)), "H1 2024", "2024年上半年"),
        (Period(first=date(2024, 2, 1), last=date(2024, 2, 29)), "2024-02", "2024年2月"),
        (Period(first=date(2023, 12, 31), last=date(2023, 12, 31), instant=True), "2023-12-31", "截至 2023-12-31"),
        (Period(first=date(2023, 3, 5), last=date(2023, 6, 1)), "2023-03-05 to 2023-06-01", "2023-03-05 至 2023-06-01"),
    ],
)
def test_periods_go_by_their_names(span: Period, english: str, chinese: str) -> None:
    """A quarter is called a quarter; what has no name is told by its ends."""
    assert words_in("en").period(span) == words_in("en").period(str(span)) == english
    assert words_in("zh").period(span) == words_in("zh").period(str(span)) == chinese


def test_reason_values_that_are_codes_are_told_in_words() -> None:
    """Periods and measures inside a reason are words, and a missing one is said to be missing."""
    values = (
        ("metric", ""),
        ("new", "3.04 亿"),
        ("new_period", "2024-01-01/2024-03-31"),
        ("old", "3 亿"),
        ("old_period", ""),
    )
    told = words_in("en").reason(Reason(code="figure_new_period", values=values))
    assert "a figure" in told
    assert "3.04 亿 for Q1 2024" in told
    assert "3 亿 for no stated period" in told


def test_counts_are_worded_by_number() -> None:
    """One sentence, two sentences."""
    words = words_in("en")
    assert [words.counted("sentence", count) for count in (0, 1, 1204)] == [
        "0 sentences",
        "1 sentence",
        "1,204 sentences",
    ]
