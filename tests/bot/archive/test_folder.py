"""What only a folder can do: hold half-written files, be away, and lie below a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.archive import FolderArchive
from bot.errors import ConfigError, OutOfOrderError


def test_an_archive_that_is_away_is_out_of_order(tmp_path: Path) -> None:
    """Where nothing lies at all, the disk is not mounted: no single original is called lost."""
    with pytest.raises(OutOfOrderError, match="mount it"):
        FolderArchive.at(tmp_path).get("0" * 64)


def test_an_archive_that_cannot_be_read_is_out_of_order(tmp_path: Path) -> None:
    """A disk that answers with an error blames no original either."""
    archive = FolderArchive.at(tmp_path)
    sha256 = archive.put(b"body")
    place = tmp_path / "sha256" / sha256[:2] / sha256
    place.unlink()
    place.mkdir()
    with pytest.raises(OutOfOrderError, match="is a directory"):
        archive.get(sha256)


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
