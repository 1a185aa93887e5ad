"""What Celery beat asks for, and how often; all of it expires, since the next one does the same."""

from celery.schedules import crontab

TIMETABLE = {
    f"sweep-{lane}": {
        "task": "outbox.sweep",
        "schedule": 2.0,
        "args": [lane],
        # A sweep that waited is worth nothing: the next one does the same.
        "options": {"queue": lane, "expires": 2.0},
    }
    for lane in ("mail", "letters")
} | {
    # Always: the beat is not told whether there is a mailbox, since its address holds a password.
    "read-bounces": {
        "task": "outbox.read_bounces",
        "schedule": 120.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "seal-audit": {
        "task": "audit.seal",
        "schedule": 5.0,
        "options": {"queue": "mail", "expires": 5.0},
    },
    "make-bundles": {
        "task": "letters.make_bundle",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 2.0},
    },
    "erase-bundles": {
        "task": "letters.erase_bundles",
        "schedule": 600.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # A delegation that changed gets a new letter after some minutes (registration/letters/renewing.py).
    "notice-changed-delegations": {
        "task": "letters.notice_changes",
        "schedule": 30.0,
        "options": {"queue": "mail", "expires": 30.0},
    },
    "issue-due-letters": {
        "task": "letters.issue_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 2.0},
    },
    # Each version of the programme in each language (programme/agenda/operations/printing.py).
    "print-programme": {
        "task": "agenda.print_due",
        "schedule": 2.0,
        # Longer than others hold the workers of this lane: whoever comes second finds nothing due.
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Lists of participants (registration/attendance/participants/operations.py).
    "print-participants": {
        "task": "attendance.print_lists_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Lists of speakers on paper (programme/interventions/operations/printing.py).
    "print-lists": {
        "task": "interventions.print_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-printouts": {
        "task": "interventions.erase_printouts",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Badges that somebody has ordered (registration/attendance/badges/operations.py).
    "print-badges": {
        "task": "attendance.print_badges",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Certificates of attendance (registration/attendance/certificates/operations.py).
    "print-certificates": {
        "task": "attendance.print_certificates",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-badge-prints": {
        "task": "attendance.erase_badge_prints",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Published figures on paper, and large exports (intersessional/desk/tasks.py).
    "print-figures": {
        "task": "desk.print_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "make-exports": {
        "task": "desk.make_exports",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-exports": {
        "task": "desk.erase_exports",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Plans of bilaterals that somebody has ordered (programme/bilaterals/operations/planning.py).
    "make-plans": {
        "task": "bilaterals.make_plan",
        "schedule": 2.0,
        # Longer than others hold the workers of this lane: whoever comes second finds nothing due.
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Invitations to bilaterals (programme/bilaterals/operations/expiring.py).
    "expire-bilaterals": {
        "task": "bilaterals.expire_due",
        "schedule": 10.0,
        "options": {"queue": "mail", "expires": 10.0},
    },
    "remind-bilaterals": {
        "task": "bilaterals.remind_due",
        "schedule": 60.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    # Briefs on paper, and notes that are to go (programme/bilaterals/tasks.py).
    "print-bilaterals": {
        "task": "bilaterals.print_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-bilaterals-printouts": {
        "task": "bilaterals.erase_printouts",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-bilaterals-notes": {
        "task": "bilaterals.erase_notes",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "erase-bilaterals-papers": {
        "task": "bilaterals.erase_papers",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "erase-sheets": {
        "task": "registrations.erase_sheets",
        "schedule": 900.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "forget-sign-ins": {
        "task": "accounts.forget",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-uploads": {
        "task": "delegations.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-documents": {
        "task": "agenda.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-statements": {
        "task": "interventions.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-papers-of-briefs": {
        "task": "bilaterals.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "erase-addresses-of-the-programme": {
        "task": "agenda.erase_due",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    # Lots are drawn in the minute in which a list closes (programme/interventions/tasks.py).
    "draw-lots": {
        "task": "interventions.draw_due",
        "schedule": 60.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    # What has reached its end (intersessional/privacy): each night by the hours of the portal, and once
    # more where a night went without a worker.
    "erase-personal-data": {
        "task": "privacy.erase_due",
        "schedule": crontab(hour="2,14", minute=15),
        "options": {"queue": "mail", "expires": 3600.0},
    },
    "write-erasure-log": {
        "task": "privacy.write_log",
        "schedule": 60.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "make-answers-to-people": {
        "task": "privacy.make_exports",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-answers-to-people": {
        "task": "privacy.erase_exports",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Each hour, so that what is to go on a day goes in its first hour, and a night without worker
    # costs no second day.
    "erase-passports": {
        "task": "letters.erase_due",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
}
