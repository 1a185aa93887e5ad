"""What publishing would do now: the version as it would be, what differs, and who would be told."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from intersessional.outbox.models import Message
from intersessional.outbox.models import State as MessageState
from registration.meetings.models import Meeting

from . import queries
from .concerned import WISHES, Concerned, concerned_by, wishes_by_address
from .conflicts import conflicts_of
from .differences import Differences, compare
from .models import Notice, Publication
from .reading import Programme, Text, published, read
from .snapshots import Content, one_moment, take

KIND = "programme_changed"
# A failed mail may still be sent again by the staff: until then it has told nothing.
_NOT_TOLD = (MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED)


@dataclass(frozen=True)
class Recipient:
    """One who would be told: why, since which version, and of what."""

    email: str
    concerned: Concerned
    since: Publication | None
    differences: Differences

    def notice(self, publication: Publication) -> Notice:
        """Return the row for a version, to be saved or only to be shown."""
        return Notice(
            publication=publication,
            since=self.since,
            email=self.email,
            language=self.concerned.language,
            name=self.concerned.name,
            reasons=sorted(self.concerned.reasons),
            person_uids=sorted(self.concerned.person_uids),
            item_uids=sorted(self.concerned.item_uids),
            is_whole=self.concerned.is_whole,
        )


@dataclass(frozen=True)
class Proposal:
    """The next version, as long as nobody changes the draft."""

    meeting: Meeting
    previous: Publication | None
    content: Content
    differences: Differences
    # Whom these changes concern, by address; the recipients are also who is to be told of earlier ones.
    concerned: dict[str, Concerned]
    recipients: list[Recipient]

    @cached_property
    def obstacles(self) -> list[str]:
        """What stops publishing, in words; staff settle it in the draft."""
        found = conflicts_of(self.differences.new, self.meeting)
        return [one.words for one in found if one.stops]

    @property
    def number(self) -> int:
        """The number of the version that would be published."""
        return self.previous.number + 1 if self.previous else 1

    @cached_property
    def digest(self) -> str:
        """What stands for what is decided: another version, or somebody else who has a part in it.

        Not the mails that leave meanwhile, nor wishes to be told: both come and go by themselves, and a
        correction must not wait for a moment when nothing does.
        """
        told = [
            [
                email,
                one.language,
                one.name,
                sorted(one.reasons - WISHES),
                sorted(one.person_uids),
            ]
            for email, one in sorted(self.concerned.items())
            if one.reasons - WISHES
        ]
        whole = json.dumps([self.number, self.content, told], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()

    def publication(self, note: dict[str, str], *, at: datetime) -> Publication:
        """Return the version as it would be, not saved."""
        return Publication(
            meeting=self.meeting,
            number=self.number,
            content=self.content,
            published_at=at,
            **{f"note_{language}": text for language, text in note.items()},
        )


@one_moment()
def propose(meeting: Meeting) -> Proposal:
    """Return what publishing the draft would do now, all of it as it stands at one instant."""
    previous, content = queries.latest(meeting), take(meeting)
    new = read(content, previous.number + 1 if previous else 1)
    differences = compare(published(previous) if previous else None, new)
    concerned = concerned_by(differences, meeting)
    recipients = _recipients(previous, new, differences, concerned)
    return Proposal(meeting, previous, content, differences, concerned, recipients)


def draft_digest(content: Content) -> str:
    """Return what stands for a draft that was shown."""
    whole = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def as_taken_back(draft: Content, content: Content) -> Content:
    """Return what a draft says when it was taken back: its meeting stays its own, and nobody goes."""
    names = {one["uid"] for one in content["contributors"]}
    others = [one for one in draft["contributors"] if one["uid"] not in names]
    people = content["contributors"] + others
    return content | {"meeting": draft["meeting"], "contributors": people}


def unused_words(old: Content, new: Content) -> list[str]:
    """Return which rooms and people come or go of whom no session says anything."""
    lines = []
    for kind in ("rooms", "contributors"):
        before, after = [{one["uid"]: one for one in each[kind]} for each in (old, new)]
        for told, found in (
            (_("%(name)s is added."), [after[uid] for uid in after.keys() - before.keys()]),
            (_("%(name)s is taken out."), [before[uid] for uid in before.keys() - after.keys()]),
        ):
            lines += [told % {"name": _name(one)} for one in found]
    return sorted(lines)


def _name(raw: Content) -> str:
    """Return what a room or a person of a content is called."""
    if isinstance(raw["name"], dict):
        return str(Text(**raw["name"]))
    return raw["name"] or str(Text(**raw["function"]))


def told_to(concerned: Concerned, differences: Differences) -> Differences:
    """Return what of the differences a reader is told."""
    return differences.only([one for one in differences.changes if concerned.hears_of(one)])


def concerned_of(notice: Notice) -> Concerned:
    """Return whom a notice is for, and what of the changes concerns them."""
    return Concerned(
        email=notice.email,
        language=notice.language,
        name=notice.name,
        reasons=frozenset(notice.reasons),
        person_uids=frozenset(notice.person_uids),
        item_uids=frozenset(notice.item_uids),
        is_whole=notice.is_whole,
    )


def _recipients(
    previous: Publication | None,
    new: Programme,
    differences: Differences,
    concerned: dict[str, Concerned],
) -> list[Recipient]:
    """Return who is told, by address.

    Whoever was not told of the last version yet is told by this one of both, and the earlier mail
    does not leave any more (`emails.check_newest`): so no mail says what is true no longer.
    """
    found = dict(concerned)
    since: dict[str, Publication | None] = dict.fromkeys(found, previous)
    for earlier, base in _still_wanted(_not_told(previous)):
        address = earlier.email
        since[address] = base
        found[address] = found[address].joined(earlier) if address in found else earlier
    bases = {previous.pk if previous else None: differences}
    told = []
    for address in sorted(found):
        base = since[address]
        key = base.pk if base else None
        if key not in bases:
            bases[key] = compare(published(base) if base else None, new)
        theirs = told_to(found[address], bases[key])
        if not theirs.is_empty:
            told.append(Recipient(address, replace(found[address], email=address), base, theirs))
    return told


def _not_told(previous: Publication | None) -> list[Notice]:
    """Return the notices of the last version whose mail has not left."""
    if previous is None:
        return []
    messages = Message.objects.filter(kind=KIND, state__in=_NOT_TOLD)
    notices = Notice.objects.filter(publication=previous).select_related("publication", "since")
    return list(notices.filter(pk__in=messages.values("about_id")))


def _still_wanted(notices: list[Notice]) -> list[tuple[Concerned, Publication | None]]:
    """Return whom notices are still for, and since when: whoever only had asked must ask still."""
    found = [(concerned_of(notice), notice.since) for notice in notices]
    if not any(one.reasons <= WISHES for one, _since in found):
        return found
    wishes = wishes_by_address(notices[0].publication.meeting_id)
    return [
        (still, since)
        for one, since in found
        if (still := one.wanting(wishes.get(one.email, set())))
    ]
