"""Handing statements in: with the request, later, again, by two at once; and what is refused."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.utils import timezone

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.composing import NoLongerNeeded, check_still_needed, composer_for
from intersessional.outbox.models import Message
from intersessional.uploads import MAX_BYTES
from programme.interventions import operations, tasks
from programme.interventions.models import Disclosure, Intervention, Statement
from programme.interventions.operations import RequestEnded, SentDifferently, give_right, statements
from programme.interventions.queries import ListedSegment
from tests.own_database import at_once
from tests.pages import Page, text
from tests.people import ON_14_MAY, PAOLA, SMALL_PDF, focal_point, isu_staff, receive, set_clock
from tests.programme.interventions import statements as acts
from tests.programme.interventions.floors import CLOSED, ask, minutes_later, states_speak
from tests.programme.interventions.statements import browser, chosen, hand_in, pdf
from tests.test_uploads import document as docx


@pytest.fixture
def segment(db: None) -> ListedSegment:
    """Where States speak."""
    return states_speak()


@pytest.fixture
def asked(segment: ListedSegment, felix: User) -> Intervention:
    """Ecuador's request."""
    return ask(segment, by=felix)


@pytest.fixture
def mission(felix: User) -> Client:
    """The browser of Ecuador's focal point."""
    return browser(felix)


def path(request: Intervention) -> str:
    return f"/interventions/{request.pk}/statement/"


def form_of(client: Client, request: Intervention, **changes: Any) -> dict[str, Any]:
    """What the form sends, with a file."""
    found = Page(client.get(path(request))).answers()
    return found | {"statement_file": chosen()} | changes


def files_stored() -> set[str]:
    folder = Path(default_storage.location) / "statements"
    return {one.name for one in folder.iterdir()} if folder.exists() else set()


# With the request


def test_a_statement_comes_with_the_request(
    mission: Client, segment: ListedSegment, felix: User
) -> None:
    where = f"/interventions/ask/{segment.uid}/"
    form = Page(mission.get(where)).answers()

    response = mission.post(where, form | {"language": "fr", "statement_file": chosen(pdf("one"))})

    statement = Statement.objects.get()
    assert statement.intervention == Intervention.objects.get()
    assert (statement.number, statement.language, statement.file_name) == (1, "fr", "Statement.pdf")
    assert (statement.check_against_delivery, statement.may_be_published) == (True, True)
    assert statement.uploaded_by == felix
    page = Page(mission.get(response["Location"]))
    size = len(pdf("one"))
    assert f"Version 1, French (PDF, {size} bytes)" in page.links()
    assert "held until delivered" in page.html
    [message] = Message.objects.all()
    mail = composer_for(message.kind)(message)
    assert mail.to == felix.email
    told = " ".join(mail.text.replace("\xa0", " ").split())
    assert "version 1, French, received Monday 14 May 2018, 09:00" in told
    # The same form twice is one request and one statement, and leaves no second file.
    stored = files_stored()
    again = mission.post(where, form | {"language": "fr", "statement_file": chosen(pdf("one"))})
    assert again["Location"] == response["Location"]
    assert (Statement.objects.count(), Message.objects.count()) == (1, 1)
    assert files_stored() == stored
    # …with another file it is another form, and both are shown.
    other = mission.post(where, form | {"language": "fr", "statement_file": chosen(pdf("two"))})
    assert other.status_code == 409
    assert Statement.objects.count() == 1
    assert files_stored() == stored


def test_a_refused_form_asks_for_the_file_again_and_loses_nothing_else(
    mission: Client, segment: ListedSegment, felix: User
) -> None:
    where = f"/interventions/ask/{segment.uid}/"
    form = Page(mission.get(where)).answers() | {"note": "At noon.", "check_against_delivery": ""}
    stored = files_stored()

    wrong = mission.post(where, form | {"minutes_wished": "x", "statement_file": chosen()})
    ask(segment, by=felix)
    twice = mission.post(where, form | {"statement_file": chosen()})

    for response in (wrong, twice):
        page = Page(response)
        assert response.status_code == 422
        assert page.problems()["Please choose the file again: browsers do not keep it."] == (
            "id_statement_file"
        )
        assert page.answers()["note"] == "At noon."
        assert "check_against_delivery" not in page.answers()
    assert not Statement.objects.exists()
    assert files_stored() == stored


