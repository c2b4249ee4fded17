"""The command line: one line per error, exit codes that scripts rely on, files written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from bot import cli, inside
from bot.rendering.text import FEW

OLD = "星河股份 2023 年实现营业收入 12.6 亿元，同比增长 9.15%。\n\n公司员工 1,508 人。\n"
NEW = OLD.replace("12.6", "12.5")


class Here:
    """Reads and compares in this process, which has the readers loaded already."""

    document = staticmethod(inside.document)
    figures = staticmethod(inside.figures)
    claims = staticmethod(inside.claims)
    diff = staticmethod(inside.diff)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.build_apart", Here)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """Two short texts that differ in one figure."""
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


def one_line_of_error(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The only line on standard error of a command that is refused."""
    assert cli.run([*arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("filingwatch: ")
    return lines[0]


def test_changes_exit_with_one(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """A changed figure is shown, and the code says that something changed."""
    assert cli.run(["diff", *pair, "--basis", "amendment"]) == 1
    assert "12.5 亿元" in capsys.readouterr().out


def test_no_change_exits_with_zero(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """A file against itself has no change, and says how much was compared."""
    assert cli.run(["diff", pair[0], pair[0]]) == 0
    assert "No change" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("missing.pdf", None, "no such file"),
        ("empty.pdf", b"", "is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ""),
        ("broken.pdf", b"%PDF-1.7\nnothing else", ""),
    ],
)
def test_bad_files_are_one_line(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, cause: str
) -> None:
    """The line names the file and the cause."""
    bad = Path(pair[0]).with_name(name)
    if content is not None:
        bad.write_bytes(content)
    line = one_line_of_error(capsys, "diff", str(bad), pair[1])
    assert name in line
    assert cause in line


@pytest.mark.parametrize("name", ["two\nlines\x1b[31m.png", "no\nsuch\r\x1b]0;title\x07.pdf", "\udcff\u202e.png"])
def test_a_name_may_hold_anything(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    """Line ends and terminal codes in a file's name leave its refusal one line that no terminal acts on."""
    if name.endswith(".png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    line = one_line_of_error(capsys, "diff", str(tmp_path / name), pair[1])
    assert not set(line) & {"\x1b", "\r", "\u202e", "\x07"}


def test_a_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is no filing."""
    assert "is a folder" in one_line_of_error(capsys, "read", str(tmp_path))


def test_wrong_words_are_refused(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped option or date is one line too."""
    assert "loud" in one_line_of_error(capsys, "diff", *pair, "--at-least", "loud")
    assert "2024-13-01" in one_line_of_error(capsys, "diff", *pair, "--published", "2024-13-01", "2024-04-30")
    assert "standard input" in one_line_of_error(capsys, "diff", "-", "-")


MISTYPED = {
    ("diff", "a", "b", "--at-least", "foo"): (
        "--at-least: 'foo' is not one of 'info', 'low', 'medium', 'high', 'critical' (filingwatch diff --help tells"
    ),
    ("log", "--limit", "0"): "--limit: 0 is too small; it is at least 1 (filingwatch log --help tells more)",
    ("log", "--limit", "x"): "--limit: is a whole number (filingwatch log --help tells more)",
    ("slack", "lint", "--foo"): "No such option: --foo (filingwatch slack lint --help tells more)",
    ("foo",): "No such command 'foo'. (filingwatch --help tells more)",
    ("diff", "a", "b", "--published", "today", "2024-04-30"): "--published today: is no day; write it as 2024-04-30",
    ("slack", "manifest", "--transport", "http"): "--address: is needed with --transport http: where Slack calls it, ",
    ("slack", "manifest", "--transport", "http", "--address", "x"): "--address x: is the https address that Slack is ",
}


@pytest.mark.parametrize("typed", MISTYPED)
def test_what_was_mistyped_is_told_in_words(typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """No word of a library's is in it, and the help it names is that of the command that was typed."""
    assert one_line_of_error(capsys, *typed).startswith(f"filingwatch: {MISTYPED[typed]}")


def test_standard_input_is_a_file(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of the two may be piped in."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(OLD.encode())))
    assert cli.run(["diff", pair[0], "-"]) == 0
    assert "No change" in capsys.readouterr().out


def test_output_is_written_whole(pair: tuple[str, str], tmp_path: Path) -> None:
    """The report is there, and nothing else is left in its folder."""
    report = tmp_path / "out" / "report.html"
    report.parent.mkdir()
    assert cli.run(["diff", *pair, "--format", "html", "--output", str(report)]) == 1
    assert report.read_text(encoding="utf-8").endswith("</html>\n")
    assert [file.name for file in report.parent.iterdir()] == ["report.html"]


def test_a_written_file_is_in_full(pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A screen gets many quiet changes in brief, unless all is asked for; a file always gets all."""
    for path, word in zip(pair, ("一如既往地", "持续"), strict=True):
        lines = (f"公司{word}重视第{number}家联络处的日常管理工作。" for number in range(2 * FEW))
        Path(path).write_text("\n\n".join(lines), encoding="utf-8")
    arguments = ["diff", *pair, "--basis", "amendment"]
    cli.run(arguments)
    brief = capsys.readouterr().out
    cli.run([*arguments, "--all"])
    whole = capsys.readouterr().out
    cli.run([*arguments, "--output", str(tmp_path / "diff.txt")])
    assert brief != whole == (tmp_path / "diff.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["diff"], ["read"], ["figures"], ["claims"]])
def test_what_is_read_is_not_written_over(
    command: list[str], pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """An output that is an input is refused, and stays as it was."""
    before = Path(pair[0]).read_bytes()
    files = pair if command == ["diff"] else pair[:1]
    line = one_line_of_error(capsys, *command, *files, "--output", pair[0])
    assert line.endswith("this file is read here; name another one")
    assert Path(pair[0]).read_bytes() == before


def test_output_without_a_folder_is_refused(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written when the place is not there."""
    line = one_line_of_error(capsys, "diff", *pair, "--output", str(tmp_path / "none" / "report.html"))
    assert "cannot be written" in line


def test_verbose_adds_the_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The trace stands before the line, for whoever asks for it."""
    assert cli.run(["read", str(tmp_path / "missing.pdf"), "--verbose"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`filingwatch diff … | head -1` ends in silence."""
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(sys, "stdout", open(writing, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    assert cli.run(["diff", *pair]) == cli.BROKEN_PIPE


def test_a_closed_output_is_refused(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without standard output the command says what to do instead."""
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.run(["diff", *pair]) == 2
    assert "--output" in capsys.readouterr().err


def test_letters_the_terminal_cannot_show_are_escaped(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An ASCII terminal gets escapes rather than an error."""
    out = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out, encoding="ascii"))
    assert cli.run(["diff", *pair]) == 1
    assert rb"\u4ebf" in out.getvalue()


def test_the_whole_program(pair: tuple[str, str]) -> None:
    """As typed: a child process reads and compares, and the pipe gets plain text."""
    command = [sys.executable, "-m", "bot", "diff", *pair, "--basis", "amendment"]
    outcome = subprocess.run(command, capture_output=True, check=False, text=True, timeout=60)
    assert (outcome.returncode, outcome.stderr) == (1, "")
    assert "⟦12.6 亿元 → 12.5 亿元⟧" in outcome.stdout


def test_help_needs_no_engine() -> None:
    """Asking for help loads neither a reader nor an index nor a database."""
    heavy = "{'numpy', 'rapidfuzz', 'lxml', 'pypdfium2', 'sqlalchemy', 'pydantic', 'jinja2', 'rich'}"
    probe = f"import sys, bot.cli; bot.cli.run(['--help']); sys.exit(bool({heavy} & sys.modules.keys()))"
    outcome = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False)
    assert outcome.returncode == 0, outcome.stderr


def test_nothing_typed_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever types the name alone learns what there is."""
    assert cli.run([]) == 0
    assert "Commands:" in capsys.readouterr().out


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Which program this is, for a report of a fault."""
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("filingwatch ")


@pytest.mark.parametrize("command", ["read", "figures", "claims"])
def test_one_file_is_shown(pair: tuple[str, str], capsys: pytest.CaptureFixture[str], command: str) -> None:
    """What was read from one file, for people and for programs."""
    assert cli.run([command, pair[0]]) == 0
    assert capsys.readouterr().out
    assert cli.run([command, pair[0], "--format", "json"]) == 0
    assert capsys.readouterr().out.startswith(("{", "["))


def test_interrupted(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends in silence with the code shells expect."""

    class Interrupted(StringIO):
        def write(self, text: str) -> int:  # noqa: ARG002
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdout", Interrupted())
    assert cli.run(["diff", *pair]) == cli.INTERRUPTED


def test_a_worker_that_there_cannot_be_is_refused_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing says that it works before the one line that says why it does not."""
    (tmp_path / "watches.toml").write_text("[[watch]]\nname = 'a'\npath = 'in'\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FILINGWATCH_FOLDER", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert "a worker needs PostgreSQL" in one_line_of_error(capsys, "worker")


@pytest.mark.parametrize("typed", [("log",), ("show", "3"), ("alerts",), ("check", "--stored")])
def test_looking_makes_no_database(
    typed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing has been polled, a look says so and what to do, exits with 2, and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("FILINGWATCH_DATABASE", raising=False)
    (tmp_path / "watches.toml").write_text("[[watch]]\nname = 'a'\npath = 'in'\n")
    assert cli.run([*typed]) == 2
    said = capsys.readouterr().err
    assert "there is no database yet; filingwatch check or filingwatch run makes it" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "state").exists()
