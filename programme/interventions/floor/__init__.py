"""The floor as the chair and the room see it, and how screens follow it each second."""
