"""A folder as a source, on real files."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from watchers.errors import SourceError
from watchers.filing import Filer, Outcome, Poll
from watchers.sources.folder import Folder

# Far from any file time of a test, on the side where everything has settled.
LATER = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A watched folder, empty."""
    (tmp_path / "filings").mkdir()
    return Folder(name="folder:test", path=tmp_path / "filings", settle=10)


def write(folder: Folder, name: str, text: str = "text") -> Path:
    """A file in the folder."""
    path = folder.path / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text)
    return path


def titles(poll: Poll) -> list[str]:
    """The titles a poll brings."""
    return [filing.title for filing in poll.filings]


def test_a_new_file_is_a_filing(folder: Folder) -> None:
    """Its path is the id, its name the title, its day the day of publication; its bytes can be fetched."""
    write(folder, "2024/report-2024-04-24.txt", "hello")
    poll = folder.list_filings(Filer(id="f"), None, now=LATER)
    filing = poll.filings[0]
    assert (poll.outcome, filing.id, filing.title) == (Outcome.OK, "2024/report-2024-04-24.txt", "report-2024-04-24")
    assert filing.published is not None
    assert filing.published.at == datetime(2024, 4, 24, tzinfo=UTC)
    assert folder.fetch(filing, now=LATER).body == b"hello"


def test_a_known_file_is_not_listed_again(folder: Folder) -> None:
    """With the checkpoint of the last poll nothing is new; with the one before it, the same filing comes again."""
    write(folder, "a.txt")
    first = folder.list_filings(None, None, now=LATER)
    again = folder.list_filings(None, first.checkpoint, now=LATER)
    assert (again.outcome, again.filings, again.seen) == (Outcome.OK, (), 1)
    assert folder.list_filings(None, None, now=LATER).filings == first.filings


def test_a_touched_file_is_no_new_version(folder: Folder) -> None:
    """Only other contents make a version, not another time."""
    path = write(folder, "a.txt")
    first = folder.list_filings(None, None, now=LATER)
    os.utime(path, (1, 1))
    assert folder.list_filings(None, first.checkpoint, now=LATER).filings == ()


def test_a_replaced_file_is_a_new_version(folder: Folder) -> None:
    """Other contents under the same path are another version of the same id, back to the first contents included."""
    path = write(folder, "a.txt", "one")
    polls = [folder.list_filings(None, None, now=LATER)]
    for number, text in enumerate(("two", "one"), 1):
        path.write_text(text)
        os.utime(path, (number, number))
        polls.append(folder.list_filings(None, polls[-1].checkpoint, now=LATER))
    found = [poll.filings[0] for poll in polls]
    assert {filing.id for filing in found} == {"a.txt"}
    assert len({filing.version for filing in found}) == 3


def test_a_file_that_is_being_written_waits(folder: Folder) -> None:
    """A fresh file is left out with a word, and taken once it looks the same twice or has settled."""
    write(folder, "a.txt")
    now = datetime.now(UTC)
    first = folder.list_filings(None, None, now=now)
    assert (first.outcome, first.filings) == (Outcome.OK, ())
    assert "still being written" in first.left_out[0]
    assert titles(folder.list_filings(None, first.checkpoint, now=now)) == ["a"]
    assert titles(folder.list_filings(None, None, now=now + timedelta(seconds=20))) == ["a"]


def test_an_unfinished_change_keeps_what_was_known(folder: Folder) -> None:
    """A file that is touched and still fresh is not listed again when its contents turn out the same."""
    path = write(folder, "a.txt")
    first = folder.list_filings(None, None, now=LATER)
    os.utime(path)
    fresh = folder.list_filings(None, first.checkpoint, now=datetime.now(UTC))
    assert folder.list_filings(None, fresh.checkpoint, now=LATER).filings == ()


@pytest.mark.parametrize("name", [".hidden.txt", "~$open.txt", "a.pdf.part", "a.tmp", ".git/a.txt"])
def test_unfinished_and_hidden_files_are_passed_over(folder: Folder, name: str) -> None:
    """What programs leave while they work is no filing."""
    write(folder, name)
    poll = folder.list_filings(None, None, now=LATER)
    assert (poll.outcome, poll.filings, poll.left_out) == (Outcome.EMPTY, (), ())


def test_what_is_not_taken_is_named(folder: Folder, tmp_path: Path) -> None:
    """Links that lead out, pipes, unknown kinds and files beyond the limit are left out, each with its reason."""
    (tmp_path / "secret.txt").write_text("secret")
    (folder.path / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder.path / "dead.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(folder.path / "pipe.txt")
    write(folder, "archive.zip")
    (folder.path / "\udcff.txt").write_text("a name that is no UTF-8")
    small = Folder(name="f", path=folder.path, size_limit=3)
    write(folder, "large.txt", "four")
    poll = small.list_filings(None, None, now=LATER)
    assert poll.outcome is Outcome.EMPTY
    assert [line.partition(":")[0] for line in poll.left_out] == [
        "archive.zip", "dead.txt", "large.txt", "link.txt", "pipe.txt", "\\udcff.txt",
    ]  # fmt: skip


def test_a_folder_that_is_not_there_is_broken(folder: Folder) -> None:
    """A missing folder is never an empty one."""
    poll = Folder(name="f", path=folder.path / "missing").list_filings(None, None, now=LATER)
    assert (poll.outcome, poll.checkpoint) == (Outcome.BROKEN, None)
    assert "no such file" in poll.reason


def test_a_file_replaced_since_it_was_listed_is_refused(folder: Folder) -> None:
    """What is fetched is what was listed, or nothing."""
    path = write(folder, "a.txt")
    filing = folder.list_filings(None, None, now=LATER).filings[0]
    path.write_text("other")
    with pytest.raises(SourceError, match="replaced"):
        folder.fetch(filing, now=LATER)
    path.unlink()
    with pytest.raises(SourceError, match=r"a\.txt"):
        folder.fetch(filing, now=LATER)


def test_older_files_come_first(folder: Folder) -> None:
    """Filings come in the order of the days in their names, else of their file times."""
    for seconds, name in ((300, "c.txt"), (100, "b.txt"), (200, "a.txt")):
        os.utime(write(folder, name), (seconds, seconds))
    write(folder, "z-1999-01-01.txt")
    assert titles(folder.list_filings(None, None, now=LATER)) == ["b", "a", "c", "z-1999-01-01"]


def test_a_folder_within_that_may_not_be_read_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left out with its reason; the others are read."""
    write(folder, "open/a.txt")
    write(folder, "closed/b.txt")
    scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    poll = folder.list_filings(None, None, now=LATER)
    assert titles(poll) == ["a"]
    assert poll.left_out == ("closed: permission denied",)
