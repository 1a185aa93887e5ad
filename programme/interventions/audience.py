"""The speakers on a list, for the messages of the staff (`settings.MAILING_AUDIENCES`)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registration.mailings.audiences import Addressee, Filters, Source, of_registration
from registration.meetings.models import Meeting
from registration.registrations.transitions import ACTIVE

from . import queries
from .addressees import Addressee as Asker
from .addressees import addressees
from .models import Intervention
from .transitions import COUNTING


def _segments(meeting: Meeting) -> list[tuple[str, str]]:
    return [(str(one.uid), one.full_title) for one in queries.segments_of(meeting)]


def _speakers(meeting: Meeting, filters: Filters) -> Iterator[Addressee]:
    """Return who speaks under a segment: the speaker who is named, or else whoever asked."""
    segment = queries.segment_of(meeting, filters.get("which", ""))
    if segment is None:
        return
    entries = queries.speakers_of(segment).entries
    counting = [pk for pk, entry in entries.items() if entry.state in COUNTING]
    found = Intervention.objects.filter(pk__in=counting).select_related("speaker", "asked_by")
    requests = list(found.order_by("arrival"))
    askers = addressees(requests)
    for one in requests:
        yield _reader(one, askers[one.pk])


def _reader(one: Intervention, asker: Asker) -> Addressee:
    if one.speaker and one.speaker.state in ACTIVE:
        return of_registration(one.speaker)
    return Addressee(asker.email, asker.language, asker.name, delegation=one.delegation_id)


SPEAKERS = Source(_("Speakers on a list"), _speakers, _segments, _("Of which list"))
