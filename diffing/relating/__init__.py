"""Says how a new figure or claim relates to an old one."""
