"""A draw as pages and mails explain it, so that anybody can do it again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ..lists import SpeakersList
from ..models import Intervention
from .lines import SpeakersPage


@dataclass(frozen=True)
class Drawing:
    """A draw: its seed, when, and what came of it: requests by their arrivals in order, or a letter."""

    seed: str
    at: datetime | None
    letter: str
    arrivals: tuple[int, ...]

    @property
    def how(self) -> str:
        """How it is done again."""
        if self.letter:
            return _(
                "Anybody can draw again: take the SHA-256 of the seed, as it stands here. Read its"
                " first 16 hexadecimal digits as a number, and divide it by 26. The remainder counts"
                " from A: 0 is A, 25 is Z. It gives %(letter)s."
            ) % {"letter": self.letter}
        return _(
            "Anybody can draw again: for each request write the seed, a colon and the number in"
            " which it came, such as “…:7”, and take the SHA-256 of it, as hexadecimal text. The"
            " smallest has lot 1, and so on in order."
        )


@dataclass(frozen=True)
class DrawnList(Drawing):
    """The same for the staff, with the delegation of each lot: number of arrival and name."""

    lots: list[tuple[int, str]]


@dataclass(frozen=True)
class OwnDrawing(Drawing):
    """The same for a delegation, with the number of arrival of its own request."""

    arrival: int

    @property
    def lot(self) -> int | None:
        """Its lot, counted from 1; None where a letter was drawn, or it came after the draw."""
        return self.arrivals.index(self.arrival) + 1 if self.arrival in self.arrivals else None

    @property
    def numbers(self) -> str:
        """All numbers of arrival in the order of their lots."""
        return ", ".join(str(one) for one in self.arrivals)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The same as rows of label and value, with nothing where there is nothing to say."""
        rows = [
            (_("Came as number"), str(self.arrival)),
            (_("Lot"), str(self.lot or "")),
            (_("Seed"), self.seed),
            (_("Numbers by lot"), self.numbers),
        ]
        return [(label, value) for label, value in rows if value]


def drawing_of(page: SpeakersPage) -> DrawnList | None:
    """Return the draw of a list, or None where there was none."""
    draw, at = page.speakers.valid_draw, page.speakers.drawn_at
    if draw is None:
        return None
    names = {one.arrival: one.delegation.name for one in page.interventions.values()}
    lots = [(arrival, names.get(arrival, "")) for arrival in draw.lots]
    return DrawnList(draw.seed, at, draw.letter, draw.lots, lots)


def own_drawing(intervention: Intervention, speakers: SpeakersList) -> OwnDrawing | None:
    """Return the draw of the list on which a request is or was; None where it never was, or none was."""
    draw, entry = speakers.valid_draw, speakers.entries[intervention.pk]
    if draw is None or entry.standing is None:
        return None
    return OwnDrawing(draw.seed, speakers.drawn_at, draw.letter, draw.lots, intervention.arrival)
