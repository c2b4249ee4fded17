"""The only reader of configuration: two TOML files, and FILINGWATCH_ variables that override the first.

Secrets come from the environment alone. Each mistake is one line that names the file and the key.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.configured import Config, Table
from bot.errors import ConfigError
from bot.mistakes import place_and_words

MAIN_FILE = "filingwatch.toml"
WATCHES_FILE = "watches.toml"
_PREFIX = "FILINGWATCH_"
SLACK_TOKEN = "SLACK_BOT_TOKEN"  # noqa: S105 - the name of a variable


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
        if isinstance(inner, type) and issubclass(inner, Table):
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
