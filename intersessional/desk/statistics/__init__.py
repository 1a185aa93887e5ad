"""Statistics of a meeting: for the staff as they stand, for everybody as they were published."""
