"""What makes the record last and prove itself: its chain, checks, backups, evidence, and what may be removed."""
