"""A child reads apart: what it does wrong, or takes too much of, becomes an error here and nothing else."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot.apart import Apart, Limits, Overran
from bot.inside import PRELOADED, Original
from bot.parcels import unpack
from diffing.change import Severity
from diffing.document import Document
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

APART = Apart(limits=Limits(memory=1024, seconds=1, result=1), method="fork")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value that is none of ours."""

    number: int


def sleeps() -> None:
    """Waits for what never comes."""
    signal.pause()


def spins() -> None:
    """Computes for ever."""
    while True:
        pass


def swallows() -> int:
    """Takes all the memory there is."""
    return len(bytearray(1 << 31))


def aborts() -> None:
    """Breaks as native code does, without the trace that pytest adds to that."""
    faulthandler.disable()
    os.abort()


def fails() -> None:
    """Finds the file damaged."""
    raise UnreadableDocument("is damaged", name="x.pdf", remedy="ask for another")


FATES: dict[str, tuple[Callable[[], Any], str]] = {
    "sleeps": (sleeps, "took longer than 1 s"),
    "spins": (spins, "took longer than 1 s"),
    "swallows": (swallows, "needs more than 1024 MiB"),
    "aborts": (aborts, "breaks the reader (SIGABRT)"),
    "exits": (lambda: os._exit(3), "breaks the reader (exit code 3)"),
    "is killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), "ended from outside"),
    "sends too much": (lambda: "x" * (2 << 20), "has more than 1 MiB"),
}


@pytest.mark.parametrize("fate", FATES)
def test_a_child_that_overruns_or_dies_is_an_unreadable_document(fate: str) -> None:
    """The reason is true, and names the file."""
    function, words = FATES[fate]
    with pytest.raises(Overran) as raised:
        APART.run(function, name="x.pdf")
    assert str(raised.value).startswith("x.pdf: ")
    assert words in str(raised.value)


def mutters() -> int:
    """Says something where everybody reads it."""
    return os.write(1, b"a flaw\n") + os.write(2, b"another\n")


def unsendable() -> object:
    """Finds what no pipe carries."""
    return lambda: 1


def opens_much() -> int:
    """Opens more files than a reader needs."""
    return len([os.open(os.devnull, os.O_RDONLY) for _ in range(300)])


def test_a_child_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What readers print of a file's flaws does not mix with what a command says."""
    assert APART.run(mutters, name="x") == 15
    assert capfd.readouterr() == ("", "")


def test_a_child_opens_few_files() -> None:
    """It has no business with more."""
    with pytest.raises(OSError, match="Too many open files"):
        APART.run(opens_much, name="x")


def test_what_cannot_be_sent_is_told() -> None:
    """A bug in what is sent back is raised here with its trace."""
    with pytest.raises((AttributeError, RuntimeError), match="pickle"):
        APART.run(unsendable, name="x")


def test_text_recognition_has_more_room() -> None:
    """Nine seconds a page do not fit into the time of a text document."""
    widened = APART._allowing(Settings(ocr=True)).limits
    assert (widened.memory, widened.seconds, widened.result) == (4096, 10, 1)
    assert APART._allowing(Settings()) is APART


def test_the_next_piece_of_work_is_done_after_a_death() -> None:
    """One child's end is nothing to the next."""
    with pytest.raises(Overran):
        APART.run(aborts, name="x")
    assert APART.run(lambda: Severity.HIGH, name="x") is Severity.HIGH


