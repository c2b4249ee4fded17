"""Originals in a bucket that speaks S3: one object per content, named by its hash as in a folder.

    s3://bucket/prefix/sha256/ab/abcdef…

An object is there whole or not at all, and stays once the request is answered: there are no half-written ones.
Who we are and which host is asked stand in the environment alone, under the names of AWS's own tools.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot.archive.address import bucket_and_prefix
from bot.archive.archive import Kept, checked, hash_of, is_hash, path_of
from bot.errors import ArchiveError, ConfigError, OutOfOrderError

if TYPE_CHECKING:
    from obstore.store import RetryConfig, S3Config, S3Store

# A request with the largest original takes less over any line worth using; a dead host is noticed sooner.
_TIMEOUT, _CONNECT = "300s", "10s"
# A hiccup is waited out here; what lasts is waited out by whoever asked, as with a full disk.
_RETRIES: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=60)}
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")


@dataclass(frozen=True, slots=True)
class BucketArchive:
    """An archive at `place`, s3://bucket/prefix. Build it with `BucketArchive.at`."""

    place: str
    store: S3Store

    @classmethod
    def at(cls, place: str) -> BucketArchive:
        """The archive at the address; nothing is asked yet. Raises ConfigError without the extra."""
        if find_spec("obstore") is None:
            raise ConfigError(f"archive: {place} needs the extra s3: pip install 'filingwatch[s3]'")
        from obstore.exceptions import BaseError
        from obstore.store import S3Store

        bucket, prefix = bucket_and_prefix(place)
        endpoint = next((os.environ[name] for name in _ENDPOINTS if os.environ.get(name)), None)
        # Who writes http means it: a bucket may stand on this machine, and the signature of a request is no secret.
        near = endpoint is not None and endpoint.startswith("http://")
        config: S3Config = {"endpoint": endpoint} if endpoint else {}
        try:
            store = S3Store(
                bucket,
                prefix=prefix or None,
                config=config,
                client_options={"timeout": _TIMEOUT, "connect_timeout": _CONNECT, "allow_http": near},
                retry_config=_RETRIES,
            )
        except (BaseError, ValueError) as error:
            raise ConfigError(f"archive: {place}: {_line(error)}") from error
        return cls(place, store)

    def is_empty(self) -> bool:
        """Whether no original is kept here."""
        return next(self.kept(), None) is None

    def kept(self) -> Iterator[Kept]:
        """Every original that is there."""
        import obstore

        with self._reached():
            for some in obstore.list(self.store, "sha256"):
                for one in some:
                    name = PurePosixPath(one["path"]).name
                    if is_hash(name):
                        yield Kept(sha256=name, size=one["size"])

    def put(self, body: bytes) -> str:
        """The hash of `body`, which the bucket has when this returns."""
        import obstore

        sha256 = hash_of(body)
        if self._find(sha256) != body:
            with self._reached():
                # In one request: an upload in parts that is cut off stays behind, unseen and paid for.
                obstore.put(self.store, path_of(sha256), body, use_multipart=False)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises ArchiveError when they are gone or have changed."""
        body = self._find(sha256)
        if body is None:
            raise ArchiveError(f"original {sha256[:12]}… is gone; filingwatch doctor tells which others are")
        return checked(sha256, body, "in the bucket")

    def remove(self, sha256: str) -> None:
        """Takes an original away."""
        import obstore

        with self._reached():
            obstore.delete(self.store, path_of(sha256))

    def clear_left_overs(self, age: float = 0) -> None:
        """Nothing: an object is never half written."""

    def _find(self, sha256: str) -> bytes | None:
        """What is kept under this name, whatever it is, or None."""
        import obstore

        place = path_of(sha256)
        with self._reached():
            try:
                return bytes(obstore.get(self.store, place).bytes())
            except FileNotFoundError:
                return None

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Raises OutOfOrderError when the bucket does not answer, or not to us: no original is to blame."""
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError) as error:
            raise OutOfOrderError(f"archive: {self.place}: {_line(error)}") from error


def _line(error: Exception) -> str:
    """What the library said, without the answer it quotes and its own insides."""
    first = str(error).partition("\n")[0].partition(": <?xml")[0]
    return " ".join(first.split())[:300]
