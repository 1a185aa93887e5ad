"""A batch and its progress, as the staff see them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.localised import LANGUAGES, sort_key
from registration.delegations.models import Entity, EntityQuerySet
from registration.letters import policies, queries
from registration.letters.audiences import Audience
from registration.letters.emails import refusal_text
from registration.letters.issuing import INVITATION_REFUSALS, preview_invitation
from registration.letters.models import Batch, Bundle, Standing
from registration.letters.operations.bundles import KEPT_FOR
from registration.letters.rendering import PrintingUnavailable
from registration.meetings.models import Meeting

DONE = (Standing.SENT, Standing.POST)
COLOURS = {
    Standing.PREPARED: "",
    Standing.WAITING: "wait",
    Standing.SENT: "ok",
    Standing.POST: "info",
    Standing.FAILED: "stop",
    Standing.CANCELLED: "",
    Standing.WITHDRAWN: "stop",
}


@dataclass(frozen=True)
class Progress:
    """How far a batch has come, from its rows alone; the same after each reload."""

    batch: Batch
    label: str
    counted: Counter[Standing]

    @property
    def done(self) -> int:
        """Letters that were sent, or are rendered for the post."""
        return sum(self.counted[one] for one in DONE)

    @property
    def wanted(self) -> int:
        """Letters that are to be made and stand: all but those that were cancelled or withdrawn."""
        given_up = self.counted[Standing.CANCELLED] + self.counted[Standing.WITHDRAWN]
        return self.batch.size - given_up

    @property
    def is_under_way(self) -> bool:
        """Whether something still changes by itself."""
        return bool(self.counted[Standing.WAITING]) and not self.batch.paused_at

    @property
    def state(self) -> tuple[str, str]:
        """The colour and the word for the batch."""
        if self.batch.cancelled_at:
            return "", _("cancelled")
        if not self.batch.approved_at:
            return "wait", _("to be approved")
        if self.counted[Standing.WAITING]:
            return ("wait", _("paused")) if self.batch.paused_at else ("info", _("under way"))
        return ("stop", _("done, with failures")) if self.failed else ("ok", _("done"))

    @property
    def failed(self) -> int:
        """Letters that were given up."""
        return self.counted[Standing.FAILED]

    @property
    def text(self) -> str:
        """The same in a sentence."""
        if not self.batch.approved_at:
            text = ngettext(
                "%d invitation is prepared.", "%d invitations are prepared.", self.batch.size
            )
            return text % self.batch.size
        given = {str(one): self.counted[one] for one in Standing}
        given |= {"done": self.done, "all": self.wanted}
        return (
            _(
                "%(done)d of %(all)d done: %(sent)d sent, %(post)d for the post; %(failed)d failed,"
                " %(waiting)d waiting."
            )
            % given
        )


@dataclass(frozen=True)
class Row:
    """One recipient on the page."""

    line: queries.Line
    colour: str
    # Why it has failed, or is tried again.
    why: str


def progress_of(batches: Sequence[Batch], labels: dict[int, str]) -> list[Progress]:
    """Return how far batches have come; one query."""
    counted = queries.counts(batches)
    return [Progress(batch, labels[batch.pk], counted[batch.pk]) for batch in batches]


def rows(batch: Batch) -> list[Row]:
    """Return the recipients of a batch in postal order."""
    return [Row(line, COLOURS[line.standing], _why(line)) for line in queries.lines(batch)]


def _why(line: queries.Line) -> str:
    """Return the note of a try, in the reader's language where it is one of our sentences."""
    failing = line.standing in {Standing.WAITING, Standing.FAILED}
    return _(line.note) if failing and line.note else ""


def is_reachable(line: queries.Line) -> bool:
    """Say whether a letter was for the post, and its entity has an address by now."""
    return line.standing == Standing.POST and bool(line.invitation.entity.email)


def why_not_approve(batch: Batch, by: User) -> str:
    """Return why somebody may not approve a batch that waits for it, or nothing."""
    try:
        policies.check_can_approve(batch, by)
    except policies.NotNow as refusal:
        return str(refusal)
    return ""


def bundles(batch: Batch) -> list[Bundle]:
    """Return the files for printing that can be had, are being made or have failed lately."""
    recent = batch.bundles.filter(erased_at__isnull=True)
    return list(recent.filter(queued_at__gt=timezone.now() - 2 * KEPT_FOR))


class CannotBePrinted(Exception):
    """There is no preview; the text says why."""


def preview(entity: Entity, meeting: Meeting, *, at: datetime) -> bytes:
    """Return an entity's letter as it would be sent now, which is kept nowhere.

    :raises CannotBePrinted:
    """
    with refusals_in_words():
        return preview_invitation(
            entity, meeting=meeting, at=at, language=entity.correspondence_language
        )


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Say why a letter cannot be printed, whatever refused it.

    :raises CannotBePrinted:
    """
    try:
        yield
    except INVITATION_REFUSALS as error:
        raise CannotBePrinted(refusal_text(error)) from error
    except PrintingUnavailable as error:
        raise CannotBePrinted(_("Letters cannot be printed on this machine at present.")) from error


@dataclass(frozen=True)
class Texts:
    """The texts of the invitation that a meeting has, and where the others could come from."""

    held: int
    wanted: int
    # Only where some are missing.
    earlier: Meeting | None


def texts(meeting: Meeting) -> Texts:
    """Return how complete the texts of a meeting are; one query, two where some are missing."""
    held, wanted = len(queries.templates(meeting)), len(Audience) * len(LANGUAGES)
    earlier = queries.earlier_with_texts(meeting) if held < wanted else None
    return Texts(held, wanted, earlier)


def choices(meeting: Meeting, entities: EntityQuerySet) -> list[tuple[str, str]]:
    """Return code and name of entities, by name; two queries."""
    language = (get_language() or "en")[:2]
    found = entities.prefetch_related("names")
    named = [(one.code, one.name_on(meeting.begins_on, language)) for one in found]
    return sorted(named, key=lambda one: sort_key(one[1]))
