"""The log stays on standard error, on one line, and harmless."""

from __future__ import annotations

import logging

import pytest
import structlog

from bot.logs import configure_logs


def test_a_line_is_harmless_and_not_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """A file name cannot act on the terminal that shows the log; standard output is for alerts."""
    configure_logs(logging.INFO)
    structlog.get_logger().info("found", name="a\x1b[31m\nb")
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "\x1b" not in shown.err


def test_a_command_logs_bugs_only(capsys: pytest.CaptureFixture[str]) -> None:
    """What a command has to say it says itself."""
    configure_logs()
    structlog.get_logger().warning("set aside")
    structlog.get_logger().error("bug")
    assert capsys.readouterr().err.count("\n") == 1
