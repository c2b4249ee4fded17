"""Where an archive is, as it is written: nothing for the folder of the program, a path, or s3://bucket/prefix."""

from __future__ import annotations

import re
from pathlib import Path

S3 = "s3://"
# Names of buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def read_place(written: str) -> str:
    """The address as it is used. Raises ValueError where it is none, or holds a secret."""
    if "://" not in written:
        if written and not Path(written).is_absolute():
            raise ValueError("is s3://bucket/prefix, or a path that begins with /")
        return written
    if not written.startswith(S3):
        raise ValueError(f"{written.partition('://')[0]} is not known; it is s3://bucket/prefix, or a path")
    bucket, _ = bucket_and_prefix(written)
    if "@" in bucket:
        raise ValueError("holds a secret; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment instead")
    if not _BUCKET.fullmatch(bucket):
        raise ValueError(f"{bucket!r} is no name of a bucket: 3 to 63 small letters, digits, dots and hyphens")
    return written.rstrip("/")


def bucket_and_prefix(place: str) -> tuple[str, str]:
    """The two parts of s3://bucket/prefix; the prefix may be empty."""
    bucket, _, prefix = place.removeprefix(S3).partition("/")
    return bucket, prefix.strip("/")
