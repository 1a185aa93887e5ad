"""The list of participants: what it holds now, its versions, and what is to be mended in it."""
