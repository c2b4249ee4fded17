"""Watches that people ask for: what is followed, from where, and told in the channel where it was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog

from bot.asking.comparing import UnansweredError
from bot.configured import Config, Watch
from bot.mistakes import place_and_words

# What a code of this shape is listed by; anything else says its source.
_SHAPES = (
    (re.compile(r"\d{6}", re.ASCII), "cninfo"),
    (re.compile(r"\d{4,5}", re.ASCII), "hkex"),
    (re.compile(r"[A-Za-z]{1,5}(?:[.-][A-Za-z])?", re.ASCII), "edgar"),
)
# Sources that follow one company by its code: what a folder, a feed or a page is, is for the configuration to say.
FOLLOWED = (
    "edgar", "hkex", "hkex-zh", "cninfo", "cninfo-periodic", "cninfo-records", "szse", "sse", "sseinfo", "bse",
)  # fmt: skip

_log = structlog.get_logger()


def source_of(code: str) -> str:
    """Where a code is listed, by its shape; nothing where that cannot be told."""
    return next((source for shape, source in _SHAPES if shape.fullmatch(code)), "")


def asked_watch(config: Config, filer: str, source: str, channel: str, at_least: str = "") -> dict[str, Any]:
    """The settings of a watch that somebody asks for. Raises UnansweredError where there can be none."""
    code, source = filer.strip().upper(), source.strip().casefold() or source_of(filer.strip())
    if source not in FOLLOWED:
        raise UnansweredError("asked_source", values={"filer": filer, "sources": ", ".join(FOLLOWED)})
    settings: dict[str, Any] = {
        "name": f"{code} {source}",
        "source": source,
        "filer": {"id": code, "code": code},
        "channels": [channel],
    } | ({"at_least": at_least} if at_least else {})
    if settings["name"] in {watch.name for watch in config.watches}:
        raise UnansweredError("asked_watched", values={"watch": settings["name"]})
    try:
        _with(config, settings)
    except ValueError as error:
        said = "; ".join(_mistakes(error))
        raise UnansweredError("asked_bad_watch", values={"cause": said}) from error
    return settings


def with_wishes(config: Config, wishes: list[dict[str, Any]]) -> Config:
    """The configuration with the watches that people asked for; one that cannot be any more is logged and left out."""
    for settings in wishes:
        try:
            config = _with(config, settings)
        except ValueError as error:
            _log.error("left out", watch=settings.get("name"), reason="; ".join(_mistakes(error)))
    return config


def _mistakes(error: ValueError) -> list[str]:
    """Each mistake that the configuration finds, in words."""
    listed: list[dict[str, Any]] = getattr(error, "errors", list)()
    return [place_and_words(mistake, Config)[1] for mistake in listed]


def _with(config: Config, settings: Mapping[str, Any]) -> Config:
    """The configuration with one watch more, looked at as a whole."""
    known = {name: getattr(config, name) for name in config.model_fields_set}
    return Config(**known | {"watches": (*config.watches, Watch(**settings))})
