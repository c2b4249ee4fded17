"""What a stored version is, from its title and its cover together: all that lineage needs to know of a document."""

from __future__ import annotations

from dataclasses import dataclass

from diffing.document import Document
from watchers import titles

# A notice names what it corrects in its first paragraphs.
_OPENING = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What one version says it is. The words and their values are those of `watchers.titles.Title`."""

    title: str
    language: str
    form: str | None = None
    period: str | None = None
    revision: str = ""
    rank: int = 0
    complete: bool = True
    about: str | None = None
    names: tuple[str, ...] = ()
    filer: str | None = None
    code: str | None = None
    pages: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def notice(self) -> bool:
        """Whether it is about another document instead of being one to compare."""
        return self.form in titles.NOTICES


def cover_of(document: Document, title: str) -> Cover:
    """The cover of a document that was published under `title`.

    Where both speak, the source's title goes before the cover: the cover of a re-issue is often left as it was.
    """
    outside, inside = titles.read_title(title), titles.read_title(document.title)
    notice = outside if outside.notice else inside if inside.notice else None
    form = notice.form if notice else outside.form or inside.form or document.form
    revised = max((inside, outside), key=lambda said: abs(said.rank))
    return Cover(
        title=document.title or title,
        language=document.language,
        form=form,
        period=outside.period or inside.period or _named(document.period),
        revision="" if notice else revised.revision or document.revision or "",
        rank=0 if notice else revised.rank or (1 if document.revision else 0),
        complete=outside.complete and inside.complete,
        about=notice.about if notice else None,
        names=titles.named_documents(f"{title}\n{document.text[:_OPENING]}") if notice else (),
        filer=document.filer,
        code=document.code,
        pages=len(document.pages),
        warnings=document.warnings,
    )


# The ends of the spans that periods are named after: 2024-01-01/2024-03-31 is 2024-Q1.
_PARTS = {"01-01/03-31": "-Q1", "01-01/06-30": "-H1", "01-01/09-30": "-Q3", "01-01/12-31": ""}


def _named(span: str | None) -> str | None:
    """A period as titles name it, when it is one that titles name; the ISO span otherwise."""
    first, _, last = (span or "").partition("/")
    part = _PARTS.get(f"{first[5:]}/{last[5:]}") if first[:4] == last[:4] else None
    return span or None if part is None else f"{first[:4]}{part}"
