"""Why something was compared with what, or not at all, in the words of a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bot.languages.said import told
from bot.rendering.guarding import one_line
from diffing.change import Reason


def reason_words(reason: Reason, language: str) -> str:
    """The reason as one sentence without its full stop."""
    values = dict(reason.values)
    if "cause" in values:
        values["cause"] = told(values["cause"], language)
    return sentence(reason.code, language, **values)


def sentence(code: str, language: str, **values: str) -> str:
    """The sentence of that code; what comes from filings is made safe to print."""
    return _sentences()[language][code].format_map({name: one_line(value) for name, value in values.items()})


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("bot").joinpath("reasons.toml").read_text(encoding="utf-8"))
