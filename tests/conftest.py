"""What tests share: where the corpus of real filings lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden pairs can be rewritten, to be read by a person before they are committed."""
    parser.addoption("--update-expected", action="store_true", help="rewrite the expected.json of every golden pair")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real filings, or a skip that names the setting when it is not there."""
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared"))
    if not (folder / "filings").is_dir():
        pytest.skip("no corpus of real filings: set FILINGWATCH_CORPUS to its folder")
    return folder
