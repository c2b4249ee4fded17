"""Slack: what messages look like, whether Slack takes them, and how they are sent. The only home of slack_sdk."""
