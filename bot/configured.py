"""What may be configured: every table and key, with what each may hold. `bot/config.py` reads them from files.

Each mistake is one line that names the key.
"""

from __future__ import annotations

import os
from dataclasses import fields as dataclass_fields
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, field_validator, model_validator

from bot.archive.address import read_place
from bot.errors import ConfigError
from bot.hearing import Health, MuteTable, RouteTable, Telling
from bot.hours import Rhythm, WindowTable
from bot.spelling import Channel, Duration, Table, Zone
from diffing.change import Severity
from diffing.errors import DiffingError
from diffing.settings import Settings
from watchers.addresses import ForbiddenAddressError, refuse_address

# Where filings are published; bot/sources.py builds each. docs/sources/ tells about them.
SourceName = Literal[
    "folder",
    "cninfo",
    "cninfo-periodic",
    "cninfo-records",
    "edgar",
    "edgar-market",
    "hkex",
    "hkex-zh",
    "hkex-market",
    "hkex-market-zh",
    "bse",
    "szse",
    "sse",
    "sseinfo",
    "irm",
    "feed",
    "page",
]
# Which key a source needs beside its name; no other source may have it.
_NEEDS: dict[str, tuple[SourceName, ...]] = {
    "path": ("folder",),
    "address": ("feed", "page"),
}
# Hosts that collect what others publish, with delays and gaps; the source that publishes it.
_AGGREGATORS = {"eastmoney.com": "cninfo", "dfcfw.com": "cninfo"}
# These list one company.
_OF_A_COMPANY: tuple[SourceName, ...] = ("edgar", "hkex", "hkex-zh")
# Lists that go back so far and no further, and how often each has to be asked at least, that nothing leaves it unseen.
_SHOWN: dict[SourceName, tuple[str, timedelta]] = {
    "sseinfo": ("about one month", timedelta(days=14)),
    **dict.fromkeys(("hkex-market", "hkex-market-zh"), ("seven days", timedelta(days=6))),
}
_OF_THE_SEC: tuple[SourceName, ...] = ("edgar", "edgar-market")
# A person in Slack, by the id that the profile shows.
_MEMBER = r"^[UW][A-Z0-9]{2,20}$"
# Where each publishes.
_CHINA = ("cninfo", "szse", "sse", "sseinfo", "bse", "irm")
_ZONES = {**dict.fromkeys(_CHINA, "Asia/Shanghai"), "hkex": "Asia/Hong_Kong", "edgar": "America/New_York"}


class Reading(Table):
    """What reading and comparing may use: `memory` and `result` in MiB, `seconds` of wall clock and processor each."""

    memory: int = Field(default=2048, ge=256)
    seconds: int = Field(default=120, ge=1)
    result: int = Field(default=256, ge=1)


class Fetching(Table):
    """Who we are to the hosts that are asked, and the seconds from one request to the next where they are our own.

    `contact` is an address that the operators of a host can write to; SEC asks for one.
    """

    contact: str = Field(default="", pattern=r"^[\x21-\x7e]*$")
    intervals: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)


class SlackTable(Table):
    """How Slack is reached, and in which language its channels are told, where that is not the language of the file.

    `listen` is how questions come: over a socket that we open, or over HTTP at `bind`; `team` and `app` are the ids of
    the workspace and of the app, asked of Slack where they are empty. `admins` may change watches and settings,
    `reviewers` decide about changes: the members of the channel, unless some are named. Files are fetched for a
    question from `hosts`, and from Slack with `uploads`.

    `token`, `app_token` and `signing_secret` come from the environment, and never from a file.
    """

    address: str = "https://slack.com/api/"
    languages: dict[str, Literal["en", "zh"]] = Field(default_factory=dict)
    listen: Literal["socket", "http", "none"] = "socket"
    bind: str = Field(default="127.0.0.1:3000", pattern=r"^[\w.:\[\]-]+:\d{1,5}$")
    team: str = Field(default="", pattern=r"^(T[A-Z0-9]{2,20})?$")
    app: str = Field(default="", pattern=r"^(A[A-Z0-9]{2,20})?$")
    admins: tuple[Annotated[str, Field(pattern=_MEMBER)], ...] = ()
    reviewers: tuple[Annotated[str, Field(pattern=_MEMBER)], ...] = ()
    hosts: tuple[str, ...] | None = None
    uploads: bool = False
    token: SecretStr = Field(default=SecretStr(""), exclude=True)
    app_token: SecretStr = Field(default=SecretStr(""), exclude=True)
    signing_secret: SecretStr = Field(default=SecretStr(""), exclude=True)

    def refuse_silence(self) -> None:
        """Raises ConfigError where listening is asked for by name and cannot be."""
        if "listen" in self.model_fields_set and self.listen != "none":
            variable = {"socket": "SLACK_APP_TOKEN", "http": "SLACK_SIGNING_SECRET"}[self.listen]
            raise ConfigError(f"slack.listen: {self.listen} needs SLACK_BOT_TOKEN and {variable} in the environment")

    @property
    def listens(self) -> bool:
        """Whether there is what it takes to listen."""
        secret = {"socket": self.app_token, "http": self.signing_secret, "none": SecretStr("")}[self.listen]
        return bool(self.token.get_secret_value() and secret.get_secret_value())

    @field_validator("address")
    @classmethod
    def _is_safe(cls, address: str) -> str:
        parts = urlsplit(address)
        near = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme != "https" and not (near and parts.scheme == "http"):
            raise ValueError("is an https address: the token goes there")
        return f"{address.rstrip('/')}/"


class FilerTable(Table):
    """Who files what a watch finds."""

    id: str = Field(min_length=1)
    code: str = ""
    name: str = ""


