"""The frame of the bilaterals in the admin site; what operations write is there to be read."""

from . import absences, frame, records

__all__ = ["absences", "frame", "records"]
