"""The words of an English sentence that say what its figure measures."""

from __future__ import annotations

import re

from diffing.extracting import metrics
from diffing.extracting.clauses import Said
from diffing.extracting.english import STANDING
from diffing.extracting.lexicon import words
from diffing.extracting.metrics import Metric
from diffing.extracting.patterns import any_of
from diffing.extracting.quantities import Quantity
from diffing.extracting.units import is_currency

_TAIL = re.compile(
    r"(?:(?:^|(?<=[\s(,]))(?:was|were|is|are|be|been|had|has|have|of|to|by|at|from|for|in|since|with|a|an|the|and|or|up|down|or|than|its|our|approximately|about"
    r"|roughly|nearly|another|additional|total|totaled|totaling|totalled|reached|reaching|reflected|included|includes|including|represented|accounted"
    rf"|amounted|equal|through|during|between|both|per|primarily"
    r"|as|there|capped|limited|compared|respectively|estimated|set|fixed|worth|generally|typically|usually|only"
    rf"|{any_of(words('changes', language='en'))})\s*"
    rf"|[\s,(:$\0-]+)+$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[\s,;:\0•●▪■◆◇○·*※✓-]+|(?:and|or|but|the|our|its|their|a|an|also|which|that|we|it|of|in|for|to|from|with|by|as|at|on|had|has|have|recorded|recognized|reported"
    r"|believe|estimate|expect|partially offset by|offset by|resulted in|compared to|compared with|including"
    r"|during|while|overall|company's|company|was|were)\b)+",
    re.IGNORECASE,
)
# A verb or connective ends what stands before the noun phrase.
_CUT = re.compile(
    r"\b(?:was|were|is|are|had|have|has|recorded|recognized|reported|incurred|paid|received|includes?|included"
    r"|resulted in|due to|driven by|offset by|which|that"
    r"|consists? of|led by|related to|as a result of|and|we|with|except for|would|will|expect(?:s|ed)? to"
    r"|generated|represent(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"\s?of (?:our |the |its |total |net |consolidated )*(?P<noun>[A-Za-z][A-Za-z' -]{2,40}?)(?=[,.;()]|\s(?:in"
    r"|for|during|and|was|were|as|from|to|is)\b|$)"
)
_COUNTED = re.compile(
    r"\s?(?P<noun>(?:of )?[A-Za-z][A-Za-z' -]{1,40}?)(?=[,.;()]|\s(?:in|for|during|and|was|were|as|from|to|is|at"
    r"|on|by|through|with)\b|$)"
)
# $26.0 billion in cash, $1.3 billion of debt.
_OF_WHAT = re.compile(
    r"\s(?:in (?=[a-z])|of )(?:our |the |its )?(?P<noun>[A-Za-z][A-Za-z' -]{2,60}?)"
    r"(?=[,.;()]|\s(?:in|for|during|and|was|were|as|from|to|is|at|that|which)\b|$)"
)
# 2.3x net leverage
_TIMES_OF = re.compile(
    r"\s(?P<noun>[A-Za-z][A-Za-z' -]{2,40}?)(?=[,.;()]|\s(?:in|for|during|and|was|were|as|at|that|which)\b|$)"
)
_PARTICIPLE = re.compile(r"([a-z]+ed)\s*(?:an? |the |approximately |about |additional )*$")
_ASIDE = re.compile(
    r"[,(] ?as (?:previously )?(?:restated|adjusted|reported|amended|corrected|revised)[,)]?", re.IGNORECASE
)
_LONGEST = 80
_MOST_BEFORE_ALIAS = 24


def english_metric(said: Said, quantity: Quantity, floor: int, last: Metric, *, change: bool) -> Metric:
    """What a quantity measures: the noun phrase before its verb, else what was last measured.

    13% of total revenue is a share, and 21 million shares repurchased a count of shares.
    """
    start = max(said.span(said.clause(quantity.start))[0], floor)
    head = _head(said, start, quantity.left) or _head(said, floor, quantity.left)
    thing = _named_after(said, quantity)
    after = said.text[quantity.right : quantity.right + _LONGEST]
    found = metrics.named(thing, whole=True) if thing else metrics.named(head)
    if thing or (quantity.unit in TIMES and found.words):
        return found
    share = _SHARE_OF.match(after) if quantity.unit == "percent" and not change else None
    if share is not None:
        return metrics.named(f"share of {share['noun'].strip()}", whole=True)
    if found.known and metrics.fits(found, quantity.unit):
        return found
    alias = metrics.has_alias(after) if quantity.unit is None and quantity.scale else None
    if alias is not None and alias.start() <= _MOST_BEFORE_ALIAS:
        return metrics.named(after[: alias.end()])
    if quantity.unit is not None and quantity.unit not in _RATES and not is_currency(quantity.unit):
        return _count(said, quantity, head, after)
    return _said_or_last(quantity, found, last, after, change=change)


# A 2.2% increase in our quarterly cash dividend; a $300.0 million liquidity facility.
_GREW = re.compile(
    r"[ ](?:increase|decrease|decline|reduction|growth|improvement) in (?:our |the |its |their )*"
    r"(?P<noun>[A-Za-z][A-Za-z' -]{2,60}?)(?=[,.;()]|[ ](?:to|for|from|during|in|as|and|was|were|of|primarily|due)\b|$)"
)
_THING = re.compile(
    r"[ ](?P<noun>(?!(?:increase|decrease|decline|reduction|growth|improvement|change|loss|gain)\b)"
    r"[a-z][A-Za-z -]{3,60}?)"
    r"(?=[,.;()]|[ ](?:to|for|from|with|that|which|in|as|on|and|of|was|were|related|due)\b|$)"
)
_ARTICLE = re.compile(r"\ban? $", re.IGNORECASE)


def _named_after(said: Said, quantity: Quantity) -> str:
    """The noun that an amount with an article stands before; empty where it has none."""
    if not _ARTICLE.search(said.text, max(0, quantity.left - 3), quantity.left):
        return ""
    match = _GREW.match(said.text, quantity.right)
    if match is None and is_currency(quantity.unit) and quantity.scale:
        match = _THING.match(said.text, quantity.right)
    return match["noun"].strip() if match else ""


def _said_or_last(quantity: Quantity, found: Metric, last: Metric, after: str, *, change: bool) -> Metric:
    """The phrase before a figure, else what a sum is of by the words after it, else what was last measured."""
    what = _OF_WHAT if is_currency(quantity.unit) else _TIMES_OF if quantity.unit == "multiple" else None
    held = what.match(after) if what is not None and not change else None
    if found.words and not (change and not found.known and last.words) and not (held and what is _TIMES_OF):
        return found
    return metrics.named(held["noun"], whole=True) if held else last


# How long something takes says nothing of what is counted: a vesting period of four years.
TIMES = frozenset({"year", "quarter", "month", "week", "day", "hour", "minute", "second"})
_RATES = {"percent", "percentage_point", "basis_point", "multiple", "ratio"}


def _head(said: Said, start: int, end: int) -> str:
    head = _ASIDE.sub("\0", said.blanked(start, end))
    pieces = [piece for piece in head.split("\0") if _TAIL.sub("", piece).strip()]
    head = _TAIL.sub("", pieces[-1]) if pieces else ""
    alias = metrics.last_alias(head)
    cut = 0
    for verb in _CUT.finditer(head):
        if alias is not None and verb.end() > alias.start():
            break
        cut = verb.end()
    head = _LEAD.sub("", head[cut:]).strip()
    return head if len(head) <= _LONGEST else head[-_LONGEST:].partition(" ")[2]


def _count(said: Said, quantity: Quantity, head: str, after: str) -> Metric:
    """The counted noun with the verb that says what became of it: repurchased shares of our common stock."""
    standing = STANDING.match(after) if quantity.unit == "shares" else None
    if standing is not None:
        return metrics.named(f"{head or 'shares'} {standing['state']}", whole=True)
    verb = _PARTICIPLE.search(said.text[max(0, quantity.left - 40) : quantity.left])
    counted = said.text[quantity.end - len(quantity.noun or "") : quantity.end].strip() or ""
    match = _COUNTED.match(after)
    unit = said.text[quantity.start : quantity.end].rpartition(" ")[2]
    noun = " ".join(
        part
        for part in (verb.group(1) if verb else "", unit if unit.isalpha() else counted, match["noun"] if match else "")
        if part
    )
    return metrics.named(noun or head, whole=True)
