"""A rehearsal through the real web server, worker, broker and mail sink: nothing of it comes out."""

from tests.portal import Portal
from tests.visitor import PAOLA

NEXT = "/desk/meetings/new/"
NAMES = {
    "source": "2018",
    "kind": "parties",
    "title_en": "Meeting that is only rehearsed",
    "begins_on": "2018-11-26",
    "ends_on": "2018-11-30",
    "slug": "rehearsed",
    "code": "REH",
}


def test_no_mail_about_a_rehearsal_leaves_while_others_do(portal: Portal) -> None:
    staff = portal.staff()
    page = staff.get(NEXT)
    hidden = {name: page.value(name) for name in ("csrfmiddlewaretoken", "token")}
    assert staff.post(NEXT, NAMES | hidden).url.endswith("/desk/meetings/rehearsed/place/")
    overview = "/desk/meetings/rehearsed/"
    act = {"csrfmiddlewaretoken": staff.get(overview).value("csrfmiddlewaretoken")}
    staff.post(overview, act | {"act": "rehearse"})

    form = staff.get("/m/rehearsed/register/")
    hidden = {name: form.value(name) for name in ("csrfmiddlewaretoken", "token")}
    answers = {"email": "inside@rehearsal.example", "days": ["2018-11-26"]}
    assert staff.post("/m/rehearsed/register/", PAOLA | hidden | answers).status == 200
    # The same form of the meeting that is open: it goes the same way, behind the other.
    portal.register(email="outside@rehearsal.example")

    assert len(portal.wait_for_mail("outside@rehearsal.example")) == 1
    assert portal.mails("inside@rehearsal.example") == []
    rows = portal.rows(
        "SELECT state, note FROM outbox_message WHERE recipient = %s", "inside@rehearsal.example"
    )
    assert rows == [("sent", "Kept inside: a rehearsal.")]
    inside = staff.get(f"{overview}mail/").text
    assert "[Rehearsal]" in inside
    assert "inside@rehearsal.example" in inside
