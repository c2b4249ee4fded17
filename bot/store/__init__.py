"""What is remembered: tables, their migrations, and the queries on them."""

from bot.store.opening import Store, open_database

__all__ = ["Store", "open_database"]