def test_errors_cross_with_their_type_and_trace() -> None:
    """What the file did wrong is told as itself; a bug keeps the trace of the child."""
    with pytest.raises(UnreadableDocument, match=r"x\.pdf: is damaged; ask for another"):
        APART.run(fails, name="x")
    with pytest.raises(ZeroDivisionError) as raised:
        APART.run(lambda: 1 // 0, name="x")
    assert "In the reading process" in raised.value.__notes__[0]


class Evil:
    """Runs a command where it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


@pytest.mark.parametrize("sent", [Evil(), Foreign(1), os.system, eval])
def test_a_child_cannot_send_what_runs_here(sent: object) -> None:
    """Only values of ours and plain ones come back."""
    with pytest.raises(pickle.UnpicklingError):
        unpack(pickle.dumps((True, sent)))


def test_a_name_inside_ours_is_not_ours() -> None:
    """A dotted name does not reach what our modules import."""
    smuggled = b"\x80\x04\x8c\x10diffing.document\x8c\x0ddate.fromtimestamp\x93."
    with pytest.raises((pickle.UnpicklingError, AttributeError)):
        unpack(smuggled)


class Attribute:
    """Pickled as Python before 3.11.4 pickles a member of an enumeration: the attribute of a class, by its name."""

    def __init__(self, owner: object, name: str) -> None:
        self.owner, self.name = owner, name

    def __reduce__(self) -> tuple[object, ...]:
        return getattr, (self.owner, self.name)


def test_the_enumerations_of_an_older_python_come_back() -> None:
    """Debian 12 ships Python 3.11.2, which sends `getattr(Severity, "HIGH")`."""
    assert unpack(pickle.dumps((True, Attribute(Severity, "HIGH")))) == (True, Severity.HIGH)


@pytest.mark.parametrize(
    "sent",
    [
        Attribute(Severity, "__class__"),
        Attribute(Severity, "mro"),
        Attribute(Document, "page"),
        Attribute("text", "format"),
        Attribute(Attribute(Severity, "HIGH"), "name"),
    ],
)
def test_no_other_attribute_comes_back(sent: Attribute) -> None:
    """Members of our own enumerations are all that getattr gives out."""
    with pytest.raises(pickle.UnpicklingError, match="may not send an attribute"):
        unpack(pickle.dumps((True, sent)))


@pytest.mark.parametrize("method", ["fork", "forkserver"])
def test_a_file_is_read_apart(method: str) -> None:
    """Both ways to make a child read the same."""
    text = "2023年年度报告\n\n公司实现营业收入 12.6 亿元。\n".encode()
    read = Apart(method=method).read(Original(body=text, name="a.txt"), "a", Settings())
    assert (read.cover.language, read.cover.form, read.cover.period) == ("zh", "annual_report", "2023")
    assert [(entry.measure, entry.value) for entry in read.entries] == [("Revenue", "1260000000")]


def test_a_child_that_cannot_be_started_is_nobodys_document() -> None:
    """Too many processes is a matter of the machine: no filing is blamed for it."""
    code = (
        "import resource\nfrom bot.apart import Apart\nfrom bot.errors import OutOfOrderError\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6))\n"
        "try: Apart(method='fork').run(print, name='x')\n"
        "except (OutOfOrderError, OSError) as error: print(type(error).__name__)\n"
    )
    root = str(Path(__file__).parents[2])
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert ran.stdout == "OutOfOrderError\n", ran.stderr


def test_what_is_loaded_beforehand_is_there() -> None:
    """The forkserver passes over a module it cannot import, and every child would then load the readers itself."""
    assert [name for name in PRELOADED if find_spec(name) is None] == []


SCRIPT = """
import os, signal, sys
from bot.apart import Apart
def work(path):
    open(path, "w").write(str(os.getpid()))
    signal.pause()
if __name__ == "__main__":
    Apart(method=sys.argv[1]).run(work, sys.argv[2], name="x")
"""


@pytest.mark.parametrize("method", ["fork", "forkserver"])
def test_orphans_die_with_their_parent(method: str, tmp_path: Path) -> None:
    """A killed bot leaves no child behind."""
    script, note = tmp_path / "script.py", tmp_path / "pid"
    script.write_text(SCRIPT)
    root = str(Path(__file__).parents[2])
    parent = subprocess.Popen([sys.executable, script, method, note], env=os.environ | {"PYTHONPATH": root})
    child = int(_until(lambda: note.exists() and note.read_text()))
    parent.kill()
    parent.wait()
    assert _until(lambda: _is_gone(child))


FAMILY = """
import os, signal, subprocess, sys
from bot.apart import Apart, Limits
def work(path):
    below = subprocess.Popen(["sleep", "300"])
    open(path, "w").write(str(below.pid))
    signal.pause()
if __name__ == "__main__":
    try: Apart(method=sys.argv[1], limits=Limits(seconds=int(sys.argv[3]))).run(work, sys.argv[2], name="x")
    except Exception as error: print(error)
    signal.pause()
"""


@pytest.mark.parametrize("method", ["fork", "forkserver"])
@pytest.mark.parametrize("seconds", ["1", "100"])
def test_what_a_child_started_dies_with_it(method: str, seconds: str, tmp_path: Path) -> None:
    """Whether the child took too long or the bot was killed: nothing of its family is left."""
    script, note = tmp_path / "script.py", tmp_path / "pid"
    script.write_text(FAMILY)
    root = str(Path(__file__).parents[2])
    parent = subprocess.Popen([sys.executable, script, method, note, seconds], env=os.environ | {"PYTHONPATH": root})
    grandchild = int(_until(lambda: note.exists() and note.read_text()))
    if seconds == "100":
        parent.kill()
    assert _until(lambda: _is_gone(grandchild))
    parent.kill()
    parent.wait()


def test_every_end_says_what_to_do() -> None:
    """Too much of something is told with the way out of it."""
    with pytest.raises(Overran) as raised:
        APART.run(aborts, name="x.pdf")
    assert raised.value.remedy


def _is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"  # dead, and only waiting for whoever reaps orphans here


def _until(found: Callable[[], Any]) -> Any:
    """What is found, once it is; polled, as there is nothing to wait on in a process that is not ours."""
    for _ in range(200):
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError("it never came about")
