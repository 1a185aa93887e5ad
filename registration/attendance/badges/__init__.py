"""Badges: what stands on them, on which paper, and whose are still to be printed."""
