"""Whose dollars a bare $ means in a document that states its amounts in those of another country than the USA."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from diffing.extracting.lexicon import rows
from diffing.figure import Figure

# (In millions of Canadian dollars), expressed in Hong Kong dollars; a loan is denominated in them.
_STATED = re.compile(
    r"\b(?:in (?:thousands|millions|billions) of|(?:expressed|stated|presented|reported|amounts are) in)"
    r" (?P<whose>[A-Za-z]+(?: [A-Za-z]+)?) dollars\b",
    re.IGNORECASE,
)
_CODES = {row["word"].casefold(): row["code"] for row in rows("currencies")}
# Each statement and the notes say it: once may be a word about a loan.
_ENOUGH = 3
_FOREIGN = re.compile(r"US|U\.S\.", re.IGNORECASE)


def with_home_dollars(found: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """The figures, those of a bare $ in the dollars that the document states its amounts in, as ISO 4217 codes."""
    stated = Counter(_CODES.get(f"{match['whose']} dollars".casefold(), "") for match in _STATED.finditer(text))
    home, times = stated.most_common(1)[0] if stated else ("", 0)
    if not home or home == "USD" or times < _ENOUGH:
        return tuple(found)
    return tuple(
        replace(figure, unit=home) if figure.unit == "USD" and not _FOREIGN.search(figure.text) else figure
        for figure in found
    )
