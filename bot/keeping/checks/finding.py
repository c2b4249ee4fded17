"""What one look found: how it stands, in words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """ok; warn: it works, and somebody should look; fail: it does not work, or something is lost."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: `name` is what was looked at, `advice` is empty where there is nothing to do."""

    name: str
    standing: Standing
    words: str
    advice: str = ""


def well(name: str, words: str) -> Finding:
    """Nothing to do."""
    return Finding(name=name, standing=Standing.OK, words=words)


def doubtful(name: str, words: str, advice: str) -> Finding:
    """It works, and somebody should look."""
    return Finding(name=name, standing=Standing.WARN, words=words, advice=advice)


def wrong(name: str, words: str, advice: str) -> Finding:
    """It does not work, or something is lost."""
    return Finding(name=name, standing=Standing.FAIL, words=words, advice=advice)
