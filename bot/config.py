"""The only reader of configuration: two TOML files, and FILINGWATCH_ variables that override the first.

Secrets come from the environment alone. Each mistake is one line that names the file and the key.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from bot.errors import ConfigError
from bot.mistakes import place_and_words
from diffing.change import Severity
from diffing.errors import DiffingError
from diffing.settings import Settings
from watchers.addresses import ForbiddenAddressError, refuse_address

MAIN_FILE = "filingwatch.toml"
WATCHES_FILE = "watches.toml"
_PREFIX = "FILINGWATCH_"
SLACK_TOKEN = "SLACK_BOT_TOKEN"  # noqa: S105 - the name of a variable

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(value: object) -> object:
    """A span of time written as people do: 30s, 15m, 1h, 1d."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d+)\s*([smhd])", value.strip())
    if not found:
        raise ValueError("is written as a number and s, m, h or d, for example 15m")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


Duration = Annotated[timedelta, BeforeValidator(_duration), Field(gt=timedelta())]


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
_OF_THE_SEC: tuple[SourceName, ...] = ("edgar", "edgar-market")

# A channel of Slack, by its name or its id; names hold no capitals, spaces and marks, ids nothing else than capitals.
_SLACK_CHANNEL = re.compile(r"#[^\sA-Z#@<>&,:;|\"'()]{1,80}|[CG][A-Z0-9]{2,20}")


def _channel(value: object) -> object:
    kind, _, name = str(value).partition(":")
    known = (kind == "slack" and _SLACK_CHANNEL.fullmatch(name)) or value == "console"
    if isinstance(value, str) and not known:
        raise ValueError(f"{value!r} is not known; it is console, or a channel of Slack, for example slack:#filings")
    return value


# Where alerts land.
Channel = Annotated[str, BeforeValidator(_channel)]


class _Table(BaseModel):
    """A table of the file: unknown keys are mistakes, and nothing changes it once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reading(_Table):
    """What reading and comparing may use: `memory` and `result` in MiB, `seconds` of wall clock and processor each."""

    memory: int = Field(default=2048, ge=256)
    seconds: int = Field(default=120, ge=1)
    result: int = Field(default=256, ge=1)


class Telling(_Table):
    """Which changes are told at once, and where."""

    at_least: Severity = Severity.MEDIUM
    channels: tuple[Channel, ...] = ("console",)


class Fetching(_Table):
    """Who we are to the hosts that are asked, and the seconds from one request to the next where they are our own.

    `contact` is an address that the operators of a host can write to; SEC asks for one.
    """

    contact: str = Field(default="", pattern=r"^[\x21-\x7e]*$")
    intervals: dict[str, Annotated[float, Field(ge=0)]] = {}


class SlackTable(_Table):
    """How Slack is reached, and in which language its channels are told, where that is not the language of the file.

    `token` comes from SLACK_BOT_TOKEN in the environment, and never from a file.
    """

    address: str = "https://slack.com/api/"
    languages: dict[str, Literal["en", "zh"]] = {}
    token: SecretStr = Field(default=SecretStr(""), exclude=True)

    @field_validator("address")
    @classmethod
    def _is_safe(cls, address: str) -> str:
        parts = urlsplit(address)
        near = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme != "https" and not (near and parts.scheme == "http"):
            raise ValueError("is an https address: the token goes there")
        return f"{address.rstrip('/')}/"


class FilerTable(_Table):
    """Who files what a watch finds."""

    id: str = Field(min_length=1)
    code: str = ""
    name: str = ""


class Watch(_Table):
    """What is asked to be followed. A relative `path` starts at the folder of the file it stands in."""

    name: str = Field(pattern=r"^[\w][\w .-]{0,63}$")
    source: SourceName = "folder"
    path: Path | None = None
    address: str = ""
    filer: FilerTable | None = None
    every: Duration = timedelta(minutes=15)
    baseline: Literal["silent", "compare"] = "silent"
    settle: float = Field(default=2.0, ge=0)
    size_limit: int = Field(default=200, ge=1)
    at_least: Severity | None = None
    channels: tuple[Channel, ...] | None = None

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


class Config(_Table):
    """Everything that is configured, with `watches` from their own file."""

    language: Literal["en", "zh"] = "en"
    folder: Path = Field(default_factory=lambda: _state_folder() / "filingwatch")
    database: str = ""
    reading: Reading = Reading()
    fetching: Fetching = Fetching()
    comparing: dict[str, float | bool] = {}
    telling: Telling = Telling()
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

    @model_validator(mode="after")
    def _names_are_unique(self) -> Config:
        names = [watch.name for watch in self.watches]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two watches are named {', '.join(twice)}")
        return self

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
        named = [self.telling.channels, *(watch.channels or () for watch in self.watches)]
        return tuple(dict.fromkeys(channel for channels in named for channel in channels))

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
    def archive_folder(self) -> Path:
        """Where originals are kept."""
        return self.folder / "originals"


def load(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration from `path`, or from where one is found.

    Looked for in this order: FILINGWATCH_CONFIG, filingwatch.toml in the current folder, in the user's configuration
    folder, and the defaults that come with the program. Raises ConfigError with one line per mistake.
    """
    variables = os.environ if environment is None else environment
    main = path or _find_main(variables)
    table = _toml(main)
    _refuse_secrets(table, main)
    watches_name = table.pop("watches_file", WATCHES_FILE)
    _override(table, variables)
    if isinstance(slack := table.setdefault("slack", {}), dict):
        slack["token"] = variables.get(SLACK_TOKEN, "")
    watches_path = Path(variables.get(f"{_PREFIX}WATCHES") or main.parent / watches_name)
    _start_at(table, "folder", main.parent)
    watches = _watches(watches_path) if watches_path.exists() else []
    try:
        return Config.model_validate({**table, "watches": watches})
    except ValidationError as error:
        raise ConfigError("\n".join(_lines(error, main, watches_path))) from None


