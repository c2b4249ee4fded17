"""The protocol that every source keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from watchers.filing import Content, Filer, Filing, Poll


class Source(Protocol):
    """A publisher's system that is asked. It keeps no state: what it needs to resume is the caller's checkpoint."""

    @property
    def name(self) -> str:
        """What its filings carry as their source."""

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new since `checkpoint`, of one filer or of all (None).

        Never raises for what the source does wrong: that is a broken poll, with its reason. Asking twice with the same
        checkpoint brings the same filings under the same ids, so a caller that is killed loses and doubles nothing.
        """

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The content of a filing it listed. Raises SourceError when it is not to be had or not what was listed."""
