"""What is remembered: tables, their migrations, and the queries on them."""

from bot.store.opening import Store, is_there, open_database

__all__ = ["Store", "is_there", "open_database"]
