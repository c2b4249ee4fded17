"""Whole documents: links, moves, sections, clauses, and the place of every sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diffing.aligning import Alignment, Link, align
from diffing.document import Document
from diffing.errors import DiffingError
from diffing.settings import Settings

Write = Callable[..., Document]
SENTENCES = st.lists(st.text(alphabet="公司营业收入增长风险123.，。% #a", min_size=1, max_size=20), max_size=12)


def told(alignment: Alignment) -> tuple[list[int], list[int]]:
    """Each sentence of both sides as often as it is placed."""
    old = [at for link in alignment.links for at in link.old] + list(alignment.only_old)
    new = [at for link in alignment.links for at in link.new] + list(alignment.only_new)
    return sorted(old), sorted(new)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SENTENCES, SENTENCES)
def test_every_sentence_has_one_place(write: Write, old: list[str], new: list[str]) -> None:
    """Each sentence stands in one link, or alone, and never in two of these."""
    alignment = align(write(old), write(new), Settings())
    assert told(alignment) == (list(range(len(old))), list(range(len(new))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SENTENCES)
def test_a_document_is_itself(write: Write, texts: list[str]) -> None:
    """A document against itself is identical throughout, and nothing moved."""
    alignment = align(write(texts), write(texts), Settings())
    assert all(link.identical and not link.moved and link.old == link.new for link in alignment.links)
    assert not alignment.only_old
    assert not alignment.only_new


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SENTENCES, SENTENCES)
@example(old=["1", "1", "入", "1", "业", "1业"], new=["1", "1", "业", "1", "入", "11业", "11业", "1"])
@example(old=["1", "1a", "a", "1"], new=["a", "1", "1a"])
@example(old=["a", "入", "业", "a"], new=["a", "1业", "1", "a", "1业", "入"])
def test_swapped_sides_mirror(write: Write, old: list[str], new: list[str]) -> None:
    """What corresponds does not depend on which document is called old."""
    forth, back = align(write(old), write(new), Settings()), align(write(new), write(old), Settings())
    assert {(link.old, link.new) for link in forth.links} == {(link.new, link.old) for link in back.links}


def test_a_moved_paragraph(write: Write) -> None:
    """Only what stands elsewhere is moved."""
    body = [f"{name}业务保持稳健，客户结构持续优化。" for name in ("搜索", "音乐", "游戏", "社交", "广告")]
    alignment = align(write(body), write([*body[1:], body[0]]), Settings())
    assert [link.old for link in alignment.links if link.moved] == [(0,)]


def test_a_repeated_answer_does_not_move_by_itself(write: Write) -> None:
    """Boilerplate that finds its copy elsewhere is no move."""
    old = write(["对外担保的情况说明", "不适用", "委托理财的情况说明"])
    new = write(["对外担保的情况说明", "委托理财的情况说明", "募集资金使用情况", "不适用", "不适用"])
    assert not any(link.moved for link in align(old, new, Settings()).links)


def test_equal_sentences_stay_in_their_section(write: Write) -> None:
    """The same sentence in two sections is paired by section although the sections were swapped and renumbered."""
    first = ["# 一、境内业务", "收入稳步增长。", "境内客户数量增加。"]
    second = ["# 二、境外业务", "收入稳步增长。", "境外渠道拓宽。"]
    old = write(first + second)
    new = write(["# 一、境外业务", *second[1:], "# 二、境内业务", *first[1:]])
    pairs = {link.old[0]: link.new[0] for link in align(old, new, Settings()).links}
    assert (pairs[1], pairs[4]) == (4, 1)


def test_a_clause_is_found_in_a_long_sentence(write: Write) -> None:
    """A figure told in passing is linked with the sentence that tells it alone; the spans say which words."""
    long = "浏览器业务自成立以来坚持以用户为中心，不断推出新品，覆盖广告、搜索与游戏等多个领域，全球月活跃用户超过2亿。"
    short = "截至一季度末，浏览器全球月活跃用户达2.17亿。"
    old, new = write(["前文如上。", long]), write(["前文如上。", "其他安排另行公告。", short])
    alignment = align(old, new, Settings())
    [clause] = alignment.clauses
    assert (clause.old, clause.new) == (1, 2)
    assert long[slice(*clause.old_span)] == "全球月活跃用户超过2亿"
    assert short[slice(*clause.new_span)] == "浏览器全球月活跃用户达2.17亿"


def test_a_clause_that_names_nothing_is_not_linked(write: Write) -> None:
    """同比增长 of one thing is not that of another."""
    old = write(["新品研发按计划推进，同比增长20%。"])
    new = write(["海外门店达到三十家以上，分布在八个国家，同比增长5%。", "其余事项无变化。"])
    assert align(old, new, Settings()).clauses == ()


def test_other_sentence_ends_are_identical(write: Write) -> None:
    """A link of several with the same words is identical."""
    old = write(["前言如下，", "公司运作规范。"])
    new = write(["前言如下，公司运作规范。"])
    [link] = align(old, new, Settings()).links
    assert (link.old, link.new, link.identical, link.likeness) == ((0, 1), (0,), True, 1.0)


def test_a_link_needs_both_sides() -> None:
    """A link without sentences, or with an impossible likeness, cannot be built."""
    with pytest.raises(DiffingError):
        Link(old=(), new=(1,), likeness=1.0)
    with pytest.raises(DiffingError):
        Link(old=(1,), new=(1,), likeness=1.5)
