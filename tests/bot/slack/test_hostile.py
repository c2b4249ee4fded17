"""Whatever a filing says, Slack takes the message, and nothing in it acts on the channel."""

from __future__ import annotations

import random
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.slack.hostile import PIECES, SOURCES, hostile_messages, hostile_views, wrong
from bot.slack.blocks.changes import change_blocks
from bot.slack.blocks.room import ROOMS
from bot.slack.escaping import clip_inside, escaped, web_address
from bot.slack.linting import view_faults

ANY = st.text(st.characters(), max_size=60)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), ANY), min_size=3, max_size=12)


@settings(max_examples=25, deadline=None)
@given(texts=TEXTS, seed=st.integers(0, 1 << 16))
def test_no_hostile_message_is_refused(texts: list[str], seed: int) -> None:
    """Every kind of message about a hostile diff passes our rules and links nothing of the filing's."""
    pool = cycle(texts)
    drawn = random.Random(seed)  # noqa: S311 - chance, no secret
    for _, message, _ in hostile_messages(drawn, lambda: next(pool)):
        assert wrong(message, SOURCES) == []


@settings(max_examples=25, deadline=None)
@given(texts=TEXTS, seed=st.integers(0, 1 << 16))
def test_no_hostile_form_or_home_is_refused(texts: list[str], seed: int) -> None:
    """Nor does anything in one act on who looks at it."""
    pool = cycle(texts)
    drawn = random.Random(seed)  # noqa: S311 - chance, no secret
    for _, view in hostile_views(drawn, lambda: next(pool)):
        assert view_faults(view) == []
        assert "mrkdwn" not in str([key for block in view["blocks"] for key in block.values() if isinstance(key, dict)])


INJECTIONS = {
    "<!channel>": "&lt;!channel&gt;",
    "<@U0123456789>": "&lt;@\u2060U0123456789&gt;",
    "&lt;!here&gt;": "&amp;lt;!here&amp;gt;",
    "<https://evil.example|sec.gov>": "&lt;https:\u2060//evil.\u2060example|sec.\u2060gov&gt;",
    "@channel": "@\u2060channel",
    "#general": "#\u2060general",
    ":tada:": ":\u2060tada:",
    "www.evil.example": "www.\u2060evil.\u2060example",
}


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_notification_acts_on_nothing(text: str) -> None:
    """Tokens are escaped, ampersands first; names, addresses and signs by name are parted by a sign without width."""
    assert escaped(text, 200) == INJECTIONS[text].replace(".\u2060", "\u2060.")


def test_numbers_are_left_alone() -> None:
    """Nothing is put into a figure: 12.6 stays a number that can be searched for."""
    assert escaped("12.6 亿元 → 12.5 亿元, 8:30, 3.8%", 100) == "12.6 亿元 → 12.5 亿元, 8:30, 3.8%"


REFUSED = (
    "javascript:alert(1)", "file:///etc/passwd", "https://", "https:///x", "https://a b/", "https://user:word@example.org/",
    "https://example.org/\u202e", "https://exämple.org/", "https://example.org/" + "a" * 3000, "", "example.org",
    "https://example.org/|x>", "https://example.org:port/", "slack://channel", "https://[::1", "http://exa<mple.org/",
)  # fmt: skip


@pytest.mark.parametrize("link", REFUSED)
def test_only_plain_web_addresses_are_linked(link: str) -> None:
    """Anything else is shown as text or not at all."""
    assert web_address(link) == ""


@pytest.mark.parametrize("link", [*SOURCES[:2], "http://127.0.0.1:8000/log/1", "https://example.org/a?b=c&d=%E5#e"])
def test_addresses_of_sources_are_linked(link: str) -> None:
    """What sources publish under is a link."""
    assert web_address(link) == link


def test_a_long_headline_keeps_its_count() -> None:
    """The name of a filer may be long; how many changes there are stands at the end and stays."""
    assert clip_inside(f"{'Whale' * 60}: 7 changes (2 high)", 150).endswith(": 7 changes (2 high)")


def test_the_narrowest_room_holds_the_worst_change(build: object) -> None:
    """A change whose every text is as long as can be takes its share of a message at the most."""
    from bot.languages import words_in
    from bot.rendering.views import change_view
    from bot.slack.message import size
    from diffing.change import Basis, Run, RunKind

    runs = tuple(Run(kind=list(RunKind)[at % 3], text="股" * 500) for at in range(300))
    worst = build.change(section=("节" * 999,) * 9, wording=runs)  # type: ignore[attr-defined]
    view = change_view(worst, Basis.AMENDMENT, words_in("zh"))
    assert size(change_blocks(1, view, words_in("zh"), ROOMS[-1])) < 3_000
