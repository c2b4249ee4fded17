"""Redlines are short, and never cut what changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.redlining import ELLIPSIS, around, clipped, marked, one_sided, readable, redline, shortened
from diffing.change import Run, RunKind

RUNS = st.lists(st.builds(Run, kind=st.sampled_from(RunKind), text=st.text(min_size=1, max_size=200)), min_size=1).map(
    tuple
)


@given(RUNS)
def test_changed_words_are_never_shortened(runs: tuple[Run, ...]) -> None:
    """Every deleted and inserted run stands whole in the short form."""
    changed = [run for run in runs if run.kind is not RunKind.EQUAL]
    assert [run for run in shortened(runs) if run.kind is not RunKind.EQUAL] == changed


def test_long_quotes_are_cut_around_the_change() -> None:
    """A page of unchanged words leaves a line of them on either side."""
    runs = (
        Run(kind=RunKind.EQUAL, text="前" * 300),
        Run(kind=RunKind.DELETE, text="12.6"),
        Run(kind=RunKind.INSERT, text="12.5"),
        Run(kind=RunKind.EQUAL, text="后" * 300),
    )
    text = marked(shortened(runs))
    assert "⟦12.6 → 12.5⟧" in text
    assert text.startswith(ELLIPSIS)
    assert text.endswith(ELLIPSIS)
    assert len(text) < 120


def test_no_number_is_cut() -> None:
    """The cut moves to the end of a number, for half of one is another number."""
    runs = (Run(kind=RunKind.EQUAL, text=f"{'收入' * 30}1,234,567.89{'元' * 36}"), Run(kind=RunKind.INSERT, text="不"))
    assert "…元" in marked(shortened(runs)) or "…1,234,567.89" in marked(shortened(runs))


def test_quotes_make_a_redline_where_the_engine_gives_none(build: Any) -> None:
    """An added sentence is inserted as a whole."""
    assert redline(build.change(old=None, wording=())) == (
        Run(kind=RunKind.INSERT, text="公司实现营业收入 12.5 亿元。"),
    )


def test_two_unlike_sentences_are_not_redlined() -> None:
    """Where little is shared, both sentences read better than their redline."""
    mixed = (
        Run(kind=RunKind.DELETE, text="旧" * 30),
        Run(kind=RunKind.INSERT, text="新" * 30),
        Run(kind=RunKind.EQUAL, text="同"),
    )
    assert not readable(mixed)
    assert readable(mixed[1:])


def test_a_quote_shows_what_it_is_about() -> None:
    """Both ends of what is looked for stay in the cut."""
    assert around(f"{'甲' * 90}12.6 亿元{'乙' * 90}", ["12.6 亿元"], 5) == "…甲甲甲甲甲12.6 亿元乙乙乙乙乙…"


def test_clipping_says_that_more_follows() -> None:
    """A redline that is cut for space ends with an ellipsis."""
    assert marked(clipped((Run(kind=RunKind.INSERT, text="新" * 50),), 10)) == f"⟦∅ → {'新' * 10}…⟧"


def test_clipping_keeps_both_sides_of_a_difference() -> None:
    """A long struck passage does not swallow what stands in its place."""
    runs = (Run(kind=RunKind.DELETE, text="旧" * 50), Run(kind=RunKind.INSERT, text="新" * 50))
    assert marked(clipped(runs, 20)) == f"⟦{'旧' * 10}… → {'新' * 10}…⟧"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("$8.4 million", "$4.8 million", "was ⟦$8.4 million → $4.8 million⟧ in"),
        ("-012", "", "was ⟦-012 → ∅⟧ in"),
        ("−8.4 ", "8.4 ", "was ⟦−8.4 → 8.4⟧  in"),
    ],
)
def test_no_mark_reads_as_a_sign(old: str, new: str, shown: str) -> None:
    """A mark is neither a minus nor a plus: $8.4 million does not become minus 8.4."""
    runs = [Run(kind=kind, text=text) for kind, text in ((RunKind.DELETE, old), (RunKind.INSERT, new)) if text]
    sides = (Run(kind=RunKind.EQUAL, text="was "), *runs, Run(kind=RunKind.EQUAL, text=" in"))
    assert marked(sides) == shown


def test_what_one_side_says_alone_is_told_apart() -> None:
    """A whole new sentence needs no marks; a new word inside one does."""
    new = Run(kind=RunKind.INSERT, text="新")
    assert one_sided((new,))
    assert not one_sided((Run(kind=RunKind.EQUAL, text="同"), new))
    assert not one_sided((Run(kind=RunKind.EQUAL, text="同"),))


def test_spaces_between_words_survive(build: Any) -> None:
    """A run that ends with a space does not glue two words together."""
    runs = (Run(kind=RunKind.EQUAL, text="We\n "), Run(kind=RunKind.INSERT, text="may depend"))
    assert marked(redline(build.change(wording=runs))) == "We ⟦∅ → may depend⟧"
