"""Pages of requests for the floor, of lists of speakers, and of the floor itself."""
