"""What is asked for in Slack is followed at once: the program ends in good order and begins anew."""

from __future__ import annotations

from bench.slack.office import ADMIN, Office
from bot.app import build
from bot.operating import App
from bot.renewing import keep_living


def test_the_program_begins_anew_with_the_watch_that_was_asked_for(office: Office) -> None:
    """The second life has the watch; it ends by itself, and that is the end."""
    lives: list[list[str]] = []

    def live(app: App) -> None:
        lives.append(list(app.pipeline.watches))
        if len(lives) == 1:
            office.answer("watch 000002", user=ADMIN)
            app.renew()

    keep_living(lambda: build(office.app.config), lambda _: None, live)
    assert lives == [["w"], ["w", "000002 cninfo"]]
