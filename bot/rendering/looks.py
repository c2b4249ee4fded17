"""How something is to be shown: in which language, from which severity on, and on what screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from diffing.change import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is written to: `styled` is a terminal that shows colours, `width` its columns, None where lines are free."""

    styled: bool = False
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a diff is to be shown: in which language, from which severity on, on what screen.

    `whole` shows every change in full; without it a screen gets the quiet ones in one line each, and only so many.
    `originals` are the addresses of the old and the new file, for formats with links; empty where there is none.
    """

    language: str = "en"
    at_least: Severity = Severity.INFO
    screen: Screen = field(default_factory=Screen)
    whole: bool = False
    originals: tuple[str, str] = ("", "")
