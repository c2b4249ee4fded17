"""What can be wrong with a document that is handed in."""


class DiffingError(Exception):
    """The base of every error this package raises on purpose."""


class UnreadableDocument(DiffingError):
    """The file cannot be read, and why; the fault is the file's.

    `cause` is one short phrase for people ("encrypted with a password"), `remedy` what they can do about it. `empty`
    is a whole file with nothing in it, as publishers have it before the document is there.
    """

    def __init__(self, cause: str, *, remedy: str = "", name: str | None = None, empty: bool = False) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.name = name
        self.empty = empty

    def __str__(self) -> str:
        named = f"{self.name}: {self.cause}" if self.name else self.cause
        return f"{named}; {self.remedy}" if self.remedy else named

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the reading process to its parent: keep the keyword arguments.
        return _rebuild, (self.cause, self.remedy, self.name, self.empty)


def _rebuild(cause: str, remedy: str, name: str | None, empty: bool = False) -> UnreadableDocument:  # noqa: FBT001, FBT002 - pickle hands them in by place
    return UnreadableDocument(cause, remedy=remedy, name=name, empty=empty)
