"""Configuration is read whole or refused with one line for each mistake."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import MAIN_FILE, WATCHES_FILE, default_folder, load
from bot.configured import Config, Fetching, Reading, SlackTable, Watch
from bot.errors import ConfigError
from bot.hearing import Health, Telling
from diffing.change import Severity


def written(folder: Path, main: str = "", watches: str = "") -> Path:
    """The path of a configuration with this text."""
    (folder / WATCHES_FILE).write_text(watches)
    (folder / MAIN_FILE).write_text(main)
    return folder / MAIN_FILE


def test_the_default_file_says_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What comes with the program is what the program does without it, and every key is known."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert load(default_folder() / MAIN_FILE, {}) == Config()
    named = tomllib.loads((default_folder() / MAIN_FILE).read_text())
    assert named["reading"] == Config().reading.model_dump()
    assert named["telling"]["at_least"] == Config().telling.at_least
    assert named["health"] == Config().health.model_dump()


def test_a_watch_is_read(tmp_path: Path) -> None:
    """Paths start at the file they stand in, intervals are written as people write them."""
    text = """
    [[watch]]
    name = "inbox"
    path = "filings"
    every = "1m"
    filer = { id = "600000", name = "Example" }
    """
    watch = load(written(tmp_path, watches=text), {}).watches[0]
    assert (watch.path, watch.every, watch.baseline) == (tmp_path / "filings", timedelta(minutes=1), "silent")


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    """A variable stands for each key, in tables too."""
    variables = {
        "FILINGWATCH_CONFIG": str(written(tmp_path, 'language = "en"')),
        "FILINGWATCH_LANGUAGE": "zh",
        "FILINGWATCH_READING_SECONDS": "7",
        "FILINGWATCH_TELLING_AT_LEAST": "high",
        "FILINGWATCH_FOLDER": str(tmp_path / "elsewhere"),
    }
    config = load(environment=variables)
    assert (config.language, config.reading.seconds, config.telling.at_least) == ("zh", 7, Severity.HIGH)
    assert config.folder == tmp_path / "elsewhere"


MISTAKES = {
    ("langauge = 'en'", ""): f"{MAIN_FILE}: langauge: ",
    ("language = 'fr'", ""): f"{MAIN_FILE}: language: ",
    ("language = ", ""): f"{MAIN_FILE}: is not valid TOML",
    ("[reading]\nseconds = 0", ""): f"{MAIN_FILE}: reading.seconds: ",
    ("[comparing]\nlink_likeness = 2", ""): f"{MAIN_FILE}: comparing: link_likeness is 2",
    ("[comparing]\nlikeness = 0.5", ""): f"{MAIN_FILE}: comparing: has no threshold named likeness",
    ("[telling]\nchannels = ['pager']", ""): f"{MAIN_FILE}: telling.channels.0: ",
    ("[telling]\nchannels = ['slack:filings']", ""): "telling.channels.0: 'slack:filings' is not known; it is console",
    ("[telling]\nchannels = ['slack:#a b']", ""): "telling.channels.0: ",
    ("[telling]\ndigest = ['25:00']", ""): "telling.digest.0: is a time of day in quotes, for example 08:30",
    ("[telling]\nzone = 'Shanghai'", ""): "telling.zone: 'Shanghai' is no time zone",
    ("[[route]]\nwords = ['x']", ""): f"{MAIN_FILE}: route.0.channels: ",
    ("[[mute]]\nuntil = 2030-01-31", ""): "mute.0: says nothing to mute",
    ("[[mute]]\nwords = ['x']", ""): f"{MAIN_FILE}: mute.0.until: ",
    ("[health]\nlisten = 'everywhere'", ""): f"{MAIN_FILE}: health.listen: ",
    ("[slack]\naddress = 'http://slack.com/api/'", ""): "slack.address: is an https address",
    ("[slack]\naddress = 'http://127.0.0.1.example.org/'", ""): "slack.address: is an https address",
    ("[slack]\ntoken = 'xoxb-secret'", ""): "slack.token: belongs into SLACK_BOT_TOKEN",
    ("[slack]\nlanguages = { '#a' = 'zh' }", ""): "slack.languages: nothing is told in #a",
    ("slack = 3", ""): f"{MAIN_FILE}: slack: is a table",
    ("database = 'postgresql://u:secret@host/db'", ""): f"{MAIN_FILE}: database: holds a password",
    ("", "[watch]\nname = 'a'"): f"{WATCHES_FILE}: watch: is written [[watch]]",
    ("", "[[watches]]\nname = 'a'"): f"{WATCHES_FILE}: watches: is not known",
    ("", "[[watch]]\nname = 'a'"): f"{WATCHES_FILE}: watch 1: path: ",
    ("", "[[watch]]\nname = 'a'\nsource = 'hkex'"): f"{WATCHES_FILE}: watch 1: filer: is needed",
    ("", "[[watch]]\nname = 'a'\nsource = 'cninfo'\npath = 'x'"): f"{WATCHES_FILE}: watch 1: path: is not for",
    ("", "[[watch]]\nname = 'a'\nsource = 'cninfo'\naddress = 'ftp://x'"): f"{WATCHES_FILE}: watch 1: address: ",
    (
        "",
        "[[watch]]\nname = 'a'\nsource = 'page'\naddress = 'https://np-anotice-stock.eastmoney.com/api'",
    ): "not supported: watch cninfo",
    ("", "[[watch]]\nname = 'a'\nsource = 'edgar'\nfiler = { id = '1' }"): "fetching.contact: SEC wants",
    ("", "[[watch]]\nname = 'a'\npath = 'x'\nevery = 'soon'"): f"{WATCHES_FILE}: watch 1: every: is written as",
    ("", "[[watch]]\nname = 'a'\npath = 'x'\n[[watch]]\nname = 'a'\npath = 'y'"): (
        f"{WATCHES_FILE}: two watches are named a"
    ),
    (
        "",
        "[[watch]]\nname = 'a'\npath = 'x'\nevery = 15",
    ): f"{WATCHES_FILE}: watch 1: every: is written as a number and",
    (
        "",
        "[[watch]]\nname = 'a'\nsource = 'sseinfo'\nevery = '15d'",
    ): f"{WATCHES_FILE}: watch 1: every: is too long for sseinfo, which shows about one month and no more; set 14d",
    (
        "",
        "[[watch]]\nname = 'a'\nsource = 'hkex-market-zh'\nevery = '7d'",
    ): "every: is too long for hkex-market-zh, which shows seven days and no more; set 6d or less",
    ("", "[[watch]]\nname = 'a'\npath = 'x'\nevery = 1.5"): f"{WATCHES_FILE}: watch 1: every: is written as a number",
    ("watches_file = 3", ""): f"{MAIN_FILE}: watches_file: is a path, in quotes",
}


@pytest.mark.parametrize(("main", "watches"), MISTAKES)
def test_each_mistake_is_one_line_that_names_file_and_key(tmp_path: Path, main: str, watches: str) -> None:
    """An operator finds the place without a trace."""
    with pytest.raises(ConfigError) as raised:
        load(written(tmp_path, main, watches), {})
    said = str(raised.value)
    assert MISTAKES[main, watches] in said
    assert "\n" not in said
    assert "secret" not in said


def test_what_is_asked_often_enough_is_taken(tmp_path: Path) -> None:
    """A list that forgets may be asked as seldom as it remembers; others as seldom as anybody likes."""
    watches = "".join(
        f"[[watch]]\nname = '{name}'\nsource = '{name}'\nevery = '{every}'\n"
        for name, every in (("sseinfo", "14d"), ("hkex-market", "6d"), ("cninfo", "40d"))
    )
    assert len(load(written(tmp_path, "", watches), {}).watches) == 3


def test_several_mistakes_are_several_lines(tmp_path: Path) -> None:
    """Nobody mends one mistake to be told of the next."""
    with pytest.raises(ConfigError) as raised:
        load(written(tmp_path, "language = 'fr'\nfoldr = 'x'"), {})
    assert len(str(raised.value).splitlines()) == 2


def test_every_key_is_documented() -> None:
    """What is not told in docs/configuration.md cannot be used."""
    told = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
    tables = {"reading": Reading, "fetching": Fetching, "telling": Telling, "slack": SlackTable, "health": Health}
    keys = [
        f"{name}.{key}"
        for name, table in tables.items()
        for key, field in table.model_fields.items()
        if not field.exclude
    ]
    keys += [key for key in (*Config.model_fields, *Watch.model_fields) if key not in (*tables, "comparing", "watches")]
    assert [key for key in keys if f"`{key}`" not in told] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A configuration that was asked for and is not there is an error."""
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "missing.toml", {})


