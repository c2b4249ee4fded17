"""Tells people: the outbox, and one notifier for each kind of channel."""
