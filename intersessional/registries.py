"""Who does what for parts that do not know each other, by dotted path. Settings like any other.

A lower part asks a higher one through one of these tables; a system check of the part that reads a
table proves that each path in it can be imported.
"""

# Who composes what. The lane is the Celery queue: letters take seconds to render, and a sign-in code
# must not wait behind them. `intersessional.outbox.checks` proves that each path can be imported.
OUTBOX_COMPOSERS = {
    "registration_received": ("registration.registrations.emails.received", "mail"),
    "registration_amended": ("registration.registrations.emails.amended", "mail"),
    "registration_withdrawn": ("registration.registrations.emails.withdrawn", "mail"),
    "registration_declined": ("registration.registrations.emails.declined", "mail"),
    "registration_confirmed": ("registration.letters.emails.confirmed", "letters"),
    "invitation_sent": ("registration.letters.emails.invited", "letters"),
    "delegation_confirmed": ("registration.letters.emails.delegation_confirmed", "letters"),
    "delegation_confirmed_to_office": (
        "registration.letters.emails.delegation_confirmed_to_office",
        "letters",
    ),
    "visa_letter_ready": ("registration.letters.emails.visa_letter_ready", "letters"),
    "sign_in_code": ("intersessional.accounts.emails.sign_in_code", "mail"),
    "staff_invitation": ("intersessional.accounts.emails.staff_invitation", "mail"),
    "staff_factor_reset": ("intersessional.accounts.emails.staff_factor_reset", "mail"),
    "staff_factor_reset_told": ("intersessional.accounts.emails.staff_factor_reset_told", "mail"),
    "staff_access_changed": ("intersessional.accounts.emails.staff_access_changed", "mail"),
    "staff_new_device": ("intersessional.accounts.emails.staff_new_device", "mail"),
    "focal_point_added": ("registration.registrations.emails.focal_point_added", "mail"),
    "delegation_member_to_confirm": ("registration.registrations.emails.to_confirm", "mail"),
    "focal_point_refused": ("registration.delegations.emails.refused", "mail"),
    "registration_reminder": ("registration.registrations.emails.reminder", "mail"),
    "registration_accepted": ("registration.registrations.emails.accepted", "mail"),
    "registration_moved_up": ("registration.registrations.emails.moved_up", "mail"),
    "registration_moved": ("registration.registrations.emails.moved", "mail"),
    "registration_merged": ("registration.registrations.emails.merged", "mail"),
    "registration_replaced": ("registration.registrations.emails.replaced", "mail"),
    "list_correction_decided": ("registration.attendance.participants.emails.decided", "mail"),
    "programme_changed": ("programme.agenda.emails.programme_changed", "mail"),
    "intervention_received": ("programme.interventions.emails.asking.received", "mail"),
    "intervention_amended": ("programme.interventions.emails.asking.amended", "mail"),
    "intervention_withdrawn": ("programme.interventions.emails.asking.withdrawn", "mail"),
    "intervention_accepted": ("programme.interventions.emails.deciding.accepted", "mail"),
    "intervention_declined": ("programme.interventions.emails.deciding.declined", "mail"),
    "intervention_drawn": ("programme.interventions.emails.floor.drawn", "mail"),
    "intervention_moved": ("programme.interventions.emails.floor.moved", "mail"),
    "intervention_speaker_wanted": ("programme.interventions.emails.asking.speaker_wanted", "mail"),
    "statement_received": ("programme.interventions.emails.statements.statement_received", "mail"),
    "swap_proposed": ("programme.interventions.emails.swaps.swap_proposed", "mail"),
    "swap_agreed": ("programme.interventions.emails.swaps.swap_agreed", "mail"),
    "swap_agreed_partner": ("programme.interventions.emails.swaps.swap_agreed_partner", "mail"),
    "swap_ended": ("programme.interventions.emails.swaps.swap_ended", "mail"),
    "swap_ended_partner": ("programme.interventions.emails.swaps.swap_ended_partner", "mail"),
    "bilateral_invited": ("programme.bilaterals.emails.inviting.invited", "mail"),
    "bilateral_extended": ("programme.bilaterals.emails.inviting.extended", "mail"),
    "bilateral_time_kept": ("programme.bilaterals.emails.inviting.time_kept", "mail"),
    "bilateral_reminded": ("programme.bilaterals.emails.inviting.reminded", "mail"),
    "bilateral_expired": ("programme.bilaterals.emails.inviting.expired", "mail"),
    "bilateral_accepted": ("programme.bilaterals.emails.answers.accepted", "mail"),
    "bilateral_participants": ("programme.bilaterals.emails.answers.participants", "mail"),
    "bilateral_released": ("programme.bilaterals.emails.answers.released", "mail"),
    "bilateral_declined": ("programme.bilaterals.emails.answers.declined", "mail"),
    "bilateral_another_time": ("programme.bilaterals.emails.answers.another_time", "mail"),
    "bilateral_moved": ("programme.bilaterals.emails.changes.moved", "mail"),
    "bilateral_cancelled": ("programme.bilaterals.emails.changes.cancelled", "mail"),
    "bilateral_asked": ("programme.bilaterals.emails.asking.asked", "mail"),
    "bilateral_ask_decided": ("programme.bilaterals.emails.asking.decided", "mail"),
    "mailing": ("registration.mailings.emails.to_recipient", "mail"),
    "mailing_corrected": ("registration.mailings.emails.to_corrected", "mail"),
    "mailing_test": ("registration.mailings.emails.to_oneself", "mail"),
}
# First in their lane; wiped once they have left; never sent again.
OUTBOX_SECRETS = {"sign_in_code", "staff_invitation"}
# Last in their lane: nobody waits for the one or the other of some hundreds.
OUTBOX_BULK = {"invitation_sent", "programme_changed", "mailing", "mailing_corrected"}

