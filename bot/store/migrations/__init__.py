"""The migrations and how they are run."""
