"""What can be given to a command: its arguments, its options, and the words they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from diffing.change import Severity


class Format(StrEnum):
    """How a diff may be shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    CSV = "csv"


class ReadFormat(StrEnum):
    """How a document may be shown."""

    TEXT = "text"
    JSON = "json"


class ListFormat(StrEnum):
    """How a list of figures or claims may be shown."""

    TABLE = "table"
    JSON = "json"


class LogFormat(StrEnum):
    """How change logs may be listed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class AlertState(StrEnum):
    """How far an alert may have come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


class Language(StrEnum):
    """The languages people are told things in."""

    EN = "en"
    ZH = "zh"


File = Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.", show_default=False)]
_VERSION = "A file, - for standard input, or the id of a stored version."
Old = Annotated[str, typer.Argument(metavar="OLD", help=_VERSION, show_default=False)]
New = Annotated[str, typer.Argument(metavar="NEW", help=_VERSION, show_default=False)]
Tongue = Annotated[Language, typer.Option("--language", help="Of what you read, not of the filings.")]
ConfiguredTongue = Annotated[Language | None, typer.Option("--language", help="Instead of the configured one.")]
Loudness = Annotated[Severity, typer.Option("--at-least", help="Only changes from this severity on.")]
Output = Annotated[Path | None, typer.Option("--output", help="Write here instead; all of it or nothing.")]
Whole = Annotated[bool, typer.Option("--all", help="Every change in full, however many; files always are.")]
Recognition = Annotated[
    bool, typer.Option("--ocr", help="Recognise text on pages that are pictures; its figures are uncertain.")
]
Picture = Annotated[
    int | None,
    typer.Option("--picture", metavar="PAGE", min=1, help="Write this page as a PNG, with what was read outlined."),
]
