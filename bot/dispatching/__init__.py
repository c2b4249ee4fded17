"""Who makes the steps of the filings: this process alone, or workers on any number of machines."""

from bot.dispatching.dispatcher import Beats, Dispatcher, Duties

__all__ = ["Beats", "Dispatcher", "Duties"]
