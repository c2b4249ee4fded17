"""What a sentence says: numerals, quantities, periods, and from them figures and claims.

Everything is a pure function of the text; the words it knows are tables in `lexicon`.
"""

from __future__ import annotations

from diffing.extracting.claims import claims
from diffing.extracting.declared import Declaration, declarations
from diffing.extracting.figures import figures
from diffing.extracting.lexicon import lexicon_version
from diffing.extracting.numerals import Numeral, numerals
from diffing.extracting.periods import Dated, periods
from diffing.extracting.quantities import Quantity, quantities

__all__ = [
    "Dated",
    "Declaration",
    "Numeral",
    "Quantity",
    "claims",
    "declarations",
    "figures",
    "lexicon_version",
    "numerals",
    "periods",
    "quantities",
]
