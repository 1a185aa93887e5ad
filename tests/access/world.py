"""One object of each kind, and for each URL pattern an address that leads to it."""

import re
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import resolve, reverse
from django.utils import timezone
from model_bakery import baker

from intersessional.accounts.models import StaffInvitation, User
from intersessional.checks import Address
from intersessional.privacy.models import Export
from intersessional.uploads import examined
from programme.agenda import operations as agenda
from programme.agenda import queries
from programme.agenda.details import DocumentDetails
from programme.agenda.models import Contributor, Document, Edition, Item, Room, Segment, Session
from programme.bilaterals.details import NewPaper
from programme.bilaterals.models import Absence, Ask, Bilateral, Excusal, Plan, Resource, SharedRoom
from programme.bilaterals.models import Note as ConfidentialNote
from programme.bilaterals.models import Printout as DaySheet
from programme.bilaterals.operations import answering, offering
from programme.bilaterals.operations.brief_papers import attach_paper
from programme.interventions import operations as interventions
from programme.interventions.details import InterventionDetails
from programme.interventions.floor import watching
from programme.interventions.models import Intervention, Printout, Swap
from programme.interventions.queries import ListedSegment, segments_of
from registration.attendance.models import (
    BadgePrint,
    Correction,
    ListFile,
    ListVersion,
    Passage,
)
from registration.attendance.participants.queries import content_of
from registration.letters import operations as letters
from registration.letters.models import Batch, Bundle, Format, Letter, Scope
from registration.registrations.models import (
    Extension,
    LikelyDuplicate,
    Quota,
    Registration,
    TravelDocument,
)
from tests import people
from tests.programme.bilaterals import days
from tests.programme.interventions import floors
from tests.programme.interventions.statements import CANARY_NAME, SECRET_PDF, hand_in
from tests.registration.mailings import messages

# What a host wrote down for itself; it stands nowhere else.
NOTE_CANARY = "Zwischenlösung-7741: they would rather wait"
# A paper that planners attached to the brief, by its title and by its bytes.
PAPER_CANARY = "Beilage-omikron-5518"
PAPER_PDF = people.SMALL_PDF.replace(b"<<>>", b"<</Canary (Ptarmigan-5518)>>", 1)