def test_a_late_form_says_that_the_file_is_to_be_chosen_again(
    mission: Client, segment: ListedSegment, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"/interventions/ask/{segment.uid}/"
    form = Page(mission.get(where)).answers()
    set_clock(monkeypatch, CLOSED)

    late = mission.post(where, form | {"statement_file": chosen()})
    form = Page(late).answers() | {"late_reason": "A courier.", "statement_file": chosen()}
    response = mission.post(where, form)

    assert set(Page(late).problems().values()) == {"id_late_reason", "id_statement_file"}
    assert response.status_code == 302
    assert Statement.objects.get().intervention.late_reason == "A courier."


def test_a_change_brings_a_statement(mission: Client, asked: Intervention) -> None:
    where = f"/interventions/{asked.pk}/change/"
    form = Page(mission.get(where)).answers()

    only_file = mission.post(where, form | {"statement_file": chosen(pdf("a"))})
    both = mission.post(where, form | {"note": "New.", "statement_file": chosen(pdf("b"))})
    again = mission.post(where, form | {"note": "New.", "statement_file": chosen(pdf("b"))})

    assert {one.status_code for one in (only_file, both, again)} == {302}
    assert [one.number for one in Statement.objects.all()] == [1, 2]
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["intervention_received", "statement_received", "intervention_amended"]
    assert "version 2, English" in composer_for("intervention_amended")(
        Message.objects.latest("pk")
    ).text.replace("\xa0", " ")


# Later, on the request's own page


def test_a_corrected_version_takes_the_place_of_the_one_before(
    mission: Client, asked: Intervention, felix: User
) -> None:
    first = mission.post(path(asked), form_of(mission, asked))
    assert first["Location"] == f"/interventions/{asked.pk}/#statement"

    without = mission.post(path(asked), form_of(mission, asked, statement_file=chosen(pdf("2"))))
    changed = {"statement_file": chosen(pdf("2")), "reason": "The figures on page 2."}
    response = mission.post(path(asked), form_of(mission, asked, **changed), follow=True)

    assert without.status_code == 422
    assert Page(without).problems()["Say in a few words what has changed."] == "id_reason"
    page = Page(response)
    assert "We have the statement as version 2." in page.html
    assert "What has changed: The figures on page 2." in text(page.root)
    assert [one.stand for one in _lines(asked)] == ["held until delivered", "replaced"]
    # Nothing is overwritten: both can be fetched by whoever acts for the delegation.
    for statement, content in zip(Statement.objects.all(), (SMALL_PDF, pdf("2")), strict=True):
        fetched = mission.get(acts.address(statement))
        assert b"".join(fetched) == content
        assert fetched["Content-Disposition"] == 'attachment; filename="Statement.pdf"'
        assert fetched["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert "no-store" in fetched["Cache-Control"]
        assert "Statement" not in statement.file.name
    assert AuditEntry.objects.filter(verb="add_statement").count() == 2


def _lines(asked: Intervention) -> list[Any]:
    from programme.interventions.statements import versions

    return versions.of_request(Intervention.objects.with_names().get(pk=asked.pk))


def test_another_language_stands_beside_the_first(mission: Client, asked: Intervention) -> None:
    mission.post(path(asked), form_of(mission, asked))
    mission.post(path(asked), form_of(mission, asked, language="zh", statement_file=chosen(docx())))

    found = [(one.number, one.language, one.content_type) for one in Statement.objects.all()]
    assert [one[:2] for one in found] == [(1, "en"), (2, "zh")]
    assert "wordprocessingml" in found[1][2]
    assert [one.is_newest for one in _lines(asked)] == [True, True]


def test_it_is_handed_in_after_the_closing_and_after_delivery(
    mission: Client, asked: Intervention, segment: ListedSegment, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, CLOSED)
    assert mission.post(path(asked), form_of(mission, asked)).status_code == 302
    acts.deliver(segment, asked, isu_staff())

    changed = {"statement_file": chosen(pdf("as delivered")), "reason": "As delivered."}
    response = mission.post(path(asked), form_of(mission, asked, **changed))

    assert response.status_code == 302
    assert [one.number for one in Statement.objects.all()] == [1, 2]


def test_whoever_has_the_right_and_the_staff_hand_in(asked: Intervention, felix: User) -> None:
    paola = receive(PAOLA)
    give_right(paola, by=felix, at=ON_14_MAY)
    delegate, ines = browser(User.objects.create_user(PAOLA.email)), browser(isu_staff())

    delegate.post(path(asked), form_of(delegate, asked))
    more = {"statement_file": chosen(pdf("x")), "reason": "Sent by e-mail."}
    ines.post(path(asked), form_of(ines, asked, **more))

    by = [one.uploaded_by.email for one in Statement.objects.all()]
    assert by == [PAOLA.email, "ines@isu.example"]
    # Acknowledged to the delegation, whoever handed it in, and to nobody else.
    received = Message.objects.filter(kind="statement_received").order_by("pk")
    mails = [composer_for(one.kind)(one) for one in received]
    assert {one.to for one in mails} == {felix.email}
    assert "We have your statement, version 2" in mails[1].subject
    assert "Sent by e-mail." in mails[1].text


def test_one_in_writing_only_has_a_statement(
    mission: Client, segment: ListedSegment, felix: User
) -> None:
    asked = ask(segment, by=felix, is_written_only=True)

    assert mission.post(path(asked), form_of(mission, asked)).status_code == 302
    assert Statement.objects.count() == 1


def test_the_same_form_twice_counts_once(mission: Client, asked: Intervention) -> None:
    form = form_of(mission, asked)
    mission.post(path(asked), form)
    stored = files_stored()

    again = mission.post(path(asked), form | {"statement_file": chosen()}, follow=True)
    other = mission.post(path(asked), form | {"statement_file": chosen(pdf("2"))})
    # Another form with the very file that is the newest one.
    fresh = form_of(mission, asked, reason="None.")
    same = mission.post(path(asked), fresh, follow=True)

    assert "We have this file already, as version 1." in again.content.decode()
    assert "We have this file already, as version 1." in same.content.decode()
    assert other.status_code == 409
    assert "This form came before with another file" in other.content.decode()
    assert Statement.objects.count() == 1
    assert Message.objects.filter(kind="statement_received").count() == 1
    assert files_stored() == stored


def test_who_opened_the_form_before_the_other_one_sent_is_kept_too(
    mission: Client, asked: Intervention
) -> None:
    first, second = form_of(mission, asked), form_of(mission, asked)

    mission.post(path(asked), first)
    response = mission.post(path(asked), second | {"statement_file": chosen(pdf("2"))})

    assert response.status_code == 302
    assert [one.number for one in Statement.objects.all()] == [1, 2]


def test_four_at_once_are_all_kept_under_numbers_of_their_own(transactional_db: None) -> None:
    felix = focal_point()
    asked, marks = ask(states_speak(), by=felix), ["a", "b", "c", "d"]

    at_once(4, lambda: hand_in(asked, pdf(marks.pop()), by=felix))

    found = Statement.objects.filter(intervention=asked)
    assert sorted(one.number for one in found) == [1, 2, 3, 4]
    assert len({one.file.name for one in found}) == 4


def test_of_the_same_form_at_once_one_is_kept(transactional_db: None) -> None:
    felix = focal_point()
    asked = ask(states_speak(), by=felix)

    found = at_once(4, lambda: hand_in(asked, by=felix, token="t" * 22))

    assert {one.number for one in found} == {1}
    assert Statement.objects.count() == 1


# What is refused


def macros() -> bytes:
    return docx(word__vbaProject__bin=b"x", **{"word__vbaProject.bin": b"x"})


def locked() -> bytes:
    return SMALL_PDF.replace(b"trailer\n<<>>", b"trailer\n<< /Encrypt 5 0 R >>")


HOSTILE = {
    "empty": (b"", "The file is empty."),
    "too large": (SMALL_PDF + b"\0" * (MAX_BYTES + 1), "The file is larger than 10 MB."),
    "twenty": (b"\0" * (2 * MAX_BYTES + 1), "The file is larger than 10 MB."),
    "a page": (b"<html><script>alert(1)</script></html>", "This is no PDF, JPEG, PNG or Word"),
    "a page with a mark": (b"<html>%PDF-1.7\n%%EOF", "This is no PDF, JPEG, PNG or Word"),
    "macros": (macros(), "This Word file holds macros."),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "has a password"),
    "locked": (locked(), "This PDF is protected by a password."),
    "half": (SMALL_PDF[:-8], "The end of this PDF is missing."),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_read_is_refused_with_its_reason(
    mission: Client, asked: Intervention, case: str
) -> None:
    content, words = HOSTILE[case]
    stored = files_stored()

    file = chosen(content, "Statement.pdf")
    response = mission.post(path(asked), form_of(mission, asked, statement_file=file))

    assert response.status_code == 422
    assert words in text(Page(response).root)
    assert not Statement.objects.exists()
    assert files_stored() == stored


@pytest.mark.parametrize(
    "given",
    [
        {"language": "de"},
        {"token": ""},
        {"token": "x y" * 10},
        {"seen": "many"},
        {"seen": "-1"},
        {"statement_file": ""},
    ],
)
def test_bad_input_gets_an_answer(
    mission: Client, asked: Intervention, given: dict[str, str]
) -> None:
    response = mission.post(path(asked), form_of(mission, asked) | given)

    assert response.status_code == 422
    assert "your attention" in response.content.decode()
    assert not Statement.objects.exists()
    # What comes back can be sent.
    form = Page(response).answers() | {"statement_file": chosen(), "language": "en"}
    assert mission.post(path(asked), form).status_code == 302


def test_a_name_is_only_shown_and_never_where_it_is_stored(
    mission: Client, asked: Intervention
) -> None:
    name = "../../<script>alert(1)</script>\u202egpj.exe"
    mission.post(path(asked), form_of(mission, asked, statement_file=chosen(SMALL_PDF, name)))

    statement = Statement.objects.get()
    assert "\u202e" not in statement.file_name
    assert statement.file_name.endswith(".pdf")
    assert statement.file.name.startswith("statements/")
    assert len(statement.file.name) == len("statements/") + 32
    assert "<script>alert(1)" not in mission.get(f"/interventions/{asked.pk}/").content.decode()


def test_nothing_is_handed_in_for_what_has_ended(
    mission: Client, asked: Intervention, segment: ListedSegment, felix: User
) -> None:
    form = form_of(mission, asked)
    operations.withdraw(asked, segment=segment, by=felix, at=minutes_later(1))
    stored = files_stored()

    response = mission.post(path(asked), form)

    assert response.status_code == 409
    assert "This request has ended" in response.content.decode()
    assert mission.get(path(asked))["Location"] == f"/interventions/{asked.pk}/"
    with pytest.raises(RequestEnded):
        hand_in(asked, by=felix)
    assert not Statement.objects.exists()
    assert files_stored() == stored


def test_a_strangers_request_is_absent(asked: Intervention) -> None:
    for user in (focal_point("ua", "fiona@mission.example"), acts.interpreter()):
        client = browser(user)
        assert client.get(path(asked)).status_code == 404
        assert client.post(path(asked), {"statement_file": chosen()}).status_code == 404
    assert not Statement.objects.exists()


def test_what_was_typed_outlives_the_session_but_for_the_file(
    mission: Client, asked: Intervention, felix: User
) -> None:
    stranger = Client()
    form = form_of(mission, asked, language="ru")

    stranger.post(path(asked), form)
    stranger.force_login(felix, backend="django.contrib.auth.backends.ModelBackend")
    page = Page(stranger.get(path(asked)))

    assert page.answers()["language"] == "ru"
    assert "A file is to be chosen again." in page.html
    assert not Statement.objects.exists()


def test_a_token_with_another_file_is_refused_by_the_operation(
    asked: Intervention, felix: User
) -> None:
    hand_in(asked, by=felix, token="t" * 22)

    with pytest.raises(SentDifferently):
        hand_in(asked, pdf("2"), by=felix, token="t" * 22)


# What is never false


def test_a_statement_and_a_decision_stay_as_they_are(asked: Intervention, felix: User) -> None:
    hand_in(asked, by=felix)
    operations.release(asked, reason="Agreed.", by=felix, at=ON_14_MAY)

    for rows in (Statement.objects.all(), Disclosure.objects.all()):
        for act in (rows.delete, lambda rows=rows: rows.update(reason="Another.")):
            with (
                pytest.raises(IntegrityError, match="statement_stays_as_it_is"),
                transaction.atomic(),
            ):
                act()
    assert (Statement.objects.count(), Disclosure.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"number": 1}, "statement_number_once_per_request"),
        ({"token": "t" * 22}, "statement_token_once_per_request"),
        ({"content_type": "text/html"}, "statement_has_a_file_of_a_known_kind"),
        ({"file": ""}, "statement_has_a_file_of_a_known_kind"),
        ({"size_bytes": 0}, "statement_has_a_size_within_the_limit"),
        ({"size_bytes": MAX_BYTES + 1}, "statement_has_a_size_within_the_limit"),
        ({"sha256": "x"}, "statement_has_a_fingerprint"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    asked: Intervention, felix: User, changes: dict[str, Any], constraint: str
) -> None:
    one = hand_in(asked, by=felix, token="t" * 22)
    one.pk, one.number, one.token, one.key, one._state.adding = None, 2, "u" * 22, "k" * 22, True
    for name, value in changes.items():
        setattr(one, name, value)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize(
    ("step", "has_version", "reason", "constraint"),
    [
        ("release", True, "Why.", "disclosure_is_of_a_request_or_of_a_version"),
        ("publish", False, "", "disclosure_is_of_a_request_or_of_a_version"),
        ("hold", False, "", "disclosure_by_hand_has_a_reason"),
    ],
)
def test_a_decision_is_of_one_or_the_other(
    asked: Intervention, felix: User, step: str, has_version: bool, reason: str, constraint: str
) -> None:
    one = hand_in(asked, by=felix)
    row = Disclosure(
        intervention=asked,
        statement=one if has_version else None,
        step=step,
        reason=reason,
        at=ON_14_MAY,
        by=felix,
    )

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save(force_insert=True)


def test_files_without_a_row_go_after_a_day(asked: Intervention, felix: User) -> None:
    kept = hand_in(asked, by=felix)
    orphan = default_storage.save("statements/orphan", ContentFile(b"x"))

    tasks.tidy()
    assert default_storage.exists(orphan)
    operations.remove_orphans(before=timezone.now() + timedelta(minutes=1))

    assert not default_storage.exists(orphan)
    assert default_storage.exists(kept.file.name)


@pytest.mark.parametrize(("error", "is_kept"), [(OperationalError, True), (ValueError, False)])
def test_a_file_stays_as_long_as_its_row_may_have_been_written(
    asked: Intervention, felix: User, error: type[Exception], is_kept: bool
) -> None:
    """A connection that is lost in the commit does not tell; a row without its file would be a loss."""

    def lost() -> None:
        with statements.storing(acts.new()) as draft:
            assert draft
            token = codes.address_token()
            statements.keep(draft, asked, token=token, by=felix, at=ON_14_MAY)
            raise error

    with pytest.raises(error):
        lost()

    assert default_storage.exists(Statement.objects.get().file.name) == is_kept


def test_the_mail_of_a_request_that_has_ended_is_not_sent(
    asked: Intervention, segment: ListedSegment, felix: User
) -> None:
    hand_in(asked, by=felix)
    operations.withdraw(asked, segment=segment, by=felix, at=minutes_later(1))

    with pytest.raises(NoLongerNeeded):
        check_still_needed(Message.objects.get(kind="statement_received"))


def test_archives_hold_what_they_say() -> None:
    """The negative control of the macros above: without them the same file is taken."""
    names = zipfile.ZipFile(io.BytesIO(macros())).namelist()
    assert any("vbaProject" in name for name in names)
    assert acts.new(docx()).upload.content_type.endswith("wordprocessingml.document")