@pytest.mark.parametrize(
    "channel", ["slack:#filings", "slack:#年报-提醒", "slack:C0123456789", "slack:GABCDEF12", "console"]
)
def test_channels_are_named_as_slack_names_them(tmp_path: Path, channel: str) -> None:
    """By name with its #, or by id."""
    config = load(written(tmp_path, f"[telling]\nchannels = ['{channel}']"), {})
    assert config.channels == (channel,)


def test_the_token_of_slack_comes_from_the_environment_and_shows_nowhere(tmp_path: Path) -> None:
    """It is in no representation and in nothing that is stored."""
    config = load(written(tmp_path), {"SLACK_BOT_TOKEN": "xoxb-1-word"})
    assert config.slack.token.get_secret_value() == "xoxb-1-word"
    assert "xoxb" not in f"{config!r}{config.model_dump_json()}"


WATCH = "[[watch]]\nname = 'inbox'\npath = 'filings'\n"


def test_a_file_of_watches_alone_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no filingwatch.toml is, the watches are looked for where it would have been; all else is the defaults."""
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    (home / "filingwatch").mkdir(parents=True)
    (home / "filingwatch" / WATCHES_FILE).write_text(WATCH.replace("inbox", "at home"))
    variables = {"XDG_CONFIG_HOME": str(home)}
    assert [watch.name for watch in load(environment=variables).watches] == ["at home"]
    (tmp_path / WATCHES_FILE).write_text(WATCH)
    config = load(environment=variables)
    assert [(watch.name, watch.path) for watch in config.watches] == [("inbox", tmp_path / "filings")]
    assert config.reading == Reading()


def test_a_main_file_is_not_mixed_with_the_watches_of_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own watches stand beside it, whatever lies in the current folder."""
    (tmp_path / "elsewhere").mkdir()
    main = written(tmp_path / "elsewhere")
    (tmp_path / WATCHES_FILE).write_text(WATCH)
    monkeypatch.chdir(tmp_path)
    assert load(environment={"FILINGWATCH_CONFIG": str(main)}).watches == ()


