"""The papers of a brief as lines of its page."""

from dataclasses import dataclass

from programme.agenda.documents import kind_of
from registration.meetings.links import meeting_path

from ..models import Bilateral, BriefPaper


@dataclass(frozen=True)
class PaperLine:
    """A paper, with the addresses at which it is fetched and removed."""

    paper: BriefPaper
    url: str
    remove_url: str

    @property
    def kind(self) -> str:
        """What sort of file it is: PDF, Word, or a picture."""
        return kind_of(self.paper.content_type)


def lines_of(bilateral: Bilateral) -> list[PaperLine]:
    """Return the papers of a bilateral in the order in which they came."""
    return [_line(bilateral, one) for one in bilateral.papers.all()]


def _line(bilateral: Bilateral, paper: BriefPaper) -> PaperLine:
    where = (bilateral.code, paper.pk)
    return PaperLine(
        paper=paper,
        url=meeting_path(bilateral.meeting, "bilaterals:attached_paper", *where),
        remove_url=meeting_path(bilateral.meeting, "bilaterals:remove_attached_paper", *where),
    )
