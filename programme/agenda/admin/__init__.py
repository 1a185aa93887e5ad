"""The draft and the published versions in the admin site; every change is an operation."""

from . import panels, parts, publications

__all__ = ["panels", "parts", "publications"]
