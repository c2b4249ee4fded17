"""The tables. The migrations make them; a test holds both against each other.

Times are UTC. They are kept apart: published (as the source says, with its precision), first_seen, fetched, told.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
)

from bot.store.columns import Moment, Number, Optional, Words, fingerprint, metadata, numbered

__all__ = [
    "changes", "checkpoints", "deliveries", "diffs", "digests", "filers", "filings", "fingerprint", "gathered",
    "ledger", "looks", "metadata", "outages", "outbox", "record", "reviews", "sightings", "versions", "watches",
]  # fmt: skip

filers = Table(
    "filers",
    metadata,
    Column("id", Words, primary_key=True),
    Column("code", Words, nullable=False),
    Column("name", Words, nullable=False),
)

# A source that was broken: one row from when the first of its watches broke for this cause until the last one is well.
outages = Table(
    "outages",
    metadata,
    numbered(),
    Column("source", Words, nullable=False),
    Column("cause", Words, nullable=False),
    Column("began", Moment, nullable=False),
    Column("ended", Moment),
)

watches = Table(
    "watches",
    metadata,
    Column("name", Words, primary_key=True),
    Column("settings", JSON, nullable=False),
    # From which day on older filings are to be fetched.
    Column("since", Moment),
    Column("first_seen", Moment, nullable=False),
    # The first poll that was not broken: what was there then is the baseline.
    Column("baseline", Moment),
    Column("polled", Moment),
    Column("outcome", Words),
    Column("reason", Words),
    # What the last poll listed, and how much of it was new.
    Column("seen", Integer),
    Column("found", Integer),
    # The last poll that was not broken.
    Column("well", Moment),
    Column("outage", ForeignKey("outages.id")),
    # How often it was broken in a row, and until when it is left alone.
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("wait", Moment),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("watch", ForeignKey("watches.name"), primary_key=True),
    Column("value", Words, nullable=False),
    Column("saved", Moment, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    numbered(),
    Column("filer", ForeignKey("filers.id"), nullable=False, index=True),
    Column("sha256", Words, nullable=False, index=True),
    Column("media_type", Words, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("fetched", Moment, nullable=False),
    # What the title and the cover say, once the document has been read.
    Column("cover", Optional),
    # When its original was removed from the archive, as nothing will be compared with it any more.
    Column("removed", Moment),
    # How many figures and claims of it stand in the ledger; none before it has been read for them.
    Column("stated", Integer),
)

# Every figure and claim of every version. The filer is that of the version, repeated for the index.
ledger = Table(
    "ledger",
    metadata,
    numbered(),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("filer", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("place", Integer, nullable=False),
    Column("measure", Words, nullable=False),
    Column("scope", Words, nullable=False),
    Column("period", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("text", Words, nullable=False),
    # The value as JSON, without what is at its default.
    Column("body", Words, nullable=False),
    Index(None, "filer", "measure", "scope", "period"),
)

filings = Table(
    "filings",
    metadata,
    numbered(),
    Column("watch", ForeignKey("watches.name"), nullable=False),
    Column("source", Words, nullable=False),
    Column("source_id", Words, nullable=False),
    Column("source_version", Words, nullable=False),
    Column("filer", ForeignKey("filers.id"), nullable=False),
    Column("title", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("media_hint", Words),
    Column("size_hint", BigInteger),
    Column("published", Moment),
    Column("published_precision", Words),
    Column("first_seen", Moment, nullable=False),
    Column("silent", Boolean, nullable=False, server_default=false()),
    Column("stage", Words, nullable=False),
    # The greater goes first, as bot/urgency.py says.
    Column("urgency", Integer, nullable=False, server_default="0"),
    # How often the step it stands before was begun, and how often it failed.
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    # Until when its source is not asked for it again.
    Column("wait", Moment),
    # Why it is set aside, or what became of it when there is no diff.
    Column("reason", Optional),
    Column("version", ForeignKey("versions.id")),
    UniqueConstraint("source", "source_id", "source_version"),
    Index(None, "stage", "id"),
    Index(None, "filer", "stage"),
    Index(None, "version"),
)

# Which watches list a filing, and where; the version is known once it has been fetched.
sightings = Table(
    "sightings",
    metadata,
    numbered(),
    Column("filing", ForeignKey("filings.id"), nullable=False),
    Column("watch", ForeignKey("watches.name"), nullable=False),
    Column("version", ForeignKey("versions.id"), index=True),
    Column("address", Words, nullable=False),
    Column("seen", Moment, nullable=False),
    UniqueConstraint("filing", "watch"),
)

# When a document that was fetched of late is looked at again, how often it was, and what its host called it then.
looks = Table(
    "looks",
    metadata,
    Column("filing", ForeignKey("filings.id"), primary_key=True, autoincrement=False),
    *(Column(name, Words, nullable=False) for name in ("etag", "modified", "sha256")),
    *(Column(name, Moment, nullable=False) for name in ("fetched", "due")),
    Column("made", Integer, nullable=False),
)

diffs = Table(
    "diffs",
    metadata,
    numbered(),
    Column("filing", ForeignKey("filings.id"), nullable=False, index=True),
    Column("old", ForeignKey("versions.id"), nullable=False),
    Column("new", ForeignKey("versions.id"), nullable=False, index=True),
    Column("basis", Words, nullable=False),
    # Why this baseline: code and values, so that it can be said in any language.
    Column("reason", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("engine", Words, nullable=False),
    Column("lexicon", Words, nullable=False),
    Column("settings", Words, nullable=False),
    Column("created", Moment, nullable=False),
    # A mark of its changes, the same for the same words on both sides; none where nothing changed.
    Column("print", Words),
    UniqueConstraint("old", "new", "basis", "engine", "lexicon", "settings"),
    Index(None, "print"),
)

changes = Table(
    "changes",
    metadata,
    numbered(),
    Column("diff", ForeignKey("diffs.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("change", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("relation", Words, nullable=False),
    Column("severity", Words, nullable=False),
    Column("severity_rank", Integer, nullable=False),
    Column("section", Words, nullable=False),
    Column("old_text", Words),
    Column("new_text", Words),
    Column("body", JSON, nullable=False),
    UniqueConstraint("diff", "change"),
)

reviews = Table(
    "reviews",
    metadata,
    numbered(),
    Column("change", ForeignKey("changes.id"), nullable=False, index=True),
    Column("decision", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("note", Words, nullable=False, server_default=""),
    Column("decided", Moment, nullable=False),
)

# What was told of one span of time in one channel. `slot` is the moment it was due, `checked` what it says of watches.
digests = Table(
    "digests",
    metadata,
    numbered(),
    Column("channel", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("slot", Moment, nullable=False),
    Column("since", Moment),
    Column("checked", Optional),
    UniqueConstraint("channel", "zone", "slot"),
)

# What a channel is told in its next digest; `twin` is the diff it was told of already, in the same words.
gathered = Table(
    "gathered",
    metadata,
    numbered(),
    Column("channel", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("filing", ForeignKey("filings.id"), nullable=False),
    Column("diff", ForeignKey("diffs.id"), nullable=False),
    Column("muted", Integer, nullable=False, server_default="0"),
    Column("twin", ForeignKey("diffs.id")),
    Column("digest", ForeignKey("digests.id")),
    Column("created", Moment, nullable=False),
    UniqueConstraint("channel", "diff"),
    Index(None, "digest", "channel", "zone"),
)

outbox = Table(
    "outbox",
    metadata,
    numbered(),
    Column("key", Words, nullable=False, unique=True),
    Column("channel", Words, nullable=False),
    # What it is about: a filing, a diff of it, an outage, or what was gathered.
    Column("filing", ForeignKey("filings.id")),
    Column("diff", ForeignKey("diffs.id")),
    Column("outage", ForeignKey("outages.id")),
    Column("turn", Words),
    Column("digest", ForeignKey("digests.id")),
    # The alert below which it is posted: a later version has come of the document that one is about.
    Column("below", ForeignKey("outbox.id")),
    Column("state", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("told", Moment),
    # Until when it is not sent, or not looked up.
    Column("wait", Moment),
    Index(None, "state", "id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    numbered(),
    Column("outbox", ForeignKey("outbox.id"), nullable=False, index=True),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("outcome", Words),
    Column("receipt", Words),
    # What was sent: JSON, compressed.
    Column("message", LargeBinary),
)

# It only grows, as diffs, changes and reviews do: triggers see to it. `entry` is canonical JSON, kept as text because
# the hash is over its very signs.
record = Table(
    "record",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("kind", Words, nullable=False),
    Column("subject", Words, nullable=False, index=True),
    Column("entry", Words, nullable=False),
    Column("hash", Words, nullable=False),
)
