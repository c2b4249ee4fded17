"""What is answered in Slack: what was typed, pressed or sent off, and by whom that may be done."""
