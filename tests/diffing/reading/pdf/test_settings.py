"""The same filing set otherwise reads to the same sentences and cells."""

from __future__ import annotations

import pytest

from bench import pdf_settings
from bench.making.lettering import FontMissing
from bench.making.source import load


@pytest.mark.parametrize("name", ["correction-notice.md", "10-k-2023.md"])
@pytest.mark.parametrize("way", ["letter, Helvetica", "B5, small margins", "12 points, ragged", "no page numbers"])
def test_a_filing_set_otherwise_says_the_same(name: str, way: str) -> None:
    """Page, font and size are no part of what is said."""
    source = load(pdf_settings.SOURCES / name)
    try:
        usual, other = (
            pdf_settings.read_set(source.blocks, pdf_settings.WAYS[each], source.running_head)
            for each in ("as they are", way)
        )
    except FontMissing as error:
        pytest.skip(str(error))
    counts = pdf_settings.compare(usual, other)
    for what in ("sentences", "cells"):
        assert pdf_settings.share(counts, what) >= 99.5, what
