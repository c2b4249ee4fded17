"""What is said in Slack: pure functions from words to messages."""
