"""A figure: a number with its unit, how exact it is, and what it measures, of whom and when.

Field names are XBRL's where XBRL has one (xBRL-JSON, https://www.xbrl.org/guidance/xbrl-json-tutorial).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from diffing.document import Box, Pair
from diffing.errors import DiffingError


class Qualifier(StrEnum):
    """How a printed number bounds the value it stands for."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    OVER = "over"
    UNDER = "under"
    BETWEEN = "between"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"


class Role(StrEnum):
    """Whether a figure is a quantity or the change of one."""

    LEVEL = "level"
    CHANGE = "change"


class Modality(StrEnum):
    """How the filer stands to what it says."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    TARGET = "target"
    COMMITMENT = "commitment"
    OPINION = "opinion"


class Tier(StrEnum):
    """How much hangs on a figure, gravest first; grading needs it."""

    FINANCIAL = "financial"
    GUIDANCE = "guidance"
    OPERATING = "operating"
    CLAIM = "claim"
    PRODUCT = "product"
    DESCRIPTIVE = "descriptive"


class PeriodSource(StrEnum):
    """How the period of a figure is known."""

    EXPLICIT = "explicit"
    TABLE = "table"
    INHERITED = "inherited"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A span of days, both ends inclusive, or an instant: the end of one day."""

    first: date
    last: date
    instant: bool = False

    def __post_init__(self) -> None:
        if self.first > self.last or (self.instant and self.first != self.last):
            raise DiffingError(f"a period cannot run from {self.first} to {self.last}")

    def __str__(self) -> str:
        return self.last.isoformat() if self.instant else f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a change is measured against: `type` yoy, qoq, mom, ytd, vs_target, vs_prior_version or vs_other.

    `direction` is up, down or flat; `form` relative, absolute or percentage_point.
    """

    type: str
    direction: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """The headers that a figure in a cell is read under."""

    table: int
    row_header: tuple[str, ...]
    column_header: tuple[str, ...]
    unit_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `value` is in base units (元, not 万元; 3.8 % is 3.8 with unit percent).

    `lower` and `upper` bound what the printed number stands for; None is unbounded. `start` and `end` are document
    offsets of numeral, scale, unit and qualifier together.
    """

    text: str
    start: int
    end: int
    numeral: str
    value: Decimal
    decimals: int
    unit: str | None
    parts: tuple[Pair, ...] = ()
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    sentence: str | None = None
    scale: int = 0
    sign: str = "+"
    value_high: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True
    qualifier: Qualifier = Qualifier.EXACT
    metric: str = ""
    concept: str = ""
    entity: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    period_source: PeriodSource = PeriodSource.UNKNOWN
    per: str | None = None
    basis: str = ""
    role: Role = Role.LEVEL
    comparison: Comparison | None = None
    modality: Modality = Modality.ACTUAL
    attribution: str = ""
    tier: Tier = Tier.DESCRIPTIVE
    table: TablePlace | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise DiffingError(f"a figure cannot run from {self.start} to {self.end}")
        if not self.value.is_finite():
            raise DiffingError(f"a figure cannot have the value {self.value}")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise DiffingError(f"a figure cannot lie between {self.lower} and {self.upper}")
        if not 0 <= self.confidence <= 1:
            raise DiffingError(f"a confidence cannot be {self.confidence}")
