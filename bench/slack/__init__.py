"""Slack without Slack: a stub that goes wrong in every way we know, and pictures of messages."""
