"""Which company of a source is meant: by the source's own id first, which stays when names and codes change."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchers.errors import SourceError
from watchers.filing import Filer

# Names change at midnight at most, and the lists have thousands of rows.
_FRESH = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Directory:
    """The companies of a source; `load` asks the source for them, once a day for all watches.

    A list that cannot be had anew stands for another day: most of it is still right.
    """

    source: str
    load: Callable[[], Sequence[Filer]]
    _companies: tuple[Filer, ...] = ()
    _loaded: datetime | None = None
    _by: dict[str, dict[str, list[Filer]]] = field(default_factory=dict)

    def get(self, wanted: Filer, *, known: str = "", now: datetime) -> Filer:
        """The company as the source lists it today. `known` is the id it was found under before.

        Raises SourceError when there is none, or several of that name.
        """
        self._refresh(now)
        for by, key in (
            ("id", known),
            ("id", wanted.id),
            ("code", wanted.code),
            ("code", wanted.id),
            ("name", wanted.name),
        ):
            found = self._by.get(by, {}).get(_plain(key), []) if key else []
            if len({company.id for company in found}) == 1:
                return found[0]
            if found:
                words = f"has several companies with the {by} {key}; give the filer its id"
                raise SourceError(words, source=self.source)
        words = f"lists no company {wanted.code or wanted.id} {wanted.name}".rstrip()
        raise SourceError(words, source=self.source)

    def find_code(self, code: str, *, now: datetime) -> Filer | None:
        """The company that has this code today, or None."""
        self._refresh(now)
        found = self._by.get("code", {}).get(_plain(code), [])
        return found[0] if found else None

    def _refresh(self, now: datetime) -> None:
        if self._loaded is not None and now - self._loaded < _FRESH:
            return
        try:
            self._companies = tuple(self.load())
        except SourceError:
            if not self._companies:
                raise
        self._loaded = now
        self._by = {"id": {}, "code": {}, "name": {}}
        for company in self._companies:
            for by, key in (("id", company.id), ("code", company.code), ("name", company.name)):
                self._by[by].setdefault(_plain(key), []).append(company)


def _plain(name: str) -> str:
    """A name as it is compared: 万  科Ａ and 万科A are one."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
