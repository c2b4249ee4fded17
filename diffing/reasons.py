"""Reasons in English words, from the table of reasons."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from diffing.change import Reason


@cache
def templates() -> dict[str, str]:
    """The English sentence of every reason by its code, with {names} to fill."""
    groups = tomllib.loads(files("diffing").joinpath("reasons.toml").read_text(encoding="utf-8"))
    return {code: sentence for group in groups.values() for code, sentence in group.items()}


def words(reason: Reason) -> str:
    """The reason as one English sentence without its full stop."""
    return templates()[reason.code].format_map(dict(reason.values))


def because(code: str, **values: Any) -> Reason:
    """A reason by its code; values are shown as `str` shows them. A code that has no sentence is refused."""
    sentence = templates()[code]
    reason = Reason(code=code, values=tuple((name, str(value)) for name, value in sorted(values.items())))
    sentence.format_map(dict(reason.values))
    return reason
