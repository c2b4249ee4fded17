"""The filings `filingwatch demo` shows: one fictional company's year, in Chinese and English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFiling:
    """One filing of the story: its file name, when it was published, its language, and one line about it."""

    file: str
    published: date
    language: str
    line: str

    def content(self) -> bytes:
        """The bytes of the file."""
        return resources.files(__name__).joinpath("filings", self.file).read_bytes()


def story() -> tuple[DemoFiling, ...]:
    """The filings in the order they were published."""
    written = tomllib.loads(resources.files(__name__).joinpath("story.toml").read_text("utf-8"))
    return tuple(
        DemoFiling(file=row["file"], published=row["published"], language=row["language"], line=row["line"])
        for row in written["filing"]
    )
