"""The staff's pages about meetings that are to come."""
