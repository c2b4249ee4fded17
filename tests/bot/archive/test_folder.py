"""Originals are whole, named by their hash, and checked when they are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.archive import FolderArchive
from bot.errors import ArchiveError, ConfigError


def test_an_original_comes_back_whole(tmp_path: Path) -> None:
    """What is put is what is got; putting it twice keeps one."""
    archive = FolderArchive.at(tmp_path)
    assert archive.is_empty()
    assert archive.put(b"body") == (sha256 := archive.put(b"body"))
    assert archive.get(sha256) == b"body"
    assert len(list(tmp_path.glob("sha256/*/*"))) == 1
    assert not archive.is_empty()


def test_a_changed_original_is_refused(tmp_path: Path) -> None:
    """Bytes that changed on the disk are never compared; putting them again mends the copy."""
    archive = FolderArchive.at(tmp_path)
    sha256 = archive.put(b"body")
    next(tmp_path.glob("sha256/*/*")).write_bytes(b"other")
    with pytest.raises(ArchiveError, match="changed"):
        archive.get(sha256)
    archive.put(b"body")
    assert archive.get(sha256) == b"body"


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A missing original and a name that is no hash are refused."""
    archive = FolderArchive.at(tmp_path)
    for name in ("0" * 64, "../../etc/passwd"):
        with pytest.raises(ArchiveError):
            archive.get(name)


def test_left_overs_of_a_killed_writer_are_cleared(tmp_path: Path) -> None:
    """An unfinished file is no original, and goes away when the next worker starts."""
    archive = FolderArchive.at(tmp_path)
    left_over = tmp_path / "sha256" / "ab" / "unfinished.tmp"
    left_over.parent.mkdir()
    left_over.write_bytes(b"half")
    assert archive.is_empty()
    archive.clear_left_overs()
    assert not left_over.exists()


def test_a_place_that_cannot_be_is_the_operators_fault(tmp_path: Path) -> None:
    """An archive below a file is a mistake of the configuration."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="file"):
        FolderArchive.at(tmp_path / "file")


def test_what_another_may_still_be_writing_is_left_alone(tmp_path: Path) -> None:
    """Only what is older than asked for is a left-over."""
    archive = FolderArchive.at(tmp_path)
    archive.put(b"an original")
    half = next(tmp_path.glob("sha256/*")) / "half.tmp"
    half.write_bytes(b"an orig")
    archive.clear_left_overs(60)
    assert half.exists()
    os.utime(half, (0, 0))
    archive.clear_left_overs(60)
    assert not half.exists()
    assert not archive.is_empty()
