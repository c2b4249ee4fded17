"""Alerts are printed, then noted; the note is what is asked after a kill."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.notifying.console import Console
from bot.notifying.notifier import NotSentError

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


@pytest.fixture
def printed() -> list[str]:
    """What was printed."""
    return []


@pytest.fixture
def console(tmp_path: Path, printed: list[str]) -> Console:
    """A console that prints into a list."""
    return Console(journal=tmp_path / "journal", say=printed.append, clock=lambda: NOON)


def test_what_was_printed_is_found_by_its_key(console: Console, printed: list[str]) -> None:
    """The receipt is the time of printing."""
    receipt = console.send("console:diff:1", "text")
    assert printed == ["text\n"]
    assert console.find("console:diff:1") == receipt
    assert console.find("console:diff:11") is None


def test_a_torn_note_is_no_note(console: Console) -> None:
    """A line that a killed writer left open counts for nothing, and does not spoil the next."""
    console.journal.write_text("console:diff:1")
    assert console.find("console:diff:1") is None
    console.send("console:diff:2", "text")
    assert console.find("console:diff:2") is not None


def test_an_alert_that_nobody_reads_is_not_sent(tmp_path: Path) -> None:
    """A closed output is told as such and nothing is noted."""

    def say(_text: str) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    console = Console(journal=tmp_path / "journal", say=say, clock=lambda: NOON)
    with pytest.raises(NotSentError, match="broken pipe"):
        console.send("k", "text")
    assert console.find("k") is None


def test_standard_output_that_is_gone_stays_gone() -> None:
    """Nothing is ever printed to nowhere and counted as told."""
    code = (
        "import sys\nfrom bot.notifying.console import print_at_once\n"
        "for _ in range(2):\n"
        "    try: print_at_once('x')\n"
        "    except BrokenPipeError: sys.stderr.write('gone ')\n"
    )
    reading, writing = os.pipe()
    os.close(reading)
    root = Path(__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, cwd=root, check=False)
    os.close(writing)
    assert ran.stderr.startswith(b"gone gone ")
