"""Who is to hear what, as it is configured: at once, in a digest, elsewhere, not for now; who looks on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Literal

from pydantic import AwareDatetime, Field, field_validator, model_validator

from bot.routing import Filter, Mute, Rule
from bot.spelling import Channel, Table, TimeOfDay, Zone
from diffing.change import Kind, Relation, Severity


class Telling(Table):
    """Which changes are told at once, and where; the rest is gathered and told at the times of `digest`.

    Those are times of `zone`, or of the zone of each watch. Without any, what is not told at once is only stored.
    """

    at_least: Severity = Severity.HIGH
    channels: tuple[Channel, ...] = ("console",)
    digest: tuple[TimeOfDay, ...] = (time(8, 30), time(21, 0))
    zone: Zone = ""


class FilterTable(Table):
    """What a route or a mute is about; an empty key narrows nothing."""

    watches: tuple[str, ...] = ()
    filers: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    relations: tuple[Relation, ...] = ()
    words: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    at_least: Severity = Severity.INFO

    def filter(self) -> Filter:
        """The filter that it says."""
        return Filter(**{name: getattr(self, name) for name in FilterTable.model_fields})


class RouteTable(FilterTable):
    """Who hears besides the channels of the watch, and when."""

    channels: tuple[Channel, ...] = Field(min_length=1)
    when: Literal["at once", "digest"] = "at once"

    def rule(self) -> Rule:
        """The rule that it says."""
        return Rule(filter=self.filter(), channels=self.channels, at_once=self.when == "at once")


class MuteTable(FilterTable):
    """What is not told at once until then; it is counted in the digest all the same."""

    until: AwareDatetime

    @field_validator("until", mode="before")
    @classmethod
    def _in_utc(cls, value: object) -> object:
        """A day ends the mute as it begins, in UTC; so does a time that says no zone."""
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else value

    @model_validator(mode="after")
    def _says_what(self) -> MuteTable:
        if self.filter() == Filter():
            raise ValueError("says nothing to mute; name watches, filers, forms, kinds, relations, words or sections")
        return self

    def mute(self) -> Mute:
        """The mute that it says."""
        return Mute(filter=self.filter(), until=self.until)


class Health(Table):
    """Where a `run` answers /healthz, /readyz and /metrics: host and port; nowhere when it is empty."""

    listen: str = Field(default="127.0.0.1:9464", pattern=r"^$|^[A-Za-z0-9.:\[\]-]+:\d{1,5}$")
