"""Sentence links: equal, changed, split, merged, moved, repeated and unrelated ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffing.aligning import align_sentences
from diffing.settings import Settings


def links(old: list[str], new: list[str], language: str = "zh") -> list[tuple[int, int]]:
    """The pairs without their likeness."""
    return [(i, j) for i, j, _ in align_sentences(old, new, language=language)]


def test_equal_keys_are_equal() -> None:
    """Spacing, width and punctuation style make no difference."""
    assert align_sentences(
        ["营业收入 49.2 亿元，同比增长３．８％。"], ["营业收入49.2亿元,同比增长3.8%。"], language="zh"
    ) == [(0, 0, 1.0)]


def test_a_changed_number_never_breaks_a_link() -> None:
    """Two sentences that differ in every figure are linked, below a likeness of 1."""
    [(i, j, likeness)] = align_sentences(
        ["报告期内研发费用9.7亿元，同比增长40.2%。"], ["报告期内研发费用15.4亿元，同比增长59.5%。"], language="zh"
    )
    assert (i, j) == (0, 0)
    assert 0.8 < likeness < 1


def test_order_and_figures_choose_between_templates() -> None:
    """Sentences of one template go to the partner that shares a party or a figure; else order decides."""
    old = [
        f"公司与{party}签订采购合同，合同金额为{value}万元。"
        for party, value in (("甲公司", 120), ("乙公司", 340), ("丙公司", 560))
    ]
    new = [
        f"公司与{party}签订采购合同，合同金额为{value}万元。"
        for party, value in (("丙公司", 590), ("甲公司", 120), ("乙公司", 380))
    ]
    assert links(old, new) == [(0, 1), (1, 2), (2, 0)]
    old = [f"本期支付项目款{value}万元。" for value in (11, 22, 33)]
    new = [f"本期支付项目款{value}万元。" for value in (44, 55, 66)]
    assert links(old, new) == [(0, 0), (1, 1), (2, 2)]


def test_splits_and_merges_are_links_of_several() -> None:
    """A sentence that was cut in two is linked with both parts, and the other way round."""
    whole = ["公司全年实现营业收入四十九亿元，研发投入创历史新高，海外业务收入占比继续提升。"]
    parts = ["公司全年实现营业收入四十九亿元。", "研发投入创历史新高，海外业务收入占比继续提升。"]
    assert links(whole, parts) == [(0, 0), (0, 1)]
    assert links(parts, whole) == [(0, 0), (1, 0)]


def test_the_same_words_cut_otherwise_are_identical() -> None:
    """Other sentence ends alone change nothing: all links have a likeness of 1."""
    old = ["第一节 概述", "公司治理结构完善，", "运作规范。信息披露及时。"]
    new = ["第一节 概述", "公司治理结构完善，运作规范。", "信息披露及时。"]
    assert {likeness for _, _, likeness in align_sentences(old, new, language="zh")} == {1.0}


def test_figures_alone_are_never_joined() -> None:
    """1 and 2 are not 12."""
    assert not any(
        likeness == 1 for _, _, likeness in align_sentences(["收入", "1", "2"], ["收入", "12"], language="zh")[1:]
    )


def test_repeated_sentences_stay_with_their_neighbours() -> None:
    """A boilerplate answer follows its question, also when the answer is turned."""
    old = ["一、对外担保情况", "□适用√不适用", "二、委托理财情况", "√适用□不适用", "三、其他重大事项", "□适用√不适用"]
    new = ["一、对外担保情况", "√适用□不适用", "二、委托理财情况", "√适用□不适用", "三、其他重大事项", "□适用√不适用"]
    assert links(old, new) == [(at, at) for at in range(6)]


def test_moved_sentences_are_found() -> None:
    """What stands elsewhere is linked all the same."""
    body = [f"第{sign}项业务由独立团队负责，客户遍布{sign}个行业。" for sign in "甲乙丙丁戊己"]
    assert links(body, [*body[3:], *body[:3]]) == [(at, (at + 3) % 6) for at in range(6)]


def test_unrelated_sentences_are_not_linked() -> None:
    """What shares only the letters of its language is no pair."""
    assert links(["公司存在商誉减值风险。", "董事会人数不变。"], ["客户数量稳步增加。", "员工平均年龄三十岁。"]) == []
    old = ["We lease office space in four cities.", "Our auditors were reappointed."]
    new = ["The dividend was paid in June.", "Inventories are stated at cost."]
    assert links(old, new, "en") == []


@pytest.mark.parametrize(
    ("old", "new", "linked"),
    [
        ("注册资本人民币壹亿贰仟万元整", "注册资本12,000万元", True),
        ("较上年减少3.5%", "同比下降3.5%", True),
        ("位列第一", "位列前五", True),
        ("2024年第一季度", "2024年1-3月", True),
        ("（无）", "公司存在汇率波动风险，海外收入占比86.0%。", False),
        ("公司存在商誉减值风险，商誉余额为41.2亿元", "（无）", False),
    ],
)
def test_documents_of_one_sentence(old: str, new: str, linked: bool) -> None:  # noqa: FBT001
    """Two sentences that are all there is are one pair when they share something."""
    assert bool(links([old], [new])) is linked


def test_figures_follow_the_words_before_them() -> None:
    """A flattened row keeps its figures, changed or not."""
    old = ["营业收入", "12.1", "-", "10.4", "净利润", "3.3", "-"]
    new = ["净利润", "3.3", "-", "营业收入", "12.1", "-", "10.9"]
    assert links(old, new) == [(0, 3), (1, 4), (2, 5), (3, 6), (4, 0), (5, 1), (6, 2)]


def test_thresholds_are_the_settings() -> None:
    """A higher threshold links less."""
    old = ["公司持续投入研发，推出多款新品。", "公司治理完善。"]
    new = ["公司治理完善。", "公司加大营销，推出少量新品。", "公司拓展海外市场。"]
    strict = align_sentences(old, new, language="zh", settings=Settings(link_likeness=0.8))
    assert len(strict) < len(align_sentences(old, new, language="zh"))


SENTENCES = st.lists(
    st.text(alphabet="公司营业收入增长下降风险担保123.,，。%- ab\u3000", min_size=0, max_size=24), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(SENTENCES, SENTENCES, st.sampled_from(["zh", "en"]))
def test_links_are_sound(old: list[str], new: list[str], language: str) -> None:
    """Links stand inside both lists, once each, sorted, with a likeness of 0 to 1, and twice the same."""
    found = align_sentences(old, new, language=language)
    pairs = [(i, j) for i, j, _ in found]
    assert pairs == sorted(set(pairs))
    assert all(0 <= i < len(old) and 0 <= j < len(new) and 0 <= likeness <= 1 for i, j, likeness in found)
    assert found == align_sentences(old, new, language=language)


@settings(max_examples=100, deadline=None)
@given(SENTENCES)
def test_a_list_is_itself(texts: list[str]) -> None:
    """Each sentence is linked with itself, and with nothing else."""
    assert align_sentences(texts, texts, language="zh") == [(at, at, 1.0) for at in range(len(texts))]


def test_gold_links(corpus: Path) -> None:
    """The gold of statutes and revised papers is found, a little better than the gate asks."""
    for language in ("zh", "en"):
        right = found = wanted = 0
        for line in (corpus / "gold" / "alignment.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case["language"] != language:
                continue
            ignored = set(map(tuple, case["ignore"]))
            gold = set(map(tuple, case["links"])) - ignored
            mine = set(links(case["old"], case["new"], language)) - ignored
            right, found, wanted = right + len(mine & gold), found + len(mine), wanted + len(gold)
        assert 2 * right / (found + wanted) >= 0.978
