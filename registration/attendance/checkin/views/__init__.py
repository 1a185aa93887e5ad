"""Pages of the desk at the door."""