class Watch(Table):
    """What is asked to be followed. A relative `path` starts at the folder of the file it stands in."""

    name: str = Field(pattern=r"^[\w][\w .-]{0,63}$")
    source: SourceName = "folder"
    path: Path | None = None
    address: str = ""
    filer: FilerTable | None = None
    every: Duration = timedelta(minutes=15)
    windows: tuple[WindowTable, ...] = ()
    baseline: Literal["silent", "compare"] = "silent"
    settle: float = Field(default=2.0, ge=0)
    size_limit: int = Field(default=200, ge=1)
    at_least: Severity | None = None
    channels: tuple[Channel, ...] | None = None
    zone: Zone = ""
    look_again: bool | None = None

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if address:
            try:
                refuse_address(address)
            except ForbiddenAddressError as error:
                raise ValueError(str(error)) from error
        host = urlsplit(address).hostname or ""
        official = next((source for name, source in _AGGREGATORS.items() if f".{host}".endswith(f".{name}")), None)
        if official:
            raise ValueError(f"{host} collects what others publish, and is not supported: watch {official}")
        return address.rstrip("/")

    @model_validator(mode="after")
    def _has_what_its_source_needs(self) -> Watch:
        for key, sources in _NEEDS.items():
            given = bool(getattr(self, key))
            if given and self.source not in sources and key != "address":
                raise ValueError(f"{key}: is not for the source {self.source}")
            if not given and self.source in sources:
                raise ValueError(f"{key}: is needed by the source {self.source}")
        if self.source in _OF_A_COMPANY and self.filer is None:
            raise ValueError(f"filer: is needed, the source {self.source} lists one company")
        return self

    @property
    def looks_again(self) -> bool:
        """Whether its documents are looked at again: of a company unless it says otherwise, of a market if it says so.

        A folder and a page are looked at as a whole, at every poll.
        """
        if self.source in ("folder", "page"):
            return False
        return self.filer is not None if self.look_again is None else self.look_again

    @model_validator(mode="after")
    def _is_asked_before_its_list_forgets(self) -> Watch:
        shown, most = _SHOWN.get(self.source, ("", self.every))
        if max([self.every, *(window.every for window in self.windows)]) > most:
            words = f"is too long for {self.source}, which shows {shown} and no more"
            raise ValueError(f"every: {words}; set {most.days}d or less")
        return self


class Config(Table):
    """Everything that is configured, with `watches` from their own file."""

    language: Literal["en", "zh"] = "en"
    folder: Path = Field(default_factory=lambda: _state_folder() / "filingwatch")
    database: str = ""
    archive: Annotated[str, AfterValidator(read_place)] = ""
    keep: Duration | None = None
    hold: tuple[str, ...] = ()
    reading: Reading = Reading()
    fetching: Fetching = Fetching()
    comparing: dict[str, float | bool] = Field(default_factory=dict)
    telling: Telling = Telling()
    health: Health = Health()
    route: tuple[RouteTable, ...] = ()
    mute: tuple[MuteTable, ...] = ()
    slack: SlackTable = SlackTable()
    watches: tuple[Watch, ...] = ()

    @field_validator("comparing")
    @classmethod
    def _known_thresholds(cls, table: dict[str, float | bool]) -> dict[str, float | bool]:
        unknown = table.keys() - {field.name for field in dataclass_fields(Settings)}
        if unknown:
            raise ValueError(f"has no threshold named {', '.join(sorted(unknown))}")
        try:
            Settings(**table)  # type: ignore[arg-type]  # the names are checked above, the ranges by Settings
        except DiffingError as error:
            raise ValueError(str(error)) from error
        return table

    @field_validator("watches")
    @classmethod
    def _names_are_unique(cls, watches: tuple[Watch, ...]) -> tuple[Watch, ...]:
        names = [watch.name for watch in watches]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two watches are named {', '.join(twice)}")
        return watches

    @model_validator(mode="after")
    def _sec_can_write_to_us(self) -> Config:
        if not self.fetching.contact and any(watch.source in _OF_THE_SEC for watch in self.watches):
            raise ValueError("fetching.contact: SEC wants an address it can write to, for example you@example.org")
        return self

    @model_validator(mode="after")
    def _slack_languages_have_a_channel(self) -> Config:
        unused = sorted(set(self.slack.languages) - {name.partition(":")[2] for name in self.channels})
        if unused:
            raise ValueError(f"slack.languages: nothing is told in {', '.join(unused)}")
        return self

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that anything is told in, each once."""
        of_watches = (watch.channels or () for watch in self.watches)
        named = [self.telling.channels, *of_watches, *(route.channels for route in self.route)]
        return tuple(dict.fromkeys(channel for channels in named for channel in channels))

    def zone_of(self, watch: Watch) -> str:
        """The zone of a watch: its own, that of `telling`, or that of the place where its source publishes."""
        return watch.zone or self.telling.zone or _ZONES.get(watch.source.partition("-")[0], "UTC")

    def rhythm_of(self, watch: Watch) -> Rhythm:
        """When a watch is asked."""
        windows = tuple(table.window() for table in watch.windows)
        return Rhythm(every=watch.every, windows=windows, zone=self.zone_of(watch))

    def language_of(self, channel: str) -> str:
        """The language that a channel is told in."""
        return self.slack.languages.get(channel.partition(":")[2], self.language)

    @property
    def settings(self) -> Settings:
        """The thresholds of comparing."""
        return Settings(**self.comparing)  # type: ignore[arg-type]  # checked when the file was read

    @property
    def database_address(self) -> str:
        """The configured database, or the file in the folder."""
        return self.database or f"sqlite:///{self.folder.resolve() / 'filingwatch.db'}"

    @property
    def archive_place(self) -> str:
        """Where originals are kept: the configured place, or a folder in the folder."""
        return self.archive or str(self.folder / "originals")


def _state_folder() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
