"""How urgent a filing is: what is taken first when more is waiting than can be done at once."""

from __future__ import annotations

from enum import IntEnum

from watchers.titles import NOTICES, read_title


class Urgency(IntEnum):
    """The greater is taken first."""

    ARCHIVE = 0
    NEWS = 1
    AMENDMENT = 2


def urgency_of(title: str, *, silent: bool) -> Urgency:
    """How urgent a filing of this title is; `silent` ones are what was there when a watch began.

    A notice is as urgent as the re-issue it announces, which waits for it.
    """
    if silent:
        return Urgency.ARCHIVE
    said = read_title(title)
    return Urgency.AMENDMENT if said.revision or said.form in NOTICES else Urgency.NEWS