def test_what_is_missing_beside_watches_alone_belongs_into_a_file_of_the_operator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that comes with the program is nobody's to write into."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / WATCHES_FILE).write_text("[[watch]]\nname = 'a'\nsource = 'edgar'\nfiler = { id = '1' }\n")
    with pytest.raises(ConfigError, match=f"^{MAIN_FILE}: fetching.contact: SEC wants"):
        load(environment={"XDG_CONFIG_HOME": str(tmp_path)})


def test_whoever_watches_nothing_is_told_where_a_watch_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names the file that was looked at, whole; a command that polls nothing needs no watch."""
    monkeypatch.chdir(tmp_path)
    variables = {"XDG_CONFIG_HOME": str(tmp_path / "none")}
    assert load(environment=variables).watches == ()
    with pytest.raises(ConfigError) as raised:
        load(environment=variables, watching=True)
    assert str(raised.value) == f"no watch is configured; add one to {tmp_path / WATCHES_FILE}"


@pytest.mark.parametrize("how", ["variable", "key"])
def test_a_file_of_watches_that_was_named_must_be_there(tmp_path: Path, how: str) -> None:
    """A name that was mistyped is no configuration without watches."""
    main = written(tmp_path, "watches_file = 'nope.toml'" if how == "key" else "")
    variables = {"FILINGWATCH_WATCHES": str(tmp_path / "nope.toml")} if how == "variable" else {}
    with pytest.raises(ConfigError, match=r"nope\.toml: no such file or directory"):
        load(main, variables)


def test_a_copy_of_the_file_that_comes_with_the_program_needs_no_watches(tmp_path: Path) -> None:
    """It names the usual file, which may not be there yet."""
    main = tmp_path / MAIN_FILE
    main.write_text((default_folder() / MAIN_FILE).read_text())
    assert load(main, {}).watches == ()


VARIABLES = {
    ("FILINGWATCH_LANGUAGE", "fr"): "FILINGWATCH_LANGUAGE: 'fr' is not known; it is 'en' or 'zh'",
    ("FILINGWATCH_READING_SECONDS", "0"): "FILINGWATCH_READING_SECONDS: 0 is too small; it is at least 1",
    ("FILINGWATCH_TELLING_CHANNELS", "console,pager"): "FILINGWATCH_TELLING_CHANNELS: 'pager' is not known; it is ",
    ("FILINGWATCH_SLACK_ADDRESS", "http://example.org"): "FILINGWATCH_SLACK_ADDRESS: is an https address",
}


@pytest.mark.parametrize(("name", "value"), VARIABLES)
def test_a_mistake_in_the_environment_names_its_variable(tmp_path: Path, name: str, value: str) -> None:
    """Nobody looks in a file for what is not there; what is wrong in the file is still blamed on it."""
    with pytest.raises(ConfigError) as raised:
        load(written(tmp_path, "foldr = 'x'"), {name: value})
    lines = sorted(str(raised.value).splitlines(), key=lambda line: "foldr" in line)
    assert lines[0].startswith(VARIABLES[name, value])
    assert lines[1].startswith(f"{tmp_path / MAIN_FILE}: foldr: ")
    assert len(lines) == 2


def test_a_variable_of_a_table_that_is_none_leaves_the_mistake_to_be_told(tmp_path: Path) -> None:
    """The file is wrong, and the line says so."""
    with pytest.raises(ConfigError, match=f"{MAIN_FILE}: reading: is a table"):
        load(written(tmp_path, "reading = 3"), {"FILINGWATCH_READING_SECONDS": "7"})