def default_folder() -> Path:
    """Where the default configuration lies: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "defaults"
    return installed if installed.is_dir() else package.parent / "config"


def _find_main(variables: Mapping[str, str]) -> Path:
    named = variables.get(f"{_PREFIX}CONFIG")
    if named:
        return Path(named)
    home = Path(variables.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    places = (Path(MAIN_FILE), home / "filingwatch" / MAIN_FILE)
    return next((place for place in places if place.exists()), default_folder() / MAIN_FILE)


def _state_folder() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error


def _watches(path: Path) -> list[dict[str, Any]]:
    table = _toml(path)
    extra = sorted(table.keys() - {"watch"})
    if extra:
        raise ConfigError(f"{path}: {extra[0]}: is not known; each watch is a [[watch]]")
    rows = table.get("watch", [])
    if not isinstance(rows, list):
        raise ConfigError(f"{path}: watch: is written [[watch]], with two brackets")
    for row in rows:
        _start_at(row, "path", path.parent)
    return rows


def _start_at(table: dict[str, Any], key: str, folder: Path) -> None:
    """A relative path in a file starts at that file's folder; ~ is the user's home."""
    if isinstance(table.get(key), str) and table[key]:
        table[key] = folder.resolve() / Path(table[key]).expanduser()


def _refuse_secrets(table: Mapping[str, Any], path: Path) -> None:
    """A password in a file ends up in version control: it comes from the environment."""
    address = table.get("database")
    if isinstance(address, str) and re.search(r"://[^/@]*:[^/@]+@", address):
        raise ConfigError(f"{path}: database: holds a password; set {_PREFIX}DATABASE in the environment instead")
    slack = table.get("slack")
    if isinstance(slack, dict) and "token" in slack:
        raise ConfigError(f"{path}: slack.token: belongs into {SLACK_TOKEN} in the environment, not into a file")


def _override(table: dict[str, Any], variables: Mapping[str, str]) -> None:
    """FILINGWATCH_LANGUAGE overrides language, FILINGWATCH_READING_SECONDS overrides seconds in [reading]."""
    for name, field in Config.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, _Table):
            for key in inner.model_fields:
                _take(table.setdefault(name, {}), key, variables.get(f"{_PREFIX}{name}_{key}".upper()))
        elif name not in ("watches", "comparing"):
            _take(table, name, variables.get(f"{_PREFIX}{name}".upper()))


def _take(table: dict[str, Any], key: str, value: str | None) -> None:
    if value:
        table[key] = value.split(",") if key == "channels" else str(Path(value).resolve()) if key == "folder" else value


def _lines(error: ValidationError, main: Path, watches: Path) -> list[str]:
    lines = []
    for mistake in error.errors():
        place, words = place_and_words(mistake, Config)
        path = watches if place[:1] == ("watches",) else main
        lines.append(f"{path}: {_key(place)}{words}")
    return list(dict.fromkeys(lines))


def _key(place: tuple[str, ...]) -> str:
    if place[:1] == ("watches",) and len(place) > 1:
        return ": ".join([f"watch {int(place[1]) + 1}", *([".".join(place[2:])] if place[2:] else []), ""])
    return f"{'.'.join(place)}: " if place else ""
