"""How values of the configuration are written: spans of time, times of day, zones, channels; and what a table is."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
# A channel of Slack, by its name or its id; names hold no capitals, spaces and marks, ids nothing else than capitals.
_SLACK_CHANNEL = re.compile(r"#[^\sA-Z#@<>&,:;|\"'()]{1,80}|[CG][A-Z0-9]{2,20}")


def _duration(value: object) -> object:
    """A span of time written as people do: 30s, 15m, 1h, 1d. A bare number could be of any unit, and is refused."""
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d+)\s*([smhd])", value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError("is written as a number and s, m, h or d, for example 15m")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _channel(value: object) -> object:
    kind, _, name = str(value).partition(":")
    known = (kind == "slack" and _SLACK_CHANNEL.fullmatch(name)) or value == "console"
    if isinstance(value, str) and not known:
        raise ValueError(f"{value!r} is not known; it is console, or a channel of Slack, for example slack:#filings")
    return value


def _time_of_day(value: object) -> object:
    if isinstance(value, time):
        return value
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not found:
        raise ValueError("is a time of day in quotes, for example 08:30")
    return time(int(found[1]), int(found[2]))


def _zone(value: object) -> object:
    if value == "":
        return value
    try:
        return ZoneInfo(str(value)).key
    except (KeyError, OSError, ValueError):  # no such zone, or no name of one
        raise ValueError(f"{value!r} is no time zone; it is a name such as Asia/Shanghai or America/New_York") from None


Duration = Annotated[timedelta, BeforeValidator(_duration), Field(gt=timedelta())]
# Where alerts land.
Channel = Annotated[str, BeforeValidator(_channel)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
# A name of the IANA database; nothing stands for the zone of the source.
Zone = Annotated[str, BeforeValidator(_zone)]


class Table(BaseModel):
    """A table of the file: unknown keys are mistakes, and nothing changes it once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
