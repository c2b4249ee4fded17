"""Where sentences end, in Chinese and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffing.reading.sentences import split

CASES = {
    "full stops": ("营业收入49.2亿元。增长3.8%！为何？", ["营业收入49.2亿元。", "增长3.8%！", "为何？"]),
    "closing quotes stay": ("他说：“很好。”大家同意。", ["他说：“很好。”", "大家同意。"]),
    "a quotation goes on": ("公司提出“为什么？”的问题。", ["公司提出“为什么？”的问题。"]),
    "a bracket closes between stops": ("完成（见附注。）。新句。", ["完成（见附注。）。", "新句。"]),
    "semicolons end nothing": ("三点：1) 降本；2) 提质。完。", ["三点：1) 降本；2) 提质。", "完。"]),
    "an ellipsis is no end": ("公司将……继续努力。", ["公司将……继续努力。"]),
    "half-width marks": ("谢谢大家! 下次见?好", ["谢谢大家!", "下次见?", "好"]),
    "a stop for 。": ("同比增长3.8%.公司表示满意.结束", ["同比增长3.8%.", "公司表示满意.", "结束"]),
    "a stop inside a name": ("GX. store 有 4,500 款，已上线。", ["GX. store 有 4,500 款，已上线。"]),
    "English": ("Revenue rose 3.8%. It was $1.2 billion.", ["Revenue rose 3.8%.", "It was $1.2 billion."]),
    "titles and numbers": ("Mr. Li has No. 5 of A Inc. shares.", ["Mr. Li has No. 5 of A Inc. shares."]),
    "a country ends a sentence": ("Sold in the U.S. The rest grew.", ["Sold in the U.S.", "The rest grew."]),
    "initials": ("J. Smith resigned. He was 60.", ["J. Smith resigned.", "He was 60."]),
    "item numbers": ("1. Business overview follows.", ["1. Business overview follows."]),
    "English quotes": ("It is “done.” Next (one.) Last", ["It is “done.”", "Next (one.)", "Last"]),
}  # fmt: skip


@pytest.mark.parametrize("ticks", ["√适用 □不适用", "□适用√不适用", "☑是 ☐否"])
def test_what_a_form_ticks_is_a_sentence_of_its_own(ticks: str) -> None:
    """The paragraph that stands behind it on the same line denies nothing."""
    text = f"{ticks}渔港由三家公司经营。码头租给渔民。"
    assert [text[start:end] for start, end in split(text)] == [ticks, "渔港由三家公司经营。", "码头租给渔民。"]
    assert [ticks[start:end] for start, end in split(ticks)] == [ticks]


@pytest.mark.parametrize("case", CASES)
def test_splits(case: str) -> None:
    """Each convention of ending or not ending a sentence is kept."""
    text, expected = CASES[case]
    assert [text[start:end] for start, end in split(text)] == expected


@given(st.text(alphabet="公司a A.。！？!?”） \n3;；：…“", max_size=60))
def test_says_everything_once(text: str) -> None:
    """Sentences are in order, apart, inside the text, and leave out nothing but white space."""
    spans = split(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
