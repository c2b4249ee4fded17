"""What a person can ask for; each file is one command or a few that belong together."""
