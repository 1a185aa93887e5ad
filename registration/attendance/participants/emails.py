"""Composing the mail by which a focal point learns what became of a correction."""

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message
from registration.delegations.emails import compose

from ..models import Correction, CorrectionState


def decided(message: Message) -> Mail:
    """Compose the answer to a request for a correction."""
    correction = Correction.objects.select_related(
        "asked_by", "registration__delegation__entity", "registration__meeting"
    ).get(pk=message.about_id)
    registration = correction.registration
    # So that its name is the one of the meeting's day.
    registration.delegation.meeting = registration.meeting
    context = {
        "salutation_name": correction.asked_by.name,
        "correction": correction,
        "registration": registration,
        "delegation": registration.delegation,
        "is_accepted": correction.state == CorrectionState.ACCEPTED,
    }
    to = correction.asked_by.email
    return compose("list_correction_decided", to, registration.meeting, context, message)
