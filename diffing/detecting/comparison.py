"""What every detector is given: both sides, how they correspond, and what is expected of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diffing.aligning.alignment import Alignment
from diffing.change import Basis
from diffing.correcting import NOTICE
from diffing.detecting.figures import Setting
from diffing.extracting.dating import report_of
from diffing.figure import Figure
from diffing.settings import Settings
from diffing.statements import Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents side by side. `earlier` are figures the same filer stated elsewhere before."""

    old: Statements
    new: Statements
    alignment: Alignment
    basis: Basis
    settings: Settings
    earlier: Sequence[Figure] = ()

    def setting(self, *, aligned: bool) -> Setting:
        """How two stretches stand to each other, `aligned` where the words around their figures are nearly the same."""
        own, report = report_of(self.old.document), report_of(self.new.document)
        return Setting(
            aligned=aligned,
            later=self.basis is Basis.NEXT_PERIOD,
            until=own.last if own else None,
            reported=report.last if report else None,
            reissued=self.basis is Basis.AMENDMENT,
            restated=self.new.document.form == NOTICE,
        )
