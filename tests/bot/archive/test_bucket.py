"""A bucket that is away, closed or wrongly named is out of order or a mistake; no filing is blamed for it."""

from __future__ import annotations

import pytest

from bot.app import build_archive
from bot.archive import FolderArchive
from bot.archive.address import bucket_and_prefix, read_place
from bot.archive.bucket import BucketArchive
from bot.configured import Config
from bot.errors import OutOfOrderError


def test_the_address_decides_where_originals_are(bucket: str, tmp_path: object) -> None:
    """A bucket for s3://, a folder for a path, and the folder of the program for nothing."""
    assert isinstance(build_archive(Config(archive=bucket)), BucketArchive)
    assert build_archive(Config(archive=f"{tmp_path}/there")).place == f"{tmp_path}/there"
    ours = build_archive(Config.model_validate({"folder": tmp_path}))
    assert (type(ours), ours.place) == (FolderArchive, f"{tmp_path}/originals")


def test_two_prefixes_of_one_bucket_are_two_archives(bucket: str) -> None:
    """Several programs may share a bucket."""
    one, two = BucketArchive.at(f"{bucket}/one"), BucketArchive.at(f"{bucket}/two")
    one.put(b"body")
    assert two.is_empty()
    assert bucket_and_prefix("s3://name/a/b/") == ("name", "a/b")


WRONG = {
    "relative": ("originals", "begins with /"),
    "another kind": ("gs://bucket", "gs is not known"),
    "a secret": ("s3://key:secret@bucket/x", "holds a secret"),
    "no bucket": ("s3://", "no name of a bucket"),
    "no name of a bucket": ("s3://Big_Bucket/x", "no name of a bucket"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_address_that_is_none_is_a_mistake_of_the_configuration(wrong: str) -> None:
    """One line says what it should be, and never repeats a secret."""
    written, words = WRONG[wrong]
    with pytest.raises(ValueError, match=words) as refused:
        read_place(written)
    assert "secret@" not in str(refused.value)


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_there_is_not_is_named_in_one_line() -> None:
    """Nobody is told that an original is missing when it is the bucket that is."""
    archive = BucketArchive.at("s3://there-is-none/x")
    for asked in (archive.is_empty, lambda: archive.put(b"body"), lambda: archive.remove("0" * 64)):
        with pytest.raises(OutOfOrderError, match="s3://there-is-none/x") as refused:
            asked()
        assert "\n" not in str(refused.value)
        assert "secret" not in str(refused.value).lower()


def test_a_bucket_that_is_away_is_out_of_order(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading, writing and listing say so, within seconds."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    archive = BucketArchive.at(bucket)
    for asked in (archive.is_empty, lambda: archive.put(b"body"), lambda: archive.get("0" * 64)):
        with pytest.raises(OutOfOrderError, match="archive: s3://"):
            asked()
