"""Hostile text is shown, and does nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.guarding import csv_cell, json_text, markdown, one_line, visible


@given(st.text())
def test_nothing_a_terminal_acts_on_remains(text: str) -> None:
    """Whatever comes in, only printable signs, line ends and tabs come out."""
    assert all(sign.isprintable() or sign in "\n\t" for sign in visible(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("12\u202e6 亿", "12⟨U+202E⟩6 亿"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("净利润\u200b12.6\u00a0亿", "净利润12.6 亿"),
    ],
)
def test_controls_become_visible(text: str, shown: str) -> None:
    """Escapes and direction marks are seen; soft hyphens and zero-width spaces are dropped."""
    assert visible(text) == shown


def test_a_quote_keeps_to_one_line() -> None:
    """Line ends of the file do not break the layout."""
    assert one_line("公司实现\r\n 营业收入\t12") == "公司实现 营业收入 12"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[a](http://x) | <b>", r"\[a\](http\://x) \| &lt;b\>"),
        ("www.example.org", r"www\.example\.org"),
        ("# 12.6 亿元", r"\# 12.6 亿元"),
        ("1. 营业收入", r"1\. 营业收入"),
        ("- 12.6", r"\- 12.6"),
        ("@channel", "@&#8288;channel"),
        ("同比增长 9.15%（约 -3.2 个百分点）", "同比增长 9.15%（约 -3.2 个百分点）"),
    ],
)
def test_markdown_is_plain_words(text: str, escaped: str) -> None:
    """No link, heading, list, cell, mention or tag survives, and figures stay readable."""
    assert markdown(text) == escaped


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1+1", "＝1", "\u200b=1"])
def test_formulas_are_defused(text: str) -> None:
    """A cell that a spreadsheet would compute begins with an apostrophe."""
    assert csv_cell(text).startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    """Plain words and numbers need no apostrophe."""
    assert csv_cell("12.6 亿元") == "12.6 亿元"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_json_says_the_same_after_escaping(text: str) -> None:
    """What is escaped for the terminal is the same value for a program, and can be encoded."""
    escaped = json_text(json.dumps(text, ensure_ascii=False))
    assert json.loads(escaped) == text
    assert escaped.encode()
