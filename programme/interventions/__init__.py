"""Requests for the floor, lists of speakers, and the floor itself."""
