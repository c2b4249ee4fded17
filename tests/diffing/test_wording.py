"""Wording: runs a person can read, figures whole, nothing lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffing.change import RunKind
from diffing.keys import key
from diffing.wording import runs

MARKS = {RunKind.EQUAL: "{}", RunKind.DELETE: "[-{}-]", RunKind.INSERT: "{{+{}+}}"}


def shown(old: str, new: str, language: str = "zh") -> str:
    """The runs on one line."""
    return "".join(MARKS[run.kind].format(run.text) for run in runs(old, new, language=language))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("全球月活跃用户超过2亿", "全球月活跃用户达2.17亿", "全球月活跃用户[-超过2亿-]{+达2.17亿+}"),
        ("处二百元以下罚款", "处五百元以下罚款", "处[-二百-]{+五百+}元以下罚款"),
        (
            "研发人员达1800余人，其中博士20人",
            "研发人员达1,811人，同比增长9%",
            "研发人员达[-1800余-]{+1,811+}人，[-其中博士20人-]{+同比增长9%+}",
        ),
        ("公司不存在对外担保", "公司存在对外担保", "公司[-不-]存在对外担保"),
        (
            "营业收入 49.2 亿元,同比增长３．８％。",
            "营业收入49.2亿元，同比增长3.8%。",
            "营业收入49.2亿元，同比增长3.8%。",
        ),
        ("甲、乙、丙", "", "[-甲、乙、丙-]"),
    ],
)
def test_chinese_by_character(old: str, new: str, wanted: str) -> None:
    """Chinese is shown by character with figures whole; spacing and width are the new text's."""
    assert shown(old, new) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "We will repay the notes in full",
            "We intend to repay the notes",
            "We [-will-]{+intend to+} repay the notes[- in full-]",
        ),
        (
            "sales of $5,936,000 in total",
            "sales of $11,211,000 in total",
            "sales of $[-5,936,000-]{+11,211,000+} in total",
        ),
        ("up 3 % a year", "up 3% a year", "up 3% a year"),
    ],
)
def test_english_by_word(old: str, new: str, wanted: str) -> None:
    """English is shown by word with figures whole."""
    assert shown(old, new, "en") == wanted


def test_atoms_are_never_cut() -> None:
    """A given span is shown whole, although its words would be cut."""
    old, new = "收入约3.2亿美元左右", "收入约3.4亿美元左右"
    found = runs(old, new, language="zh", old_atoms=[(2, 9)], new_atoms=[(2, 9)])
    assert [run.text for run in found] == ["收入", "约3.2亿美元", "约3.4亿美元", "左右"]


def test_no_confetti() -> None:
    """A sign that happens to be equal between two long changes is shown as changed."""
    found = runs("由董事会负责审议的事项", "经股东大会批准的议案", language="zh")
    assert len([run for run in found if run.kind is RunKind.EQUAL]) <= 1


def test_figures_stay_apart() -> None:
    """Two substituted figures are two changes, however short what stands between them."""
    assert shown("增长3%和5%", "增长4%和6%") == "增长[-3%-]{+4%+}和[-5%-]{+6%+}"


@pytest.mark.parametrize("count", [300, 3_000])
def test_a_long_text_is_cut_at_equal_clauses(count: int) -> None:
    """In a long text only what changed is shown as changed."""
    old = "".join(f"第{at}项议案获得通过，同意票{at * 7}股。" for at in range(count))
    new = old.replace("第150项议案获得通过", "第150项议案未获通过").replace("同意票1400股", "同意票1401股")
    found = runs(old, new, language="zh")
    assert "".join(run.text for run in found if run.kind is not RunKind.DELETE) == new
    changed = [run.text for run in found if run.kind is not RunKind.EQUAL]
    assert "1401" in changed
    assert sum(map(len, changed)) < 20


def test_repeated_words_do_not_cost_the_cube() -> None:
    """A row of dashes and changed numbers is compared place by place."""
    old = " ".join(f"- {at}" for at in range(8_000))
    new = " ".join(f"- {at + 1}" for at in range(8_000))
    assert "".join(run.text for run in runs(old, new, language="zh") if run.kind is not RunKind.DELETE) == new


TEXT = st.text(alphabet="公司收入增长一二三百亿123.,，。%- abC（(\u3000不", max_size=40)


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT, st.sampled_from(["zh", "en"]))
def test_nothing_is_lost(old: str, new: str, language: str) -> None:
    """Equal and insert runs are the new text, equal and delete runs have the old key; kinds alternate."""
    found = runs(old, new, language=language)
    assert "".join(run.text for run in found if run.kind is not RunKind.DELETE) == new
    assert key("".join(run.text for run in found if run.kind is not RunKind.INSERT)) == key(old)
    assert all(a.kind is not b.kind for a, b in itertools.pairwise(found))


@settings(deadline=None)
@given(TEXT)
def test_a_text_is_itself(text: str) -> None:
    """A text against itself is one equal run."""
    assert all(run.kind is RunKind.EQUAL for run in runs(text, text, language="zh"))


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("包括货币资金、应收款项、应付款项及股本。", "包括货币资金、应付款项及股本。", "应收款项、"),
        ("The parts and the whole and the rest.", "The parts and the rest.", "whole and the "),
        ("共1,212元，其余不变。", "共12元，其余不变。", "1,212"),
    ],
)
def test_a_lone_change_is_cut_at_a_mark(old: str, new: str, gone: str) -> None:
    """Of the cuts that lead to the same text the one at a mark is shown; figures are not slid over."""
    found = runs(old, new, language="zh" if "，" in old or "、" in old else "en")
    assert "".join(run.text for run in found if run.kind is RunKind.DELETE) == gone
    assert "".join(run.text for run in found if run.kind is not RunKind.DELETE) == new
