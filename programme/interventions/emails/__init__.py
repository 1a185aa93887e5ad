"""Composing the mails about requests for the floor, from what is true by then."""
