"""Polling one of the mainland exchanges: companies by their code, days of Shanghai, filers under CNINFO's ids.

An exchange that does not serve a network answers properly that it has nothing. So an empty list of a watch that never
had anything is believed only when the exchange has something of a company that files every month, its canary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from watchers.checkpoints import read_checkpoint
from watchers.errors import SourceError
from watchers.filing import Filer, Outcome, Poll
from watchers.listing import HISTORY, OVERLAP, Listing, Page, Span
from watchers.naming import Directory
from watchers.polling import poll_list

ZONE = ZoneInfo("Asia/Shanghai")

Own = Callable[[Filer], Filer]
"""Turns the filer that a row names into the one that its filings carry."""

AskPage = Callable[[Filer | None, Span, int, Own], Page]
"""Asks an exchange for one page of a company's days, or of everybody's."""


def poll_exchange(
    ask: AskPage,
    filer: Filer | None,
    checkpoint: str | None,
    *,
    now: datetime,
    source: str,
    directory: Directory,
    canary: str = "",
) -> Poll:
    """What an exchange lists anew, as `Source.list_filings` gives it; broken where nobody knows the filer's code."""
    before = read_checkpoint(checkpoint)
    try:
        known = before.kept.get("filer", "")
        company = directory.get(filer, known=known, now=now) if filer else None
    except SourceError as error:
        return Poll.failed(error)
    kept = {"filer": company.id} if company else {}

    def own(listed: Filer) -> Filer:
        return _own(listed, filer, directory, now)

    listing = Listing(
        source=source,
        ask=lambda span, _part, number: replace(ask(company, span, number, own), kept=kept),
        zone=ZONE,
        belongs=lambda row: company is None or company.code in row.code.split(),
        history=HISTORY if company else OVERLAP,
    )
    poll = poll_list(listing, checkpoint, now=now)
    if poll.outcome is not Outcome.EMPTY or not canary or before.asked == now.astimezone(ZONE).date():
        return poll
    return _unless_silent(poll, replace(listing, ask=_asking_for(canary, ask), belongs=lambda _: True), now=now)


def _asking_for(code: str, ask: AskPage) -> Callable[[Span, str, int], Page]:
    company = Filer(id=code, code=code)
    return lambda span, _part, number: replace(ask(company, span, number, lambda row: row), more=False, total=None)


def _unless_silent(poll: Poll, canary: Listing, *, now: datetime) -> Poll:
    """The empty poll, or a broken one where the exchange has nothing of its canary in a year either."""
    found = poll_list(replace(canary, history=HISTORY), None, now=now)
    if found.outcome is Outcome.EMPTY:
        return Poll.broken("says it has nothing, even of a company that files every month: it does not serve us")
    return found if found.outcome is Outcome.BROKEN else poll


def _own(listed: Filer, wanted: Filer | None, directory: Directory, now: datetime) -> Filer:
    """The filer under the id that CNINFO knows it by, so that a filing seen in two places names one company.

    A row may name several codes, of the A and the B share; the first is the company's.
    """
    code = listed.code.split()[0]
    known = directory.find_code(code, now=now) if wanted is None else None
    return replace(listed, id=wanted.id if wanted else known.id if known else code, code=code)
