"""Where the requests for lists and documents of a month went: which were needed at once, and why the others were made.

A poll that was cut off by a kill wasted all it asked. Of one that ended, a question that was asked before in the same
poll was asked again, after an answer that was none, or for a row that an answer had lost; of the other questions some
are of the whole window, page by page, and some of fewer days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.market.serving import Asked

# Answers that are none: they are asked for again, or end the poll.
NONE = frozenset({"refused", "truncated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One poll as the program noted it: when it began, and its outcome; "killed" where it never ended."""

    began: float
    outcome: str


def askings(lines: Sequence[str], *names: str) -> list[Asking]:
    """The polls of one watch or several, in the order in which they were made."""
    found = list[Asking]()
    for line in lines:
        words = line.split(maxsplit=3)
        if words[0] not in names:
            continue
        if words[1] == "begun":
            found.append(Asking(began=float(words[2]), outcome="killed"))
        else:
            found[-1] = Asking(began=found[-1].began, outcome=words[1])
    return found


def causes(asked: Sequence[Asked], polls: Sequence[Asking]) -> Counter[str]:
    """How many requests to one host were made for each cause."""
    told = Counter[str]()
    begins = [poll.began for poll in polls]
    within: dict[int, list[Asked]] = {}
    for each in asked:
        if each.kind == "list":
            within.setdefault(bisect_left(begins, each.at + 1e-6) - 1, []).append(each)
    for place, requests in within.items():
        told.update(_of_a_poll(requests, polls[place].outcome))
    told.update(_of_files([each for each in asked if each.kind != "list"]))
    return told


def _of_a_poll(requests: Sequence[Asked], outcome: str) -> Counter[str]:
    if outcome in ("killed", "broken"):
        return Counter({f"list: poll {outcome}": len(requests)})
    told = Counter[str]()
    before: dict[str, str] = {}
    whole = requests[0].question.rsplit(" ", 1)[0]
    for each in requests:
        told[_why(each, before, whole)] += 1
        before[each.question] = each.fault
    return told


def _why(each: Asked, before: dict[str, str], whole: str) -> str:
    if not before:
        return "list: first page"
    if each.question in before:
        fault = before[each.question]
        return f"list: again, {'no answer' if fault in NONE else fault or 'nothing amiss'}"
    further = each.question.startswith(f"{whole} ") or " " not in each.question
    return "list: further page" if further else "list: fewer days"


def _of_files(asked: Sequence[Asked]) -> Counter[str]:
    told = Counter[str]()
    before: dict[str, str] = {}
    for each in asked:
        again = each.question in before and each.kind == "document" and before[each.question] != "looked"
        why = f", again, {'no answer' if before[each.question] in NONE else 'nothing amiss'}" if again else ""
        told[f"{each.kind}{why}"] += 1
        before[each.question] = "looked" if each.kind == "look" else each.fault
    return told
