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


SECRETS = (
    "xoxb-1234-5678-abcDEF",
    "xoxe.xoxp-1-abc",
    "xapp-1-A0-1-abc",
    "https://hooks.slack.com/commands/T0/1/abc",
    "https://hooks.slack-gov.com/services/T0/B0/abc",
    f"v0={'0af3' * 16}",
    "Bearer abc.def",
)


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_of_slack_is_logged(capsys: pytest.CaptureFixture[str], secret: str) -> None:
    """Tokens, signatures and secret addresses are left out, in values and in traces."""
    configure_logs(logging.INFO)
    structlog.get_logger().error("bug", reason=f"with {secret}.", exc_info=ValueError(f"refused {secret} at once"))
    shown = capsys.readouterr().err
    assert "abc" not in shown
    assert "0af3" not in shown
    assert "at once" in shown


def test_what_only_looks_like_a_secret_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """Words with an x in them stay."""
    configure_logs(logging.INFO)
    structlog.get_logger().info("found", name="taxon-form v0=12 boxing-day hooks")
    assert "taxon-form v0=12 boxing-day hooks" in capsys.readouterr().err
