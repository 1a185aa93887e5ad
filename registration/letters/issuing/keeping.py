"""What all letters have in common when they are issued: their signs, their number, their bytes."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Max, Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersessional.accounts.models import User
from intersessional.sealing import seal
from registration.meetings.models import Meeting

from ..glyphs import uncovered
from ..models import ABOUT, Kind, Letter, State
from ..rendering import template_version
from ..signing import signed


class NoGlyph(Exception):
    """A name holds characters that none of our fonts can print; the text names them."""


class Superseded(Exception):
    """What the letter states changed while it was made; another try states what holds now."""


def check_glyphs(texts: Iterable[str]) -> None:
    """Refuse texts with characters that none of our fonts can print.

    :raises NoGlyph:
    """
    missing = uncovered(" ".join(texts))
    if missing:
        signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
        raise NoGlyph(
            _("No font of ours prints %(signs)s. Please ask for another spelling.")
            % {"signs": signs}
        )


def meeting_facts(meeting: Meeting, language: str) -> dict[str, Any]:
    """Return what letters state of a meeting, in the language of the letter."""
    with override(language):
        return {
            "city": meeting.city,
            "meeting_title": meeting.title,
            "meeting_begins_on": meeting.begins_on,
            "meeting_ends_on": meeting.ends_on,
            "venue_name": meeting.venue,
            "venue_address": tuple(meeting.venue_address),
            "closes_on": meeting.registration_last_day,
            "contact_email": meeting.contact_email,
        }


def next_version(kind: Kind, about: Model, meeting: Meeting) -> int:
    """Return the number of the next issue of this kind about a row; hold a lock while you use it."""
    found = _of(kind, about, meeting).aggregate(last=Max("version"))
    return (found["last"] or 0) + 1


def keep(
    kind: Kind,
    about: Model,
    *,
    meeting: Meeting,
    version: int,
    language: str,
    code: str,
    issued_on: date,
    template: str,
    wording: str = "",
    facts: dict[str, Any],
    pdf: bytes,
    by: User | None = None,
    is_sealed: bool = False,
) -> Letter:
    """Keep a letter that was just rendered, inside the caller's transaction and lock.

    It is signed first, where there is a certificate. `about` is the row of which this kind speaks
    (`models.ABOUT`). A valid letter of the same kind about it is marked as replaced by the new one. A
    sealed letter is kept encrypted; its `facts` must hold nothing that the seal hides. `wording` is the
    digest of the text, where staff write it.
    """
    valid = _of(kind, about, meeting).filter(state=State.VALID)
    earlier = valid.values_list("pk", flat=True).first()
    pdf = signed(pdf, language=language)
    if earlier is not None:
        valid.update(state=State.REPLACED)
    letter: Letter = Letter.objects.create(
        kind=kind,
        **{ABOUT[kind]: about},
        meeting=meeting,
        version=version,
        language=language,
        code=code,
        issued_on=issued_on,
        issued_by=by,
        replaces_id=earlier,
        template_version="-".join(filter(None, [template_version(template), wording])),
        facts=facts,
        sha256=sha256(pdf).hexdigest(),
        pdf=seal(pdf) if is_sealed else pdf,
        is_sealed=is_sealed,
    )
    return letter


def _of(kind: Kind, about: Model, meeting: Meeting) -> Any:
    return Letter.objects.filter(kind=kind, meeting=meeting, **{ABOUT[kind]: about})
