"""One verifiable archive of all there is about a change log: the same for the same record, byte for byte.

manifest.json         every file with its hash, both sides with their times, and the piece of the record
README.txt            how to verify it, with the program and by hand
originals/…           the bytes that were compared
diff.json report.html as it was stored, and as people read it
reviews.json alerts.json record.json
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bot.errors import ArchiveError
from bot.store.gathering import Chain, Gathered, Side

SCHEMA = "filingwatch.evidence/1"
MANIFEST, DIFF, REPORT = "manifest.json", "diff.json", "report.html"
REVIEWS, ALERTS, RECORD, README = "reviews.json", "alerts.json", "record.json", "README.txt"
# The oldest day that a ZIP can say; the times that matter stand in the manifest.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READ_BY_ALL = 0o644 << 16
_WORDS = """\
This is what filingwatch stored about one change log: the two filings that were compared, what differed, what was told
of it to whom and when, and what people decided. Nothing in it was made for this archive but report.html, which shows
diff.json to people, and this text.

To verify it with the program:   filingwatch evidence --verify FILE
To verify it by hand:
  1. The SHA-256 of each file is the one that stands in manifest.json (sha256sum NAME).
  2. Those of the originals stand in diff.json too, as old.sha256 and new.sha256.
  3. record.json holds a piece of the record. Of each entry the digest is the SHA-256 of its "entry" text in UTF-8, and
     stands in "digests", the first one for the entry number "first". Beginning with "before", each hash is the SHA-256
     of the hash before it followed by the digest, both as 64 hexadecimal signs; the entries say theirs. The digests
     between them are those of entries about other things.
  4. The entries name the same hashes: of the originals, of diff.json, and of the message of each alert in alerts.json.
Whoever noted a later hash of the same record can tell that nothing was put in or taken out since.
"""


def packed(found: Gathered, original: Callable[[str], bytes], report: str) -> tuple[bytes, tuple[str, ...]]:
    """The archive as bytes, and which sides' originals could not be had.

    `original` gives the bytes of a hash, or raises ArchiveError.
    """
    files: dict[str, bytes] = {}
    sides = []
    for number, side in enumerate(found.sides):
        name, missing = _place(number, side), None
        try:
            files[name] = original(side.sha256)
        except ArchiveError as error:
            name, missing = "", "was removed" if side.removed else str(error)
        sides.append(_side_json(side, name or None, missing))
    files |= {DIFF: found.body, REPORT: report.encode(errors="replace"), README: _WORDS.encode()}
    files |= {REVIEWS: _json([_plain(_review(one)) for one in found.reviews]), ALERTS: _json(_plain(found.alerts))}
    if found.chain is not None:
        files[RECORD] = _json(_record(found.chain))
    manifest = {
        "schema": SCHEMA,
        "diff": found.diff,
        "sides": sides,
        "on_record": found.chain is not None,
        "files": [
            {"name": name, "sha256": sha256(body).hexdigest(), "size": len(body)}
            for name, body in sorted(files.items())
        ],
    }
    lacking = tuple(side["part"] for side in sides if side["missing"])
    return _zipped({MANIFEST: _json(manifest), **files}), lacking


def _place(number: int, side: Side) -> str:
    """A name that any system can write, after the one it was filed under."""
    filed = side.filings[0]["source_id"] if side.filings else ""
    plain = re.sub(r"[^\w.-]+", "_", PurePosixPath(filed).name, flags=re.ASCII).strip("._")[-60:]
    return f"originals/{number + 1}-{side.part}-{plain or side.sha256[:12]}"


def _side_json(side: Side, name: str | None, missing: str | None) -> dict[str, Any]:
    said = {"part": side.part, "version": side.version, "sha256": side.sha256, "media_type": side.media_type}
    removed = {"removed": side.removed.isoformat() if side.removed else None, "missing": missing}
    filings: Any = _plain(side.filings)
    return {**said, **removed, "file": name, "filings": filings}


def _review(row: Any) -> dict[str, Any]:
    names = ("id", "change", "diff", "name", "decision", "who", "note", "decided")
    return {name: getattr(row, name) for name in names}


def _record(chain: Chain) -> dict[str, Any]:
    entries = [{"number": entry.number, "entry": entry.text, "hash": entry.hash} for entry in chain.entries]
    return {"before": chain.before, "first": chain.first, "digests": list(chain.digests), "entries": entries}


def _plain(values: Any) -> Any:
    """Values as JSON has them; times as ISO 8601."""
    if isinstance(values, Mapping):
        return {name: _plain(value) for name, value in values.items()}
    if isinstance(values, tuple | list):
        return [_plain(value) for value in values]
    return values.isoformat() if isinstance(values, datetime) else values


def _json(values: Any) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(errors="replace")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The files, uncompressed and in order: no version of any library makes it another way."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, body in sorted(files.items()):
            place = ZipInfo(name, _EPOCH)
            place.create_system, place.external_attr = 3, _READ_BY_ALL
            archive.writestr(place, body)
    return out.getvalue()
