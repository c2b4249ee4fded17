"""What Slack sends us: read, refused or acknowledged at once, and worked off beside it."""
