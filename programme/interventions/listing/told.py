"""What every line about a request says of it."""

from dataclasses import dataclass

from .. import saying
from ..lists import Entry
from ..models import Intervention


@dataclass(frozen=True)
class Told:
    """A request, and where it stands on its list."""

    intervention: Intervention
    entry: Entry

    @property
    def name(self) -> str:
        """The delegation."""
        return self.intervention.delegation.name

    @property
    def speaker(self) -> str:
        """Who speaks; empty where nobody is named, or who was named no longer comes."""
        return self.intervention.speaker_name_when(self.entry.state)

    @property
    def kind(self) -> str:
        """What is asked for."""
        return saying.kind_of(self.intervention)

    @property
    def state(self) -> str:
        """Where it stands."""
        return str(self.entry.state.label)
