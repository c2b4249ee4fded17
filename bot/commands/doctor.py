"""`filingwatch doctor`: how everything stands that the program stands on, a line each, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.answering import CHANGED, SAME, Answer
from bot.rendering.columns import aligned, line, printed
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.keeping.checks.finding import Finding

_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def doctor(findings: Iterable[Finding], look: Look, *, as_json: bool) -> Answer:
    """What was found; the code is 1 when anything fails."""
    found = list(findings)
    failed = [one for one in found if one.standing == "fail"]
    code = CHANGED if failed else SAME
    if as_json:
        from bot.rendering.formats import json_lines

        checks = [
            {"name": one.name, "standing": str(one.standing), "words": one_line(one.words), "advice": one.advice}
            for one in found
        ]
        return Answer(text=json_lines({"schema": "filingwatch.doctor/1", "checks": checks}), code=code)
    rows = aligned([(str(one.standing), one.name, _said(one)) for one in found])
    shown = [
        line((row, _STYLES[one.standing]) if one.standing != "ok" else row)
        for row, one in zip(rows, found, strict=True)
    ]
    doubts = sum(one.standing == "warn" for one in found)
    remark = f"filingwatch: {len(failed)} of {len(found)} looks failed, {doubts} are doubtful" if failed else ""
    return Answer(text=printed(shown, look.screen), code=code, remark=remark)


def _said(one: Finding) -> str:
    words = one_line(one.words)
    return f"{words}: {one.advice}" if one.advice else words