# Asked before each try: does the reason for the message still hold?
OUTBOX_CHECKS = {
    "staff_invitation": "intersessional.accounts.emails.check_staff_invitation",
    "registration_received": "registration.registrations.emails.check_not_withdrawn",
    "registration_amended": "registration.registrations.emails.check_not_withdrawn",
    "registration_declined": "registration.registrations.emails.check_declined",
    "registration_confirmed": "registration.letters.emails.check_confirmed",
    "invitation_sent": "registration.letters.emails.check_invitation",
    "delegation_confirmed": "registration.letters.emails.check_delegation_confirmed",
    "delegation_confirmed_to_office": (
        "registration.letters.emails.check_delegation_confirmed_to_office"
    ),
    "visa_letter_ready": "registration.letters.emails.check_visa_letter_ready",
    "focal_point_added": "registration.delegations.emails.check_acting",
    "delegation_member_to_confirm": "registration.registrations.emails.check_to_confirm",
    "registration_reminder": "registration.registrations.emails.check_reminder",
    "registration_accepted": "registration.registrations.emails.check_counts",
    "registration_moved_up": "registration.registrations.emails.check_counts",
    "registration_moved": "registration.registrations.emails.check_counts",
    "programme_changed": "programme.agenda.emails.check_newest",
    "intervention_received": "programme.interventions.emails.composing.check_counts",
    "intervention_amended": "programme.interventions.emails.composing.check_counts",
    "intervention_accepted": "programme.interventions.emails.composing.check_counts",
    "intervention_declined": "programme.interventions.emails.deciding.check_declined",
    "intervention_drawn": "programme.interventions.emails.composing.check_counts",
    "intervention_moved": "programme.interventions.emails.composing.check_counts",
    "intervention_speaker_wanted": "programme.interventions.emails.asking.check_speaker_wanted",
    "statement_received": "programme.interventions.emails.statements.check_statement",
    "swap_proposed": "programme.interventions.emails.swaps.check_open",
    "swap_agreed": "programme.interventions.emails.swaps.check_agreed",
    "swap_agreed_partner": "programme.interventions.emails.swaps.check_agreed",
    "bilateral_invited": "programme.bilaterals.emails.checks.check_current",
    "bilateral_extended": "programme.bilaterals.emails.checks.check_current",
    "bilateral_time_kept": "programme.bilaterals.emails.checks.check_current",
    "bilateral_asked": "programme.bilaterals.emails.asking.check_asked",
    "bilateral_ask_decided": "programme.bilaterals.emails.asking.check_reader",
    "bilateral_reminded": "programme.bilaterals.emails.checks.check_current",
    "bilateral_expired": "programme.bilaterals.emails.checks.check_current",
    "bilateral_accepted": "programme.bilaterals.emails.checks.check_current",
    "bilateral_participants": "programme.bilaterals.emails.checks.check_current",
    "bilateral_released": "programme.bilaterals.emails.checks.check_current",
    "bilateral_declined": "programme.bilaterals.emails.checks.check_current",
    "bilateral_another_time": "programme.bilaterals.emails.checks.check_current",
    "bilateral_moved": "programme.bilaterals.emails.checks.check_current",
    "bilateral_cancelled": "programme.bilaterals.emails.checks.check_current",
    "mailing": "registration.mailings.emails.check_still_meant",
    "mailing_corrected": "registration.mailings.emails.check_still_meant",
}
# Which messages are about a row besides those that name it: functions of the row that return a condition
# (django.db.models.Q), by the row's model.
OUTBOX_ALSO_ABOUT = {
    "registrations.registration": ["registration.mailings.queries.messages_to_registration"],
}

# To whom the staff can write besides registrations and focal points: sources (see
# `registration.mailings.audiences`) of the parts above. `registration.mailings.checks` proves each.
MAILING_AUDIENCES = {
    "speakers": "programme.interventions.audience.SPEAKERS",
    "bilaterals": "programme.bilaterals.queries.audience.INVITED",
}

# Whose messages stay inside: a function of a model that returns its rows that are only rehearsed.
OUTBOX_REHEARSAL = "registration.meetings.rehearsal.rehearsed"
# What messages are about that are of no meeting, so that none is a rehearsal. About anything else
# that knows no meeting, no message can be promised.
OUTBOX_OF_NO_MEETING = {
    *("accounts.signincode", "accounts.staffinvitation", "accounts.signin", "accounts.user"),
}

# Who is told of a new version of the programme, and of what: functions of (differences, meeting) that
# return `Concerned`. Named here because the programme knows no part above it; the first to name an
# address says its language. `programme.agenda.checks` proves that each path can be imported.
PROGRAMME_CONCERNED = [
    "programme.agenda.concerned.people",
    "programme.agenda.concerned.subscribers",
    "programme.interventions.concerned.with_requests",
]
# How much time is asked for under each segment: a function of (meeting, at=…) that returns `Need`s.
PROGRAMME_NEEDS = "programme.interventions.needs.time_needed"
# What was said under an item: a function of (meeting, segments, user=) that returns `Found`.
PROGRAMME_STATEMENTS = "programme.interventions.statements.shown.on_item_page"

# Whom an e-mailed code may let in beside those who have a user: functions of an address (in lower
# case), asked by the worker. Named here because accounts know no domain.
SIGN_IN_SOURCES = [
    "registration.registrations.queries.has_registration",
    "registration.delegations.queries.is_focal_point",
]

# What everybody sees of statements: the programme shows it, and the desk publishes it.
PUBLISHED_SPEAKING = "intersessional.desk.statistics.operations.speaking_shown"
