"""Pictures of the pages that an alert is about: what is around its words, which are marked; drawn in a child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.languages import Words
from bot.slack.chat.desk import Desk
from diffing.change import Change

if TYPE_CHECKING:
    from bot.slack.chat.reviewing import Told

PICTURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG with its title."""

    name: str
    title: str
    content: bytes


def pictures(desk: Desk, alert: Told, words: Words) -> Iterator[Picture]:
    """One of each of the first changes shown that stand on a page, of the new document where it is in there."""
    changes = {one.id: one for one in alert.diff.changes}
    drawn = 0
    for at, name in enumerate(alert.names, 1):
        change = changes.get(name)
        if change is not None and has_page(change) and drawn < PICTURES:
            drawn += 1
            yield _drawn(desk, alert, at, change, words)


def has_page(change: Change) -> bool:
    """Whether it is known where on a page its words stand."""
    return any(quote is not None and quote.page is not None and quote.boxes for quote in (change.new, change.old))


def _drawn(desk: Desk, alert: Told, at: int, change: Change, words: Words) -> Picture:
    side = "new" if change.new is not None and change.new.boxes else "old"
    quote = change.new if side == "new" else change.old
    assert quote is not None, "it was asked whether it has a page"
    assert quote.page is not None, "it was asked whether it has a page"
    version = getattr(alert.log.row, side)
    boxes = [box for box in quote.boxes if box.page == quote.page]
    content = desk.drawing.excerpt(desk.app.pipeline.original(version), quote.page, boxes)
    title = f"{at} · {getattr(alert.log.row, f'{side}_title')} · {words.phrase('page', page=quote.page)}"
    return Picture(name=f"page-{quote.page}-{side}.png", title=title, content=content)
