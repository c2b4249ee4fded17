"""What a file tags as an artifact is furniture where furniture may stand, and nothing else is for its tag."""

from __future__ import annotations

from typing import Any

import pytest

from diffing.document import AsideKind
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

BODY = "The Company makes acoustic sensors for whales."


def set_aside(content: bytes) -> list[str]:
    """The texts of running heads and feet."""
    draft = read_pdf(content, Settings())
    kinds = (AsideKind.RUNNING_HEAD, AsideKind.RUNNING_FOOT)
    return [draft.text[aside.start : aside.end] for aside in draft.asides if aside.kind in kinds]


def tagged(name: str, drawn: bytes) -> bytes:
    """Drawing operators inside a marked-content sequence (PDF 32000-1, 14.6)."""
    return b"/%b BMC %b EMC " % (name.encode(), drawn)


@pytest.mark.parametrize("top", [40, 810])
def test_an_artifact_at_an_edge_is_furniture(pen: Any, top: float) -> None:
    """Once is enough where the file itself says so."""
    page = tagged("Artifact", pen.text(72, top, "Whalefall Bay Instruments")) + pen.text(72, 400, BODY)
    assert set_aside(pen.write([page])) == ["Whalefall Bay Instruments"]


def test_a_tag_with_a_longer_name_is_none(pen: Any) -> None:
    """Its name has no room where names are written to, and what was written there before counts for nothing."""
    first = tagged("Artifact", pen.text(72, 40, "Whalefall Bay Instruments")) + pen.text(72, 400, BODY)
    second = tagged("ParagraphOfTheOpeningChapter", pen.text(72, 40, "We sold 12 sensors.")) + pen.text(72, 400, BODY)
    assert set_aside(pen.write([first, second])) == ["Whalefall Bay Instruments"]