class World:
    """Paola's registration with letter and note, one of another delegation, a row of each model."""

    def __init__(self) -> None:
        self.paola = people.receive(people.TRAVELLER)
        self.olena = people.receive(people.OLENA)
        self.user = User.objects.create_user("zoe@isu.example", "a long enough password")
        self.colleague = people.colleague()
        self.staff_invitation = baker.make(
            StaffInvitation,
            email="tomorrow@isu.example",
            roles=["isu_staff"],
            language="en",
            invited_by=self.user,
            expires_at=timezone.now() + timedelta(days=1),
        )
        self.letter = baker.make(
            Letter,
            kind="confirmation",
            meeting=self.paola.meeting,
            registration=self.paola,
            version=1,
            code="0123-4567-89AB-CDEF",
            pdf=b"%PDF-",
        )
        self.confirmation = baker.make(
            Letter,
            kind="delegation",
            meeting=self.paola.meeting,
            delegation=self.paola.delegation,
            version=1,
            facts={"digest": "", "members": []},
            pdf=b"%PDF-",
        )

        self.passport = self._passport()
        self.note = people.note(self.paola.delegation, self.user)
        self.batch = self._batch()
        self.bundle = self._bundle()
        self.document = self._document()
        self.calendar = agenda.keep_calendar(
            self.paola.meeting, is_whole=True, language="en", by=self.user, at=people.ON_14_MAY
        )
        self.intervention = self._intervention()
        self.swap = self._swap()
        self.printout = baker.make(
            Printout,
            segment_id=self.intervention.segment_id,
            language="en",
            digest="0" * 64,
            facts={},
            pdf=b"%PDF-",
            printed_at=people.ON_14_MAY,
        )
        # Held: nobody has spoken.
        self.statement = hand_in(
            self.intervention, SECRET_PDF, name=f"{CANARY_NAME}.pdf", by=self.user
        )
        self._print_programme()
        self._list_participants()
        self._bilaterals()
        self._attendance()
        # A draft to everybody registered, which is sent by nobody.
        self.mailing = messages.draft(self.user)
        # What the portal holds about Paola, as somebody ordered it who is not among the actors.
        self.answer = baker.make(
            Export, person=self.paola.person, asked_by=self.user, printed_at=people.ON_14_MAY
        )

    def _list_participants(self) -> None:
        """A list of nobody, which delegations see, printed; a correction that nobody has decided."""
        content = content_of(self.paola.meeting, at=people.ON_14_MAY)
        version = baker.make(
            ListVersion,
            meeting=self.paola.meeting,
            number=1,
            kind="provisional",
            population=content.population,
            content=content.to_json(),
            made_by=self.user,
            is_shown=True,
            shown_at=people.ON_14_MAY,
            shown_by=self.user,
        )
        for form in ("pdf", "docx"):
            baker.make(
                ListFile,
                version=version,
                language="en",
                format=form,
                file=b"%PDF-",
                sha256="0" * 64,
                printed_at=people.ON_14_MAY,
            )
        self.correction = baker.make(
            Correction, registration=self.paola, asked_by=self.user, state="open", language="en"
        )

    def _attendance(self) -> None:
        """A file of badges, and what the door saw of Paola."""
        meeting = self.paola.meeting
        self.badge_print = baker.make(
            BadgePrint,
            meeting=meeting,
            token="b" * 22,
            layout="a6",
            language="en",
            scope="all",
            count=1,
            asked_by=self.user,
            pdf=b"%PDF-",
            printed_at=people.ON_14_MAY,
        )
        self.passage = baker.make(
            Passage,
            meeting=meeting,
            registration=self.paola,
            day=people.THURSDAY,
            act="check_in",
            way="badge",
            by=self.user,
            key="p" * 36,
        )

        # Her certificate, as if a worker had made it.
        baker.make(
            Letter,
            kind="attendance",
            meeting=meeting,
            registration=self.paola,
            language="en",
            state="valid",
            issued_on=people.THURSDAY,
            facts={},
            pdf=b"%PDF-",
        )

    def _bilaterals(self) -> None:
        """Ecuador is to meet the Committee on Article 5; one row of each kind, at nobody’s time."""
        self.candidate = days.make_candidate(days.host_of("article-5"), entity_code="ec")
        SharedRoom.objects.create(room=days.room_named("Room E"))
        self.bilateral = self._accepted(days.placed(self.candidate, days.at(9, 30)))
        self.day_sheet = baker.make(
            DaySheet,
            meeting=self.candidate.meeting,
            paper="day_sheet",
            key="article-5",
            language="en",
            digest="0" * 64,
            facts={},
            pdf=b"%PDF-",
            printed_at=people.ON_14_MAY,
        )
        swiss = Resource.objects.get(entity__code="ch")
        baker.make(
            Excusal, candidate=self.candidate, entity=swiss.entity, excused_by=self.user, reason="-"
        )
        baker.make(
            Absence,
            resource=swiss,
            meeting=self.paola.meeting,
            begins_at=days.at(15),
            ends_at=days.at(16),
        )
        self.ask = baker.make(
            Ask,
            delegation=self.paola.delegation,
            host=days.host_of("article-5"),
            asked_by=self.user,
            reason="Mines",
            language="en",
            token="a" * 22,
        )
        self.plan = baker.make(
            Plan, meeting=self.paola.meeting, kind="propose", asked_by=self.user, state="queued"
        )
        self.brief_paper, _is_new = attach_paper(
            self.bilateral,
            NewPaper(PAPER_CANARY, examined(SimpleUploadedFile("paper.pdf", PAPER_PDF))),
            by=self.user,
            at=people.ON_14_MAY,
        )
        # Read by its officers, of whom there is none among the actors.
        self.confidential = ConfidentialNote(
            host=days.host_of("article-5"),
            bilateral=self.bilateral,
            version=1,
            written_at=people.ON_14_MAY,
            written_by=self.user,
        )
        self.confidential.text = NOTE_CANARY
        self.confidential.save()

    def _accepted(self, bilateral: Bilateral) -> Bilateral:
        """Ecuador was invited and has accepted; Paola comes."""
        entity = bilateral.delegation.entity
        entity.email = "mission@ecuador.example"
        entity.save()
        who: dict[str, Any] = {"by": self.user, "at": people.ON_14_MAY}
        offering.offer([bilateral], **who)
        return answering.accept(bilateral, [self.paola.pk], on_behalf="Paola", **who)

    def _batch(self) -> Batch:
        """A batch that invites Ecuador."""
        meeting, entity = self.paola.meeting, self.paola.delegation.entity
        return letters.prepare(
            meeting, [entity.pk], choice="entity=ec", by=self.user, at=people.ON_14_MAY
        )

    def _bundle(self) -> Bundle:
        """A file of its letters, which has none yet."""
        bundle = letters.ask_bundle(
            self.batch,
            format=Format.ZIP,
            scope=Scope.ALL,
            language="en",
            by=self.user,
            at=people.ON_14_MAY,
        )
        letters.make_next_bundle()
        return bundle

    def _document(self) -> Document:
        """A paper of the whole meeting, for everybody."""
        return agenda.add_document(
            self.paola.meeting,
            details=DocumentDetails(title_en="Paper"),
            language="en",
            source="https://meetings.example/paper.pdf",
            by=self.user,
            at=people.ON_14_MAY,
        )

    def _intervention(self) -> Intervention:
        """Ecuador's request for the floor; Paola has the right to ask for more."""
        interventions.give_right(self.paola, by=self.user, at=people.ON_14_MAY)
        return interventions.ask(
            InterventionDetails(),
            segment=self._listed(),
            delegation=self.paola.delegation,
            token="t" * 22,
            language="en",
            by=self.user,
            at=people.ON_14_MAY,
        )

    def _swap(self) -> Swap:
        """Ecuador's proposal to exchange its place with Zimbabwe's."""
        other = interventions.ask(
            InterventionDetails(),
            segment=self._listed(),
            delegation=floors.delegation("zw"),
            token="z" * 22,
            language="en",
            by=self.user,
            at=people.ON_14_MAY,
        )
        return interventions.propose_swap(
            self.intervention,
            partner=other.pk,
            segment=self._listed(),
            seen=(1, 2),
            by=self.user,
            at=people.ON_14_MAY,
        )

    def _listed(self) -> ListedSegment:
        """A segment in which States speak."""
        found = segments_of(self.paola.meeting)
        return next(one for one in found if one.segment.audience == "states")

    def _print_programme(self) -> None:
        """Leave the programme on paper, as a worker does."""
        version = queries.latest(self.paola.meeting)
        for language in ("en", "fr", "es"):
            baker.make(
                Edition,
                publication=version,
                language=language,
                pdf=b"%PDF-",
                sha256="0" * 64,
                printed_at=people.ON_14_MAY,
            )

    def _passport(self) -> TravelDocument:
        """The particulars for Paola's letter for a visa, entered by somebody else."""
        people.enter_passport(self.paola, by=self.user)
        return TravelDocument.objects.get()

    def path(self, address: Address) -> str:
        """Return an address that the pattern matches, with objects that exist.

        Whoever adds a parameter that is not here adds it, and thinks about who may see what.
        """
        if address.name == "admin:":
            return self._unnamed(address)
        return reverse(address.name, kwargs=self._arguments(address))

    def _unnamed(self, address: Address) -> str:
        """The admin site has two kinds without a name: an old address of an object, and the rest."""
        path = address.route.replace("<path:object_id>", "1").replace(r"(?P<url>.*)$", "nowhere")
        assert resolve(f"/{path}").func is address.pattern.callback
        return f"/{path}"

    def _arguments(self, address: Address) -> dict[str, Any]:
        model, is_programme = model_of(address), "programme/" in address.route
        known = {
            "slug": "2018",
            "token": self.calendar.key if is_programme else self.paola.receipt_token,
            "number": 3
            if is_programme or "/record/" in address.route
            else self.paola.receipt_number,
            "lang": "en",
            "what": "notes",
            "host": "article-5",
            "dataset": "registrations",
            "time": "0930",
            "code": self._code(address),
            "pk": self._number(address),
            # The programme as it was loaded.
            "version": 1,
            "swap": self.swap.pk,
            "signed": self._signed(address) if "<str:signed>" in address.route else "",
            "uid": self._uid(address),
            "key": self._statement_key(address),
            "content_type_id": 1,
            "app_label": "registrations",
            "url": "nowhere",
        }
        if model is not None:
            known |= dict.fromkeys(("object_id", "pk", "id"), self.some(model).pk)
        elif "object_id" in parameters(address):
            known["object_id"] = 1
        return {name: known[name] for name in parameters(address)}

    def _statement_key(self, address: Address) -> str:
        """Return the key of the statement's file, or the lasting name of its item."""
        if address.name.endswith(":file"):
            return self.statement.key
        return str(self.intervention.segment.item.uid)

    def _code(self, address: Address) -> str:
        """Return the code of a delegation, of a bilateral, or of a letter."""
        if re.search("delegation/|desk/", address.route):
            return "ec"
        return self.bilateral.code if "bilaterals/" in address.route else self.letter.code

    def _number(self, address: Address) -> int:
        if "desk/accounts/" in address.route:
            is_of_invitation = "invitations/" in address.route
            return (self.staff_invitation if is_of_invitation else self.colleague).pk
        if "participants/corrections/" in address.route:
            return self.correction.pk
        if "messages/" in address.route:
            return self.mailing.pk
        if "personal-data/" in address.route:
            return self.paola.person_id if "people/" in address.route else self.answer.pk
        if "badges/prints/" in address.route:
            return self.badge_print.pk
        if "check-in/passages/" in address.route:
            return self.passage.pk
        if "bilaterals/plan/" in address.route:
            return self.plan.pk
        if re.search("bilaterals/(ask|requests)/", address.route):
            return self.ask.pk
        if "bilaterals/briefs/" in address.route:
            return self.brief_paper.pk
        if "bilaterals/papers/" in address.route:
            return self.day_sheet.pk
        if "bilaterals/" in address.route:
            return self.candidate.pk
        if "interventions/" in address.route or "statements/" in address.route:
            return self.intervention.pk
        if "invitations/letters/" in address.route:
            return self.batch.invitations.get().pk
        if "/print/" in address.route:
            return self.printout.pk
        if "speakers/" in address.route or "speaker/" in address.route:
            return self.intervention.pk
        if "invitations/files/" in address.route:
            return self.bundle.pk
        if "confirmation" in address.route:
            return self.confirmation.pk
        return self.batch.pk if "invitations/" in address.route else self.note.pk

    def _signed(self, address: Address) -> str:
        """Return what opens a screen that watches a list of speakers."""
        segment = segments_of(self.paola.meeting)[0]
        if address.name == "floor:room":
            return watching.sign_link(segment)
        return watching.sign_state(watching.Watched.of(segment, watching.DISPLAY))

    def _uid(self, address: Address) -> str:
        """Return the lasting name of a document, or of a part of the programme's draft."""
        if "speaker/" in address.route:
            return self.intervention.segment.uid
        if "floor/" in address.route:
            return segments_of(self.paola.meeting)[0].uid
        if "documents/" in address.route:
            return self.document.uid
        if "speakers/" in address.route:
            return self.intervention.segment.uid
        if "interventions/" in address.route:
            return self._listed().uid
        parts = {"items": Item, "sessions": Session, "rooms": Room, "people": Contributor}
        for name, model in parts.items():
            if f"programme/{name}/" in address.route:
                return str(model.objects.filter(meeting=self.paola.meeting).first().uid)
        # One that has a panel.
        return str(Segment.objects.exclude(panel=None).first().uid)

    def some(self, model: type[models.Model]) -> models.Model:
        """Return a row of a model, made if there is none."""
        if model is Registration:
            return self.paola
        if model is Letter:
            return self.letter
        if model is TravelDocument:
            return self.passport
        if model is User:
            return self.user
        fields = {field.name for field in model._meta.get_fields()}
        # One made up would begin and close today, and not all hours of a day allow that.
        here = {"meeting": self.paola.meeting} if "meeting" in fields else {}
        return model._default_manager.first() or baker.make(model, **(here | self._given(model)))

    def _given(self, model: type[models.Model]) -> dict[str, Any]:
        """Return what must not be made up."""
        if model is Authenticator:
            return {"user": self.user, "type": Authenticator.Type.RECOVERY_CODES, "data": {}}
        if model is LikelyDuplicate:
            return {"first": self.paola, "second": self.olena}
        if model in {Quota, Extension}:
            whose = {"meeting": self.paola.meeting, "delegation": self.paola.delegation}
            return whose | ({"granted_by": self.user} if model is Extension else {})
        return {"user": self.user} if hasattr(model, "user") else {}


def parameters(address: Address) -> list[str]:
    """Return the names of an address's parameters."""
    return re.findall(r"<(?:\w+:)?(\w+)>", address.route)


def model_of(address: Address) -> type[models.Model] | None:
    """Return the model that the id in an address is about."""
    namespace, _, name = address.name.partition(":")
    if address.name in {"mfa_remove_webauthn", "mfa_edit_webauthn"}:
        return apps.get_model("mfa", "authenticator")
    if namespace != "admin" or name.count("_") < 2:
        return None
    if name == "auth_user_password_change":
        return apps.get_model("accounts", "user")
    app_label, model, _view = name.split("_", 2)
    try:
        return apps.get_model(app_label, model)
    except LookupError:
        return None
