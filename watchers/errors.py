"""What can go wrong with a source; the fault is the source's, or that of the way there."""


class WatchersError(Exception):
    """The base of every error this package raises on purpose."""


class SourceError(WatchersError):
    """A source does not give what it promised: `source` names it, `cause` is one short phrase for people.

    `passing` is a fault that asking again at once may mend, as an answer that was cut off.
    """

    def __init__(self, cause: str, *, source: str, passing: bool = False) -> None:
        super().__init__(cause)
        self.cause = cause
        self.source = source
        self.passing = passing

    def __str__(self) -> str:
        return f"{self.source}: {self.cause}"


class UnavailableError(SourceError):
    """A source does not give now what it may give in hours: a refusal, an outage, half a file."""


class AwayError(UnavailableError):
    """A host gives nobody anything now: it cannot be reached, refuses us, or is too busy, whatever is asked."""


class EmptyFileError(UnavailableError):
    """A file that is what it is called, and in which nothing is written: it is fetched again, and is no version.

    Raised by `verifying` where the bytes tell, and by whoever reads the file and finds nothing in it.
    """


class UnchangedError(SourceError):
    """A document is still the one that is held: its host said so, and sent nothing."""


class InvalidFiling(WatchersError):
    """A value was about to be built that cannot be true, as a filing without an id."""
