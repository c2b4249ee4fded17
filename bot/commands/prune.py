"""`filingwatch prune`: which originals nothing needs any more, and, when told so, their removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import Answer, busy
from bot.rendering.guarding import one_line

if TYPE_CHECKING:
    from bot.keeping.pruning import Pruning
    from bot.operating import App

_NAMED = 20


def prune(app: App, *, really: bool) -> Answer:
    """What would go, or what went. Raises ConfigError for a removal while another process works."""
    from bot.keeping.pruning import planned
    from bot.keeping.pruning import prune as remove

    config, now = app.config, app.clock()

    def may_go() -> Pruning:
        return planned(app.store, app.archive, keep=config.keep, hold=config.hold, now=now)

    if not really:
        with busy("Looking"):
            return Answer(text=_said(app, may_go(), really=False))
    with app.dispatcher.alone():
        found = may_go()
        remove(app.store, app.archive, app.telling.reports, found, now=now)
    return Answer(text=_said(app, found, really=True))


def _said(app: App, found: Pruning, *, really: bool) -> str:
    lines = [f"{sha256[:12]}…  {one_line(found.titles[sha256])}" for sha256 in sorted(found.originals)]
    lines += [f"{sha256[:12]}…  named by nothing" for sha256 in found.strange]
    total, more = len(lines), len(lines) - _NAMED
    shown = [*lines[:_NAMED], *([f"and {more:,} more"] if more > 0 else [])]
    went = "were removed, and stay named on the record" if really else "would be removed; --yes removes them"
    size = f"{found.size / (1 << 20):,.1f} MiB"
    keep = "" if app.config.keep else " (`keep` is not set: every original that is named stays)"
    shown.append(f"{total:,} originals, {size}, {went}{keep}" if total else f"nothing to remove{keep}")
    return "".join(f"{line}\n" for line in shown)
