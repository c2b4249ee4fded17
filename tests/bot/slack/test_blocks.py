"""What the messages say: gravest first, everything counted, nothing rewritten."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from bot.languages import words_in
from bot.slack.blocks.alert import alert, short_alert
from bot.slack.blocks.digest import Digest, Row, digest
from bot.slack.blocks.notices import STATUS, with_status
from bot.slack.blocks.room import ROOMS
from bot.slack.blocks.thread import REPLIES, replies
from bot.slack.message import Message, size
from bot.summarising import Context, summary
from diffing.change import Relation, Run, RunKind

NOON = datetime(2024, 5, 16, 12, tzinfo=UTC)
CONTEXT = Context(
    watch="w",
    change_log="7",
    report="https://filings.example.org/log/7",
    old="https://source.example.org/old.pdf",
    new="https://source.example.org/new.pdf",
    old_published="2024-03-08",
    new_published="2024-04-02",
    first_seen=NOON,
)


def words_of(blocks: Iterable[dict[str, Any]]) -> str:
    """Every text in some blocks, one in a line."""
    return "\n".join(re.findall(r'"text": "((?:[^"\\]|\\.)*)"', json.dumps(list(blocks), ensure_ascii=False)))


def styled(message: Message, style: str) -> list[str]:
    """The runs of rich text in a style."""
    said = json.dumps(message.blocks, ensure_ascii=False)
    runs = re.findall(r'"text": "([^"]*)", "style": \{"(\w+)"', said)
    return [text for text, found in runs if found == style]


def made(build: Any, *changes: Any, **fields: Any) -> Message:
    """The alert about some changes."""
    return alert(summary(build.diff(*changes, **fields)), CONTEXT)[0]


def test_an_alert_has_what_a_reader_needs(build: Any) -> None:
    """Filer, form, what was compared and why, the change with section, pages and meaning, the figure, the links."""
    said = words_of(made(build, build.change()).blocks)
    wanted = (
        "星河股份", "annual report", "Compared as", "high · differs", "主营业务", "p. 12 → 14", "营业收入",
        "−RMB 10 million", "213 sentences", "12 × moved between periods", "Open the report",
    )  # fmt: skip
    assert [words for words in wanted if words not in said] == []


def test_old_words_are_struck_and_new_ones_bold(build: Any) -> None:
    """A figure with its unit is one piece, never half of it."""
    message = made(build, build.change())
    assert "12.6 亿元" in styled(message, "strike")
    assert "12.5 亿元" in styled(message, "bold")


def test_sentences_with_little_in_common_stand_below_each_other(build: Any) -> None:
    """Only what the change is about is marked in them."""
    runs = (
        Run(kind=RunKind.DELETE, text="公司实现营业收入 12.6 亿元。"),
        Run(kind=RunKind.INSERT, text="全年 12.5 亿元"),
    )
    message = made(build, build.change(wording=runs))
    assert styled(message, "strike") == ["12.6 亿元"]
    assert "公司实现营业收入 " in words_of(message.blocks)


def test_a_citation_names_document_day_and_page_of_both_sides(build: Any) -> None:
    """It can be copied as it stands."""
    said = words_of(made(build, build.change()).blocks)
    assert "“公司实现营业收入 12.6 亿元。”" in said
    assert "2024-03-08, p. 12" in said
    assert "2024-04-02, p. 14" in said


@pytest.mark.parametrize("changes", [1, 5, 6, 30, 200])
def test_every_change_is_shown_or_counted(build: Any, changes: int) -> None:
    """What the alert shows, the thread shows, and what is counted last add up."""
    told = summary(build.diff(*(named(build, at) for at in range(changes))))
    message, room = alert(told, CONTEXT)
    thread = replies(told, CONTEXT, room)
    shown = len(re.findall(r"\d+ · high", words_of(message.blocks)))
    counted = int((re.search(r"(\d+) more change", words_of(message.blocks)) or [0, 0])[1])
    assert shown + counted == changes
    below = sum(len(re.findall(r"\d+ · high", words_of(reply.blocks))) for reply in thread)
    left = int((re.search(r"(\d+) more change", words_of(thread[-1].blocks)) or [0, 0])[1]) if thread else 0
    assert shown + below + left == changes
    assert len(thread) <= REPLIES + 1
    assert (left > 0) == (changes == 200)


def test_figures_that_do_not_fit_are_counted(build: Any) -> None:
    """A table of eight, and the number of the others."""
    pairs = tuple(
        build.pair(old=build.figure("1", "1", metric=f"m{at}"), new=build.figure("2", "2", metric=f"m{at}"))
        for at in range(12)
    )
    message = made(build, build.change(figures=pairs))
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert len(table["rows"]) == 9
    assert "4 more figures" in words_of(message.blocks)


def test_nothing_changed_is_said_with_its_reach(build: Any) -> None:
    """No alert is empty: it says how much was compared, or that no verdict is possible."""
    assert "No change: 214 sentences" in words_of(made(build).blocks)


def test_a_message_says_that_it_may_be_a_repetition(build: Any) -> None:
    """The line stands first."""
    told = summary(build.diff(build.change()))
    first, second = (alert(told, CONTEXT, again=again)[0].blocks for again in ("", "you may have it"))
    assert second[1:] == first
    assert "you may have it" in words_of(second[:1])


def test_a_wide_diff_is_shortened_until_it_fits(build: Any) -> None:
    """Long runs of words are cut, the message keeps its head, its counts and its links."""
    runs = tuple(Run(kind=list(RunKind)[at % 3], text=f"字{at}" * 30) for at in range(200))
    message = made(build, *(named(build, at, wording=runs, section=("章" * 60,) * 3) for at in range(9)))
    assert size(message.blocks) <= 12_000
    assert "Open the report" in words_of(message.blocks)
    assert "more change" in words_of(message.blocks)


def test_the_short_words_say_where_the_rest_is(build: Any) -> None:
    """They are escaped, and hold the link as the only token."""
    change = build.change(
        old=build.quote("<!channel> a"), new=build.quote("<!channel> b"), wording=(), relation=Relation.REWORDED
    )
    short = short_alert(summary(build.diff(change, new=build.side(title="<@U0123456789> & Co"))), CONTEXT)
    assert re.findall(r"<[^>]*>", short) == ["<https://filings.example.org/log/7>"]
    assert "filingwatch show 7" in short


def test_a_review_adds_a_line_and_touches_nothing_else(build: Any) -> None:
    """A second decision takes the place of the first one's line; the alert's text stays."""
    blocks = made(build, build.change()).blocks
    once = with_status(blocks, "confirmed", "U0123456789", NOON, words_in("en"))
    twice = with_status(once, "dismissed", "Ana <!here>", NOON, words_in("en"))
    assert once[:-1] == blocks
    assert twice[:-1] == blocks
    assert {"type": "user", "user_id": "U0123456789"} in once[-1]["elements"][0]["elements"]
    assert (twice[-1]["block_id"], "Dismissed by Ana <!here>, 2024" in words_of(twice).replace("\n", "")) == (
        STATUS,
        True,
    )


def test_a_quiet_digest_says_so_and_what_it_does_not_know() -> None:
    """Silence is stated, with the watches that were not checked."""
    message = digest(
        Digest(span="2024-05-17", rows=(), filings=4, watches=3, stale=(("exchange", NOON),)), words_in("en")
    )
    said = words_of(message.blocks)
    assert "nothing to tell" in said
    assert "exchange has not been checked since 2024-05-16 12:00 UTC" in said
    assert "3 watches checked, 4 filings compared" in said


def test_a_digest_begins_with_the_gravest() -> None:
    """Its rows are in order of weight, and what does not fit is counted."""
    rows = tuple(Row(filer=f"f{at}", title="t", high=at, medium=0, top="x") for at in range(40))
    message = digest(Digest(span="d", rows=rows, filings=40, watches=1), words_in("en"))
    assert message.blocks[1]["elements"][0]["elements"][0]["text"] == "f39"
    assert "39 high" in words_of(message.blocks[1:2])
    assert "10 more filings" in words_of(message.blocks)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_quotes_stay_in_the_language_of_the_filing(build: Any, language: str) -> None:
    """The words around them are those of the channel."""
    said = words_of(alert(summary(build.diff(build.change()), language), CONTEXT)[0].blocks)
    assert "公司实现营业收入" in said
    assert ("Struck out" in said) == (language == "en")


def test_the_rooms_narrow() -> None:
    """Each step down shows less, so that the last one fits where the first does not."""
    assert all(wide.changes >= narrow.changes and wide.quote > narrow.quote for wide, narrow in pairwise(ROOMS))


def named(build: Any, number: int, **fields: Any) -> Any:
    """A grave change with a figure of its own."""
    figure = build.figure("12.6 亿元", "1260000000", metric=f"收入{number}")
    after = build.figure("12.5 亿元", "1250000000", metric=f"收入{number}")
    return build.change(id=f"c{number}", figures=(build.pair(old=figure, new=after),), **fields)
