"""Registrations, people, likely duplicates and what the staff set, in the admin site."""

from . import duplicates, people, registrations, rules

__all__ = ["duplicates", "people", "registrations", "rules"]
