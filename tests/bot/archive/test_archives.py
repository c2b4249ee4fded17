"""What any archive does, in a folder and in a bucket: originals come back whole, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.archive import Archive, FolderArchive
from bot.archive.archive import hash_of, path_of
from bot.archive.bucket import BucketArchive
from bot.errors import ArchiveError


@pytest.fixture(params=["folder", "bucket"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    """An empty archive of each kind."""
    if request.param == "folder":
        return FolderArchive.at(tmp_path)
    return BucketArchive.at(request.getfixturevalue("bucket"))


def spoil(archive: Archive, sha256: str, body: bytes) -> None:
    """Puts other bytes where the original lies."""
    if isinstance(archive, FolderArchive):
        path = archive.path / path_of(sha256)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
    else:
        import obstore

        assert isinstance(archive, BucketArchive)
        obstore.put(archive.store, path_of(sha256), body)


@pytest.mark.parametrize("body", [b"body", b"", b"\0" * 6_000_000], ids=["a few", "none", "many"])
def test_an_original_comes_back_whole(archive: Archive, body: bytes) -> None:
    """What is put is what is got; putting it twice keeps one."""
    assert archive.is_empty()
    assert archive.put(body) == archive.put(body) == hash_of(body)
    assert archive.get(hash_of(body)) == body
    assert [(kept.sha256, kept.size) for kept in archive.kept()] == [(hash_of(body), len(body))]
    assert not archive.is_empty()


def test_a_changed_original_is_refused_and_mended_by_the_next_copy(archive: Archive) -> None:
    """Bytes that changed where they lie are never compared; putting them again mends the copy."""
    sha256 = archive.put(b"body")
    archive.put(b"another")
    spoil(archive, sha256, b"other")
    with pytest.raises(ArchiveError, match="changed"):
        archive.get(sha256)
    archive.put(b"body")
    assert archive.get(sha256) == b"body"


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "A" * 64, ""])
def test_what_is_not_there_is_an_error(archive: Archive, name: str) -> None:
    """A missing original and a name that is no hash are refused."""
    archive.put(b"another")
    with pytest.raises(ArchiveError):
        archive.get(name)


def test_an_original_is_removed_once_and_for_all(archive: Archive) -> None:
    """It is gone, the others stay, and removing it again is nothing."""
    first, second = archive.put(b"first"), archive.put(b"second")
    for _ in range(2):
        archive.remove(first)
    assert [kept.sha256 for kept in archive.kept()] == [second]
    with pytest.raises(ArchiveError, match="gone"):
        archive.get(first)


def test_what_is_no_original_is_not_counted(archive: Archive) -> None:
    """A file of somebody else beside the originals makes no archive full, and is no original."""
    if isinstance(archive, FolderArchive):
        (archive.path / "sha256/ab").mkdir()
        (archive.path / "sha256/ab/README.txt").write_text("x")
    else:
        import obstore

        assert isinstance(archive, BucketArchive)
        obstore.put(archive.store, "sha256/ab/README.txt", b"x")
    assert archive.is_empty()
