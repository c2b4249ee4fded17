"""Building the figure of a quantity at its place in the document, its sign turned once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from diffing.document import Document, Passage
from diffing.extracting.bounds import plain_decimal
from diffing.extracting.changing import Move
from diffing.extracting.lexicon import rows
from diffing.extracting.metrics import Metric
from diffing.extracting.quantities import Quantity
from diffing.figure import Figure, Modality, Period, PeriodSource, Role, TablePlace, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a quantity is said of: everything about a figure that is not its number."""

    metric: Metric
    unit: str | None
    entity: str
    move: Move | None
    period: Period | None
    source: PeriodSource
    modality: Modality = Modality.ACTUAL
    attribution: str = ""
    basis: str = ""
    table: TablePlace | None = None


def build(passage: Passage, quantity: Quantity, meaning: Meaning, document: Document) -> Figure:
    """The figure of a quantity found in `passage`; 下降 3.5% and 净亏损 1,234 are negative, -3.5% stays what it is."""
    parts = passage.locate(quantity.left, quantity.right)
    move, metric = meaning.move, meaning.metric
    turned = move.negative if move is not None else quantity.value > 0 and _is_loss(metric)
    limits = quantity.bounds.negated() if turned else quantity.bounds
    value = plain_decimal(-quantity.value if turned else quantity.value)
    high = (
        None if quantity.value_high is None else plain_decimal(-quantity.value_high if turned else quantity.value_high)
    )
    return Figure(
        text=passage.text[quantity.left : quantity.right], start=parts[0][0], end=parts[-1][1],
        parts=parts if len(parts) > 1 else (), page=document.page(parts[0][0]), boxes=document.boxes(parts),
        sentence=passage.text, numeral=quantity.numeral, value=value, value_high=high, decimals=quantity.decimals,
        scale=quantity.scale, sign="-" if value < 0 else "+", unit=meaning.unit, per=quantity.per,
        qualifier=quantity.qualifier, lower=_plain(limits.lower), upper=_plain(limits.upper),
        lower_inclusive=limits.lower_inclusive, upper_inclusive=limits.upper_inclusive,
        metric=metric.words, concept=metric.concept, dimensions=metric.dimensions, entity=meaning.entity,
        period=meaning.period, period_source=meaning.source, role=Role.CHANGE if move else Role.LEVEL,
        comparison=move.comparison if move else None, modality=meaning.modality, attribution=meaning.attribution,
        basis=meaning.basis, tier=_tier(meaning), table=meaning.table,
    )  # fmt: skip


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain_decimal(value)


def _is_loss(metric: Metric) -> bool:
    return metric.concept == "ProfitLoss" and metric.words.casefold().endswith(("亏损", "虧損", "loss"))


# What is counted says how much hangs on a count that has no known name: countries more than features.
_COUNTED = {row["unit"]: Tier(row["tier"]) for row in rows("nouns")}


def _tier(meaning: Meaning) -> Tier:
    if meaning.metric.tier is Tier.DESCRIPTIVE:
        return Tier.CLAIM if meaning.unit == "rank" else _COUNTED.get(meaning.unit or "", Tier.DESCRIPTIVE)
    ahead = meaning.modality in {Modality.FORECAST, Modality.TARGET}
    return Tier.GUIDANCE if ahead and meaning.metric.tier is Tier.FINANCIAL else meaning.metric.tier
