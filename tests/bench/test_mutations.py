"""The mutation bench: edits are what they say, and what comes back of them is judged rightly."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

import diffing
from bench.making.blocks import Block, Bullet, Cell, Heading, Paragraph, Table
from bench.mutating.applying import KINDS, mutate, unedited
from bench.mutating.judging import Judgement, judge
from bench.mutating.locating import Said
from bench.mutating.mutation import Kind, Mark, Mutation
from bench.mutating.taking import take
from bench.mutating.tallying import Tally, misses
from bench.mutating.writing import SETTINGS, Written, as_html, as_pdf, as_text, fits
from diffing.change import Relation

_ROWS = (("项目", "2023年", "2022年"), ("营业收入", "184,263.57", "161,906.48"), ("存货", "71,306.55", "63,115.08"))
_TABLE = Table(
    rows=3,
    columns=3,
    cells=tuple(Cell(row=r, column=c, text=text) for r, row in enumerate(_ROWS) for c, text in enumerate(row)),
    note="单位：万元",
)
BLOCKS: tuple[Block, ...] = (
    Heading(level=1, text="第三节 管理层讨论与分析"),
    Paragraph(text="报告期内，公司实现营业收入18.43亿元，同比增长13.81%。公司不存在对外担保的情形。"),
    Paragraph(text="公司预计2024年研发投入不低于2.4亿元，将继续扩大海洋观测仪器的产能。"),
    _TABLE,
    Paragraph(text="公司聘请听潮会计师事务所为本年度审计机构，双方于2023年5月18日签署了协议。"),
    Bullet(text="汇率波动可能对公司的境外业务产生重大影响。"),
)
PARAGRAPHS = [block for block in BLOCKS if isinstance(block, Paragraph)][:2]
_MEDIA = {"text": "text/plain", "html": "text/html", "pdf": "application/pdf"}


def drawn(seed: int) -> Random:
    """The choices of a seed."""
    return Random(seed)  # noqa: S311 - a bench repeats itself


def kind(name: str) -> Kind:
    """The kind of that name."""
    return next(kind for kind in KINDS if kind.name == name)


def edited(name: str) -> Mutation:
    """The blocks with the first edit of a kind that applies."""
    for place, block in enumerate(BLOCKS):
        found = kind(name).edit(drawn(1), block, "zh")
        if found:
            mark = Mark(kind=kind(name), old=found.old, new=found.new, old_place=place, new_place=place)
            new = (*BLOCKS[:place], *found.blocks, *BLOCKS[place + 1 :])
            return Mutation(language="zh", title="年度报告", old=BLOCKS, new=new, marks=(mark,))
    raise LookupError(name)


def judged(mutation: Mutation, written: Written, media_type: str = "text/plain") -> Judgement:
    """The judgement on what the comparison says of a written mutation."""
    old, new = (diffing.read(content, media_type=media_type) for content in (written.old, written.new))
    return judge(mutation, old, new, diffing.compare(old, new, basis=diffing.Basis("amendment")))


@pytest.mark.parametrize(
    "name",
    ["digit, prose", "digit, cell", "scale word", "direction", "bound turned", "compared with", "negation gone"],
)
def test_an_edit_is_found_and_named(name: str) -> None:
    """An edit that the comparison has always found is judged as found, rightly named and loud enough."""
    mutation = edited(name)
    (verdict,) = judged(mutation, as_text(mutation)).verdicts
    assert (verdict.found, verdict.named, verdict.weighed) == (True, True, True)


def test_an_edit_changes_only_its_passage() -> None:
    """Both sides of an edit differ where its passage stands, and nowhere else."""
    mutation = edited("digit, prose")
    (mark,) = mutation.marks
    assert mark.old in getattr(mutation.old[1], "text", "")
    assert mark.new in getattr(mutation.new[1], "text", "")
    assert [a == b for a, b in zip(mutation.old, mutation.new, strict=True)].count(False) == 1


def test_a_quiet_kind_that_speaks_is_a_fault() -> None:
    """A change above info that quotes a format edit makes it a fault, which is printed with both passages."""
    mutation = edited("digit, prose")
    quiet = replace(mutation.marks[0], kind=kind("width"))
    judgement = judged(replace(mutation, marks=(quiet,)), as_text(mutation))
    assert not judgement.verdicts[0].found
    assert next(misses(judgement, "here")).startswith("SPOKE · width · here\n  - 报告期内")


def test_what_quotes_no_edit_is_a_false_alarm() -> None:
    """A change that quotes no edited passage is counted against the pages."""
    mutation = edited("digit, prose")
    judgement = judged(replace(mutation, marks=()), as_text(mutation))
    tally = Tally()
    tally.add(judgement, pages=2)
    assert len(judgement.unasked) == tally.anew == 1


@pytest.mark.parametrize("manner", list(_MEDIA))
def test_the_same_blocks_written_twice_say_the_same(manner: str) -> None:
    """A document that is merely set anew gives no change above info."""
    mutation = unedited(BLOCKS, "zh", "年度报告")
    written = {"text": as_text(mutation), "html": as_html(mutation), "pdf": as_pdf(mutation, "plain", "letter")}
    assert judged(mutation, written[manner], _MEDIA[manner]).unasked == ()


def test_blocks_survive_being_written_and_taken() -> None:
    """What is taken from a text that was written from blocks says what they said."""
    document = diffing.read(as_text(unedited(BLOCKS, "zh", "")).old, media_type="text/plain")
    taken = take(document)
    assert [type(block) for block in taken] == [type(block) for block in BLOCKS]
    assert taken[3] == _TABLE


def test_edits_never_stand_side_by_side() -> None:
    """Each block is edited at most once, and its neighbours are left alone; the seed decides."""
    blocks = tuple(replace(block, text=f"{block.text}{n}") for n in range(8) for block in PARAGRAPHS)
    mutation = mutate(blocks, "zh", "", drawn(3), Counter())
    places = sorted(mark.old_place or 0 for mark in mutation.marks)
    assert len(places) == len(blocks) // 4
    assert min(b - a for a, b in pairwise(places)) > 1
    assert mutation == mutate(blocks, "zh", "", drawn(3), Counter())


def test_a_passage_that_stands_twice_is_found_where_it_was_set() -> None:
    """Of two equal sentences the one in the block that was edited is meant."""
    twice = (*BLOCKS, BLOCKS[1])
    document = diffing.read(as_text(unedited(twice, "zh", "")).old, media_type="text/plain")
    said = Said(document, twice)
    words = "公司不存在对外担保的情形。"
    first, last = said.find(words, 1), said.find(words, 6)
    assert first
    assert last
    assert first < last
    assert document.text[slice(*last)] == words


def test_every_setting_leaves_room() -> None:
    """Each way to set a document takes the blocks."""
    for name in SETTINGS:
        assert as_pdf(unedited(BLOCKS, "zh", "年度报告"), name, name).old.startswith(b"%PDF")


def test_only_what_a_page_can_show_is_set() -> None:
    """A sign without a shape in one of the fonts, and a row taller than a page, are left out."""
    tall = Table(rows=1, columns=2, cells=(Cell(row=0, column=0, text="甲"), Cell(row=0, column=1, text="潮声" * 4000)))
    blocks = Paragraph(text="《海洋》"), _TABLE, Paragraph(text="〈海洋〉"), tall
    assert [fits(block, SETTINGS) for block in blocks] == [True, True, False, False]


def test_a_sum_that_an_edit_broke_is_no_false_alarm() -> None:
    """The sum of the edited table is told beside the edit, rightly; elsewhere it would be a false alarm."""
    rows = (
        ("项目", "2023年", "2022年"),
        ("境内", "1,200.50", "1,100.20"),
        ("境外", "300.25", "250.10"),
        ("合计", "1,500.75", "1,350.30"),
    )
    cells = tuple(Cell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Table(rows=4, columns=3, cells=cells, heads=1, note="单位：万元")
    after = replace(table, cells=tuple(replace(c, text=c.text.replace("1,200", "1,020")) for c in cells))
    mark = Mark(kind=kind("digit, cell"), old="境内 1,200.50", new="境内 1,020.50", old_place=1, new_place=1)
    mutation = Mutation(language="zh", title="年度报告", old=(BLOCKS[0], table), new=(BLOCKS[0], after), marks=(mark,))
    judgement = judged(mutation, as_text(mutation))
    assert judgement.unasked == ()
    away = judged(replace(mutation, marks=()), as_text(mutation))
    assert {change.relation for change in away.unasked} >= {Relation.FORMULA_BROKEN}


def test_a_column_of_single_digits_quotes_the_table_that_lost_it() -> None:
    """Many parts of one sign each are as much of the passage as one part of many signs."""
    rows = (
        ("姓名", "应到", "亲到", "缺席"),
        ("陈听潮", "8", "7", "1"),
        ("周观澜", "8", "6", "2"),
        ("顾潮生", "8", "5", "3"),
    )
    cells = tuple(Cell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Table(rows=4, columns=4, cells=cells, heads=1, note="")
    blocks = (BLOCKS[0], table, BLOCKS[1])
    dropped = kind("column dropped").edit(drawn(1), table, "zh")
    assert dropped
    mark = Mark(kind=kind("column dropped"), old=dropped.old, new=dropped.new, old_place=1, new_place=1)
    after = (BLOCKS[0], *dropped.blocks, BLOCKS[1])
    mutation = Mutation(language="zh", title="年度报告", old=blocks, new=after, marks=(mark,))
    judgement = judged(mutation, as_text(mutation))
    assert (judgement.verdicts[0].found, judgement.unasked) == (True, ())
