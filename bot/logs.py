"""The bot's own log: one line for each event on standard error, so that alerts have standard output to themselves."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.rendering.guarding import redacted, visible


def configure_logs(level: int = logging.ERROR) -> None:
    """Logs what is at least as grave as `level`: bugs only for a command, which tells the rest in its own words."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Plain traces: those with local variables would put whole filings into the log.
            structlog.processors.format_exc_info,
            _harmless,
            structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event"), bool_as_flag=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # It tells of bugs in polls as well, which is wanted, and of late polls, which is not.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def _harmless(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """File names and titles come from others, and may hold what a terminal acts on; secrets stay out of every log."""
    return {key: visible(redacted(value)) if isinstance(value, str) else value for key, value in event.items()}
