"""What is remembered: tables, their migrations, and the queries on them."""

from bot.store.opening import Store, open_store

__all__ = ["Store", "open_store"]
