"""A change, and the diff that holds all changes between two documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from diffing.claim import Claim
from diffing.document import Box, Coverage, Pair
from diffing.errors import DiffingError
from diffing.figure import Figure


class Basis(StrEnum):
    """What two documents are to each other, which says what is expected to change."""

    AUTO = "auto"
    AMENDMENT = "amendment"
    NEXT_PERIOD = "next-period"
    CROSS_DOCUMENT = "cross-document"


class Kind(StrEnum):
    """What a change is."""

    FIGURE_CHANGED = "figure_changed"
    CLAIM_CHANGED = "claim_changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    TABLE_CHANGED = "table_changed"
    DOCUMENT_CHANGED = "document_changed"


class Relation(StrEnum):
    """How the new side relates to the old one; see docs/glossary.md for each in words."""

    IDENTICAL = "identical"
    FORMAT_ONLY = "format_only"
    REFINED_PRECISION = "refined_precision"
    COARSENED = "coarsened"
    NEW_PERIOD = "new_period"
    VALUE_CHANGED = "value_changed"
    RESTATED = "restated"
    SIGN_FLIPPED = "sign_flipped"
    SCALE_CHANGED = "scale_changed"
    UNIT_CHANGED = "unit_changed"
    QUALIFIER_CHANGED = "qualifier_changed"
    BOUND_FLIPPED = "bound_flipped"
    METRIC_CHANGED = "metric_changed"
    METRIC_SYNONYM = "metric_synonym"
    SCOPE_CHANGED = "scope_changed"
    ENTITY_CHANGED = "entity_changed"
    COMPARISON_BASIS_CHANGED = "comparison_basis_changed"
    PERIOD_BASIS_CHANGED = "period_basis_changed"
    PERIOD_MOVED = "period_moved"
    GUIDANCE_CHANGED = "guidance_changed"
    GUIDANCE_WITHDRAWN = "guidance_withdrawn"
    MODALITY_CHANGED = "modality_changed"
    HEDGE_CHANGED = "hedge_changed"
    RANKING_CHANGED = "ranking_changed"
    NEGATION_FLIPPED = "negation_flipped"
    DATE_SHIFTED = "date_shifted"
    PARTY_CHANGED = "party_changed"
    LIST_CHANGED = "list_changed"
    ATTRIBUTION_CHANGED = "attribution_changed"
    RISK_ADDED = "risk_added"
    RISK_REMOVED = "risk_removed"
    AUDIT_STATUS_CHANGED = "audit_status_changed"
    FIGURE_NEW = "figure_new"
    FIGURE_DROPPED = "figure_dropped"
    CLAIM_NEW = "claim_new"
    CLAIM_DROPPED = "claim_dropped"
    SELF_CONTRADICTION = "self_contradiction"
    CONTRADICTS_EARLIER = "contradicts_earlier"
    COMPARATIVE_CHANGED = "comparative_changed"
    FORMULA_BROKEN = "formula_broken"
    VERSION_CHANGED = "version_changed"
    CODE_CHANGED = "code_changed"
    OCR_SUSPECT = "ocr_suspect"
    PAGE_ARTIFACT = "page_artifact"
    MOVED = "moved"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"


class Severity(StrEnum):
    """How loudly a change is told, quietest first."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info to 4 for critical."""
        return list(Severity).index(self)

    def at_least(self, other: Severity) -> bool:
        """Whether this is as grave as `other` or graver."""
        return self.rank >= other.rank

    def raised(self, levels: int = 1) -> Severity:
        """The severity `levels` above, critical at the most and info at the least."""
        scale = list(Severity)
        return scale[min(max(self.rank + levels, 0), len(scale) - 1)]


class RunKind(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of words that both sides share, or that only the old or the new one has."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of one side, verbatim, and where they stand; `start` and `end` are the hull of `parts`."""

    text: str
    start: int
    end: int
    parts: tuple[Pair, ...] = ()
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a change is reported as it is: a code from the table of reasons, and the values its sentence names."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """An old and a new figure that were held against each other; either may be missing."""

    old: Figure | None
    new: Figure | None
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPair:
    """An old and a new claim that were held against each other; either may be missing."""

    old: Claim | None
    new: Claim | None
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One reviewable difference. `id` is the same whenever the same two contents are compared."""

    id: str
    kind: Kind
    relation: Relation
    severity: Severity
    reason: Reason
    old: Quote | None
    new: Quote | None
    section: tuple[str, ...] = ()
    confidence: float = 1.0
    figures: tuple[FigurePair, ...] = ()
    claims: tuple[ClaimPair, ...] = ()
    wording: tuple[Run, ...] = ()
    declared: bool | None = None

    def __post_init__(self) -> None:
        if self.old is None and self.new is None:
            raise DiffingError("a change needs an old or a new side")
        if not 0 <= self.confidence <= 1:
            raise DiffingError(f"a confidence cannot be {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a diff says of one of its two documents."""

    name: str
    sha256: str
    media_type: str
    pages: int
    sentences: int
    figures: int
    language: str
    title: str
    filer: str | None
    form: str | None
    period: str | None
    coverage: Coverage
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of what, so that nothing left out is left unsaid.

    `hidden` counts what a rule kept out of the changes, by the name of the rule.
    """

    kinds: tuple[tuple[str, int], ...] = ()
    relations: tuple[tuple[str, int], ...] = ()
    severities: tuple[tuple[str, int], ...] = ()
    unchanged_sentences: int = 0
    unchanged_figures: int = 0
    hidden: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWith:
    """The versions a verdict was made with."""

    engine: str
    lexicon: str
    settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The full result of a comparison, gravest change first, then in the order of the new document.

    `agreements` pairs the figures that both documents state alike, in other words or digits included; it is filled
    on the cross-document basis, where agreement is what was asked for.
    """

    old: Side
    new: Side
    basis: Basis
    basis_reason: Reason
    changes: tuple[Change, ...]
    counts: Counts
    made_with: MadeWith
    agreements: tuple[FigurePair, ...] = field(default=(), repr=False)
