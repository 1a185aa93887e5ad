"""What a reader asks of the programme by the address: whose items, and a second clock."""

from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict

from .zones import zone_named

LONGEST = 60


@dataclass(frozen=True)
class Choice:
    """`?committee=` (a Committee's key, or `president`) and `?zone=` (an IANA name), or neither."""

    host: str = ""
    zone: ZoneInfo | None = None
    # A name that is no zone, to be told.
    unknown_zone: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Choice":
        """Read a query; what it says besides is left alone."""
        name = query.get("zone", "")[:LONGEST]
        zone = zone_named(name)
        return cls(query.get("committee", "")[:LONGEST], zone, "" if zone else name)

    def query(self, *, host: str | None = None) -> str:
        """Return the query that asks for the same, or for the items of another host (empty: of all)."""
        kept = {
            "committee": self.host if host is None else host,
            "zone": self.zone.key if self.zone else "",
        }
        found = urlencode({name: value for name, value in kept.items() if value}, safe="/")
        return f"?{found}" if found else ""
