"""Messages about filings that mean us harm: every text in them is hostile, and Slack may refuse none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.asking.comparing import Compared
from bot.languages import words_in
from bot.slack.blocks.alert import alert, short_alert
from bot.slack.blocks.answers import Line, answer, choices, shared
from bot.slack.blocks.comparison import comparison
from bot.slack.blocks.digest import Digest, Row, digest
from bot.slack.blocks.home import home_view
from bot.slack.blocks.notices import Outage, notice, outage, superseded, with_status
from bot.slack.blocks.reviewing import review_form
from bot.slack.blocks.room import ROOMS
from bot.slack.blocks.thread import replies
from bot.slack.linting import faults
from bot.slack.listening.signing import Seal
from bot.slack.message import Message
from bot.slack.posting import with_review
from bot.summarising import Context, summary
from diffing.change import (
    Basis,
    Change,
    Counts,
    Diff,
    FigurePair,
    Kind,
    MadeWith,
    Quote,
    Reason,
    Relation,
    Run,
    RunKind,
    Severity,
    Side,
)
from diffing.document import Coverage
from diffing.figure import Figure, Period

Draw = Callable[[], str]
# Addresses that a source gave us, which may be linked, and what filings have in their place.
SOURCES = ("https://www.sec.gov/Archives/edgar/1/x.htm", "http://static.example.cn/finalpage/1.PDF", "", "file:///a")
PIECES = (
    "<!channel>", "<!here|all>", "<@U0123456789>", "<#C0123456789|general>", "<https://evil.example|sec.gov>",
    "@channel", "https://evil.example/?a=b&c", "www.evil.example", "javascript:alert(1)", ":tada:", ":+1:",
    "*bold*", "_it_", "~gone~", "`code`", "```", "&amp;", "&lt;!channel&gt;", "\u202e", "\u2066", "\u200b", "\u0000",
    "\x1b[31m", "\r\n", "\t", "\ud83d", "😀", "不", "不超过人民币", "鲸落湾", "9" * 200, "−12.6%", "a" * 4000,
    "股" * 2000, "مرحبا", "e\u0301", "|", ">", "<", "&", "\\", '"', "{", "{new}", "%s", " ", "  ", "\n\n", "", "\u2028",
    "\ufeff", "12,600", "US$8.4 million",
)  # fmt: skip
_YEAR = Period(first=date(2023, 1, 1), last=date(2023, 12, 31))
_NOON = datetime(2024, 5, 16, 12, tzinfo=UTC)


def hostile_text(drawn: random.Random) -> str:
    """A text of some hostile pieces."""
    return "".join(drawn.choices(PIECES, k=drawn.choice((1, 1, 2, 3, 5, 8, 30))))


def hostile_diff(drawn: random.Random, draw: Draw) -> Diff:
    """A diff in which every text is drawn."""
    most = drawn.choice((0, 1, 2, 5, 5, 20, 120))
    changes = tuple(_change(drawn, draw, number) for number in range(most))
    hidden = tuple((draw(), drawn.randrange(1000)) for _ in range(drawn.randrange(4)))
    return Diff(
        changes=tuple(sorted(changes, key=lambda change: list(Severity).index(change.severity), reverse=True)),
        old=_side(drawn, draw),
        new=_side(drawn, draw),
        basis=drawn.choice([one for one in Basis if one is not Basis.AUTO]),
        basis_reason=Reason(code="basis_given"),
        counts=Counts(unchanged_sentences=drawn.randrange(10_000), unchanged_figures=3, hidden=hidden),
        made_with=MadeWith(engine="1", lexicon="1", settings=""),
    )


def _side(drawn: random.Random, draw: Draw) -> Side:
    unread = tuple(range(drawn.choice((0, 0, 3, 400))))
    return Side(
        name=draw(), sha256=f"{drawn.getrandbits(256):064x}", media_type="application/pdf", pages=30, sentences=10,
        figures=5, language="zh", title=draw(), filer=draw(), form="annual_report", period="2023-01-01/2023-12-31",
        coverage=Coverage(pages=30, characters=9, pages_without_text=unread, embedded_files=(draw(),)),
        warnings=tuple(draw() for _ in range(drawn.randrange(6))),
    )  # fmt: skip


def _change(drawn: random.Random, draw: Draw, number: int) -> Change:
    old, new = (Quote(text=draw(), start=0, end=1, page=drawn.choice((None, 7))) for _ in range(2))
    sides = drawn.choice(((old, new), (old, new), (old, None), (None, new)))
    runs = tuple(Run(kind=drawn.choice(list(RunKind)), text=draw()) for _ in range(drawn.choice((0, 1, 4, 60))))
    values = (("metric", draw()), ("new", draw()), ("old", draw()))
    return Change(
        id=f"c{number}", kind=Kind.FIGURE_CHANGED, relation=drawn.choice(list(Relation)),
        severity=drawn.choice(list(Severity)), reason=Reason(code="figure_value_changed", values=values),
        old=sides[0], new=sides[1], section=tuple(draw() for _ in range(drawn.randrange(4))),
        confidence=drawn.random(), wording=runs, declared=drawn.choice((None, True, False)),
        figures=tuple(_pair(drawn, draw) for _ in range(drawn.choice((0, 1, 3)))),
    )  # fmt: skip


def _pair(drawn: random.Random, draw: Draw) -> FigurePair:
    old, new = (
        Figure(text=draw() or "1", start=0, end=1, value=Decimal(drawn.randrange(10**9)), unit="CNY", decimals=0,
               metric=draw(), period=_YEAR, numeral="1")
        for _ in range(2)
    )  # fmt: skip
    return FigurePair(old=old, new=drawn.choice((new, new, None)), relation=Relation.VALUE_CHANGED)


def hostile_messages(drawn: random.Random, draw: Draw) -> Iterator[tuple[str, Message, str]]:
    """Every kind of message about one hostile diff: its kind, itself, and the short words that may stand for it."""
    language = drawn.choice(("en", "zh"))
    diff = hostile_diff(drawn, draw)
    words, told = words_in(language), summary(diff, language)
    context = _context(drawn, draw)
    message, _ = alert(told, context, again=drawn.choice(("", draw())))
    short = short_alert(told, context)
    yield "alert", message, short
    yield from (("reply", reply, reply.text) for reply in replies(told, context, ROOMS[0]))
    decided = with_status(message.blocks, "confirmed", draw(), _NOON, words)
    yield "status", Message(text=message.text, blocks=decided[-2:]), short
    reviewed, _ = with_review(told, context, seal=Seal("hostile"), place=("slack:#filings", 123_456), again=draw())
    yield "with buttons", reviewed, short
    decided = with_status(reviewed.blocks, "escalated", "U0123456789", _NOON, words)
    yield "decided", Message(text=reviewed.text, blocks=decided), short
    yield (
        "comparison",
        comparison(Compared(diff=diff, log=1, old=context.old, new=context.new), words),
        short,
    )
    yield from ((kind, one, one.text) for kind, one in _others(draw, language))


def hostile_views(drawn: random.Random, draw: Draw) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every kind of form and home about hostile filings."""
    language = drawn.choice(("en", "zh"))
    words, told = words_in(language), summary(hostile_diff(drawn, draw), language)
    yield "each change", review_form(told.gravest, {}, "sealed", words)
    rows = [(draw(), draw(), f"1.{'0' * 32}") for _ in range(15)]
    yield "home", home_view(rows, draw(), (draw(), draw()), words)


