"""Fill the benchmark's site: `python -m tests.bench.site.filling ROWS`; prints its addresses as JSON."""

import json
import os
import sys


def main(rows: int) -> None:
    """Let so many people be registered, and make what the pages of the benchmark show."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")
    import django

    django.setup()
    from django.db import connection

    from intersessional.accounts.models import User
    from tests.access.full import fill

    staff = User.objects.get(email="isu-staff@demonstration.example")
    fill(rows, by=staff)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_row (id bigserial PRIMARY KEY, text text)")
        # As after a night: the statistics of the tables are those of what is in them.
        cursor.execute("ANALYZE")
    print(json.dumps(_addresses(staff)))


def _addresses(staff: object) -> dict[str, str]:
    from programme.interventions import queries
    from programme.interventions.floor import watching
    from registration.letters.issuing import issue_confirmation
    from registration.meetings.models import Meeting
    from registration.registrations.emails import registration_of
    from tests.people import PAOLA
    from tests.registration.letters.delegations import confirmed
    from tests.registration.mailings.messages import draft

    person = confirmed(staff, PAOLA)  # type: ignore[arg-type]
    message = type("Message", (), {"about_id": person.pk})
    letter = issue_confirmation(registration_of(message), language="en")  # type: ignore[arg-type]
    mailing = draft(staff)  # type: ignore[arg-type]
    segment = queries.segments_of(Meeting.objects.get(slug="2018"))[0]
    watched = watching.sign_state(watching.Watched.of(segment, watching.DISPLAY))
    return {
        "receipt": f"/register/{person.receipt_token}/",
        "letter": f"/letters/verify/{letter.code}/",
        "ask": f"/interventions/ask/{segment.uid}/",
        "floor": f"/floor/state/{watched}/",
        "message": f"/desk/messages/{mailing.pk}/preview/",
        "recipients": f"/desk/messages/{mailing.pk}/recipients/",
        "search": person.receipt_number,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
