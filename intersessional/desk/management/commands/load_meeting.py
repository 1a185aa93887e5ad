"""`manage.py load_meeting 2018`: a meeting from the data files, again and again without doubling."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from intersessional import clock
from programme.agenda.loading import load_programme
from programme.agenda.operations.publishing import publish_within
from programme.bilaterals.loading import load_frame
from registration.delegations.loading import load_entities, load_members
from registration.letters.loading import load_invitation_texts
from registration.meetings import loading
from registration.meetings.models import Meeting


class Command(BaseCommand):
    """Loads meeting, Committees, entities, Committee members, texts, programme, bilaterals."""

    help = "Loads a meeting from the data files in the repository."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of the data file."""
        parser.add_argument("name", help="the data file, for example 2018")
        parser.add_argument(
            "--unless-loaded", action="store_true", help="leave a meeting alone that is there"
        )

    @transaction.atomic
    def handle(self, *, name: str, unless_loaded: bool, **options: Any) -> None:
        """Write everything in one transaction."""
        try:
            data = loading.read(name)
        except loading.NoSuchMeeting as error:
            raise CommandError(str(error)) from None
        if unless_loaded and Meeting.objects.filter(slug=data["meeting"]["slug"]).exists():
            return
        meeting = loading.load_meeting(data["meeting"])
        loading.load_committees(data["committees"])
        load_entities()
        load_members(data["committees"], data["committee_term"])
        load_invitation_texts(meeting)
        note = load_programme(meeting)
        # Before the first version, which has the rooms of the bilaterals, too.
        load_frame(meeting)
        if note:
            publish_within(meeting, note=note, by=None, at=clock.now())
        if options["verbosity"]:
            self.stdout.write(f"Loaded {meeting}.")