def _context(drawn: random.Random, draw: Draw) -> Context:
    old, new, report = (drawn.choice((*SOURCES, f"{draw()} ")) for _ in range(3))
    return Context(
        watch=draw(), change_log=str(drawn.randrange(9999)), baseline=draw(), report=report, old=old, new=new,
        old_published="2024-01-02", first_seen=_NOON,
    )  # fmt: skip


def _others(draw: Draw, language: str) -> Iterator[tuple[str, Message]]:
    words = words_in(language)
    yield "notice", notice((draw() or "x", draw(), f"{draw()} {SOURCES[0]} {draw()}"), address=SOURCES[0])
    yield "superseded", superseded(words, title=draw(), address=f"{draw()} ")
    watches = tuple(draw() for _ in range(9))
    yield "outage", outage(Outage(source=draw(), cause=draw(), watches=watches, began=_NOON), words)
    rows = tuple(Row(filer=draw(), title=draw(), high=1, medium=2, top=draw()) for _ in range(40))
    stale = tuple((draw(), _NOON) for _ in range(12))
    lines = [Line(strong=draw(), rest=draw(), small=draw()) for _ in range(30)]
    near = [(draw() or "x", "diff.0") for _ in range(5)]
    asked = answer(draw() or "x", lines, foot=draw(), below=choices("again", near))
    yield "answer", asked
    yield "shared", shared(asked, "U0123456789", words)
    yield "digest", digest(Digest(span="2024", rows=rows, filings=1, watches=2, stale=stale), words)


def wrong(message: Message, allowed: tuple[str, ...]) -> list[str]:
    """What is wrong with a hostile message: what Slack refuses, links of others, markup that would be read."""
    found = faults(message.as_json())
    for part in _parts(message.as_json()["blocks"]):
        if part.get("type") == "mrkdwn":
            found.append("text of a filing where Slack reads markup")
        if "url" in part and part["url"] not in allowed:
            found.append(f"a link to {part['url']}")
    if "<" in message.text.replace("&lt;", ""):
        found.append("a token in the text of the notification")
    return found


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        yield from (part for one in value.values() for part in _parts(one))
    elif isinstance(value, list):
        yield from (part for one in value for part in _parts(one))
