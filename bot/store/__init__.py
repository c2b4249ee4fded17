"""What is remembered: tables, their migrations, and the queries on them."""

# Its tables belong to the others, whoever asks for these.
from bot.store import asked as asked
from bot.store.opening import Store, is_there, open_database

__all__ = ["Store", "is_there", "open_database"]
