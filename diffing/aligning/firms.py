"""Whether two names of rows may be one firm: firms of one group are named alike and are not each other."""

from __future__ import annotations

import re

from diffing.aligning import similarity

# A firm's own name and its legal form, in a key; what the row is about may follow.
_FIRM = re.compile(
    r"(.+?)[, ]*(?:(?:股份|集团)?有限(?:责任)?公司|合伙企业|公司"
    r"|\b(?:inc|corp|corporation|company|co|ltd|limited|llc|llp|lp|plc|gmbh|ag|n\.?v|s\.?a|s\.?a\.?s)\b\.?)(?=$|[\s,(])",
    re.IGNORECASE,
)
# Own names this much alike differ by a misprint: 远山港务, 远山港坞 in a long name.
_MISPRINT = 0.9


def may_be_one(old: str, new: str) -> bool:
    """Whether two keys may name one thing; of firms, whether the own name of one ends in the other's.

    A firm that is renamed is still found by its numbers.
    """
    own_old, own_new = _own_name(old), _own_name(new)
    if own_old is None and own_new is None:
        return True
    a, b = own_old or old, own_new or new
    return a.endswith(b) or b.endswith(a) or similarity.ratio(a, b) >= _MISPRINT


def _own_name(name: str) -> str | None:
    """A firm's name without its legal form; None for what is no firm."""
    found = _FIRM.match(name.casefold())
    return found.group(1) if found else None
