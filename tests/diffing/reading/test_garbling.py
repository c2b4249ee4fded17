"""Text whose fonts lie about their characters is refused, or counted as not understood."""

from __future__ import annotations

import pytest

import diffing
from diffing.errors import UnreadableDocument

# A dozen scripts side by side, as fonts without a character map give them; it says nothing in any of them.
GARBLED = "".join(
    chr(first + at) for first in (0x0985, 0x0A15, 0x0B15, 0x0C15, 0x0D15, 0x10D0, 0x13A0, 0x3405) for at in range(8)
)


def test_a_garbled_file_is_refused() -> None:
    """A text of a dozen scripts is refused with the reason, not read as words."""
    with pytest.raises(UnreadableDocument, match="garbled"):
        diffing.read((GARBLED + "。").encode(), media_type="text/plain")


def test_a_file_that_is_garbled_in_part_is_not_complete() -> None:
    """Where some letters are garbled, coverage says so and no verdict of "no change" can rest on it."""
    document = diffing.read(("公司经营情况正常，未发生重大变化。\n\n" * 20 + GARBLED).encode(), media_type="text/plain")
    assert document.coverage.unmapped_glyphs > 0
    assert not document.coverage.complete
    assert any("garbled" in warning for warning in document.warnings)


def test_several_languages_are_not_garbled() -> None:
    """A filing that quotes names in other alphabets is complete."""
    text = "公司在海外的注册名称为 Αθήνα ΑΕ、Москва ООО 和 ソニー株式会社，均已登记。"
    assert diffing.read(text.encode(), media_type="text/plain").coverage.complete
