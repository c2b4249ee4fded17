"""The only reader of configuration: two TOML files, and FILINGWATCH_ variables that override the first.

Secrets come from the environment alone. Each mistake is one line that names the file and the key.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.configured import Config
from bot.errors import ConfigError
from bot.mistakes import place_and_words
from bot.spelling import Table

MAIN_FILE = "filingwatch.toml"
WATCHES_FILE = "watches.toml"
_PREFIX = "FILINGWATCH_"
SLACK_TOKEN = "SLACK_BOT_TOKEN"  # noqa: S105 - the name of a variable
# The secrets of Slack, by the keys they are handed on as.
SLACK_SECRETS = {"token": SLACK_TOKEN, "app_token": "SLACK_APP_TOKEN", "signing_secret": "SLACK_SIGNING_SECRET"}


def load(path: Path | None = None, environment: Mapping[str, str] | None = None, *, watching: bool = False) -> Config:
    """The configuration from `path`, or from where one is found; with `watching`, one that has a watch.

    Looked for in this order: FILINGWATCH_CONFIG, filingwatch.toml in the current folder, in the user's configuration
    folder, and the defaults that come with the program. Raises ConfigError with one line per mistake.
    """
    variables = os.environ if environment is None else environment
    main = path or _find_main(variables)
    table = _toml(main or default_folder() / MAIN_FILE)
    # Who writes no file of their own is told what belongs into one, and not of the file that comes with the program.
    blamed = main or Path(MAIN_FILE)
    _refuse_secrets(table, blamed)
    _start_at(table, "folder", blamed.parent)
    watches_path, named = _find_watches(main, table.pop("watches_file", None), variables)
    overridden = _override(table, variables)
    if isinstance(slack := table.setdefault("slack", {}), dict):
        slack |= {key: variables.get(variable, "").strip() for key, variable in SLACK_SECRETS.items()}
    watches = _watches(watches_path) if named or watches_path.exists() else []
    try:
        config = Config.model_validate({**table, "watches": watches})
    except ValidationError as error:
        raise ConfigError("\n".join(_lines(error, blamed, watches_path, overridden))) from None
    if watching and not config.watches:
        raise ConfigError(f"no watch is configured; add one to {watches_path.absolute()}")
    return config


def check_watch(config: Config, name: str, table: Mapping[str, Any]) -> None:
    """Raises ConfigError with one line for each mistake when a watch could not stand in the file of watches."""
    known = {key: getattr(config, key) for key in Config.model_fields if key != "watches"}
    try:
        Config.model_validate({**known, "watches": [{**table, "name": name}]})
    except ValidationError as error:
        said = (place_and_words(mistake, Config) for mistake in error.errors())
        lines = [": ".join((*filter(None, (".".join(place[2:]),)), words)) for place, words in said]
        raise ConfigError("\n".join(dict.fromkeys(lines))) from None


def files(environment: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """The files that a configuration is read from, whether they are there or not."""
    variables = os.environ if environment is None else environment
    main = _find_main(variables)
    try:
        named = _toml(main or default_folder() / MAIN_FILE).get("watches_file")
        watches, _ = _find_watches(main, named, variables)
    except ConfigError:
        return (main,) if main else ()
    return (main, watches) if main else (watches,)


def default_folder() -> Path:
    """Where the default configuration lies: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "defaults"
    return installed if installed.is_dir() else package.parent / "config"


def _find_main(variables: Mapping[str, str]) -> Path | None:
    """The operator's own file, or None: then the program runs on its defaults."""
    named = variables.get(f"{_PREFIX}CONFIG")
    return Path(named) if named else _found(MAIN_FILE, variables)


def _find_watches(main: Path | None, key: object, variables: Mapping[str, str]) -> tuple[Path, bool]:
    """Where the watches stand, and whether that file was named; without a main file, where that would have been."""
    if variable := variables.get(f"{_PREFIX}WATCHES"):
        return Path(variable), True
    if key is not None and not isinstance(key, str):
        raise ConfigError(f"{main}: watches_file: is a path, in quotes")
    if main is None:
        return _found(WATCHES_FILE, variables) or Path(WATCHES_FILE), False
    # The file that comes with the program, which people copy, has the usual name in it.
    return main.parent / (key or WATCHES_FILE), bool(key) and key != WATCHES_FILE


def _found(name: str, variables: Mapping[str, str]) -> Path | None:
    """The file of this name in the current folder, else in the user's configuration folder."""
    home = Path(variables.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    places = (Path(name), home / "filingwatch" / name)
    return next((place for place in places if place.exists()), None)


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
    for key, variable in SLACK_SECRETS.items():
        if isinstance(slack, dict) and key in slack:
            raise ConfigError(f"{path}: slack.{key}: belongs into {variable} in the environment, not into a file")


def _override(table: dict[str, Any], variables: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Puts the environment over the table; the variable of each key that was overridden.

    FILINGWATCH_LANGUAGE overrides language, FILINGWATCH_READING_SECONDS overrides seconds in [reading].
    """
    overridden = {}
    for place in _places():
        variable = "_".join((_PREFIX.rstrip("_"), *place)).upper()
        within = table.setdefault(place[0], {}) if place[1:] else table
        if (value := variables.get(variable)) and isinstance(within, dict):
            within[place[-1]] = _value(place[-1], value)
            overridden[place] = variable
    return overridden


def _places() -> Iterator[tuple[str, ...]]:
    """Every key that a variable may override, with the table it is in."""
    for name, field in Config.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Table):
            yield from ((name, key) for key, one in inner.model_fields.items() if not one.exclude)
        elif name not in ("watches", "comparing"):
            yield (name,)


def _value(key: str, written: str) -> str | list[str]:
    if key in ("channels", "hold", "admins", "reviewers", "hosts"):
        return written.split(",")
    return str(Path(written).resolve()) if key == "folder" else written


def _lines(error: ValidationError, main: Path, watches: Path, overridden: Mapping[tuple[str, ...], str]) -> list[str]:
    """One line for each mistake, which begins with what it stands in: a variable, or a file and a key."""
    lines = []
    for mistake in error.errors():
        place, words = place_and_words(mistake, Config)
        variable = next((name for key, name in overridden.items() if place[: len(key)] == key), None)
        path = watches if place[:1] == ("watches",) else main
        lines.append(f"{variable}: {words}" if variable else f"{path}: {_key(place)}{words}")
    return list(dict.fromkeys(lines))


def _key(place: tuple[str, ...]) -> str:
    if place[:1] == ("watches",):
        number = [f"watch {int(place[1]) + 1}"] if place[1:] else []
        return "".join(f"{part}: " for part in (*number, ".".join(place[2:])) if part)
    return f"{'.'.join(place)}: " if place else ""
