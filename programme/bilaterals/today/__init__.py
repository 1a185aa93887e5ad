"""Reading the day of the bilaterals: the running sheet of a host, the live board, free times."""
