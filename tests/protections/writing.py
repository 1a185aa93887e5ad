"""Rules 3 to 7: what is written stays true, whoever writes at the same moment."""

from tests.protections import Protection

_RECEIVE = "tests/registration/registrations/test_receive.py::"
_FORM = "tests/registration/registrations/test_form.py::"
_PLACES = "tests/programme/bilaterals/test_truth_in_the_database.py::"

WRITING = [
    Protection(
        "nobody in two places",
        3,
        "Bilaterals do not overlap for anybody or any room.",
        (
            f"{_PLACES}test_the_president_is_in_one_place",
            f"{_PLACES}test_one_minute_of_overlap_does_not_fit_and_touching_does",
        ),
        # One of the same name stays, which the operations call.
        sql="ALTER TABLE bilaterals_engagement DROP CONSTRAINT nobody_is_in_two_places,"
        " ADD CONSTRAINT nobody_is_in_two_places UNIQUE (id) DEFERRABLE",
    ),
    Protection(
        "engagements that follow",
        3,
        "A bilateral that is moved takes its people along.",
        (f"{_PLACES}test_engagements_follow_when_it_is_moved_by_hand",),
        sql="DROP TRIGGER engagements_follow ON bilaterals_bilateral",
    ),
    Protection(
        "advisory locks",
        3,
        "Who comes second waits in line.",
        (
            "tests/registration/registrations/test_same_token.py::"
            "test_the_lock_makes_the_second_wait",
        ),
        file="intersessional/locks.py",
        old='cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])',
        new='cursor.execute("SELECT %s", [key])',
    ),
    Protection(
        "locks in sorted order",
        3,
        "Two who take the same locks do not wait for each other for ever.",
        ("tests/protections/test_order.py::test_locks_are_taken_in_one_order",),
        file="intersessional/locks.py",
        old="    keys = sorted(_key(name) for name in names)\n    with connection.cursor() as cursor:"
        "\n        for key",
        new="    keys = [_key(name) for name in names]\n    with connection.cursor() as cursor:"
        "\n        for key",
    ),
    Protection(
        "the last administrator",
        3,
        "There is always somebody who can let others in.",
        ("tests/accounts/test_last_administrator.py::test_the_table_alone_keeps_one",),
        sql="DROP TRIGGER user_last_administrator_changed ON accounts_user",
    ),
    Protection(
        "submission token, unique",
        4,
        "The same form sent twice is one registration.",
        (f"{_RECEIVE}test_the_same_token_again_returns_the_first_registration",),
        sql="ALTER TABLE registrations_registration"
        " DROP CONSTRAINT registrations_registration_submission_token_key",
    ),
    Protection(
        "other answers under the same token",
        4,
        "A changed form that is sent again is not taken for the first.",
        (
            f"{_RECEIVE}test_the_same_token_with_other_answers_is_refused_with_the_first",
            f"{_FORM}test_the_same_token_with_other_answers_shows_both_versions",
        ),
        file="registration/registrations/operations/receiving.py",
        old="if first is not None and not details.has_digest(first.submission_digest):",
        new="if False:",
    ),
    Protection(
        "version of a registration",
        5,
        "Nobody's accepted change is written over unseen.",
        (
            "tests/registration/registrations/test_two_editors.py::"
            "test_no_accepted_edit_vanishes_and_each_is_told_once[10]",
        ),
        file="registration/registrations/operations/changing.py",
        old="if registration.version != version or not seen.update(version=version + 1, **fields):",
        new="seen = Registration.objects.filter(pk=registration.pk)\n"
        "    if not seen.update(version=registration.version + 1, **fields):",
    ),
    Protection(
        "version of a bilateral",
        5,
        "Two planners do not overwrite each other.",
        (
            "tests/programme/bilaterals/test_placing.py::"
            "test_two_planners_do_not_overwrite_each_other",
        ),
        file="programme/bilaterals/operations/placing.py",
        old="if change.version != current.version:",
        new="if False:",
    ),
    Protection(
        "closing time, half-open",
        6,
        "The last second is in time, the closing time itself is late.",
        (f"{_RECEIVE}test_receive_at_closing_needs_a_reason_and_writes_nothing_without",),
        file="registration/registrations/policies/closing.py",
        old="return at >= (closes_at or meeting.registration_closes_at)",
        new="return at > (closes_at or meeting.registration_closes_at)",
    ),
    Protection(
        "a late form asks why",
        6,
        "A form opened in time and sent late becomes a request.",
        (f"{_FORM}test_a_form_opened_in_time_and_sent_late_comes_back_filled_and_asks_why",),
        file="registration/registrations/policies/closing.py",
        # Behind it stands a check of the table, which takes nothing late without a reason.
        old="return at >= (closes_at or meeting.registration_closes_at)",
        new="return False",
    ),
    Protection(
        "form filled after an error",
        7,
        "Nothing typed is lost by a mistake.",
        (f"{_FORM}test_the_form_stays_filled_after_an_error",),
        file="registration/registrations/views/registering.py",
        old="        return _show(request, form, meeting, status=422)\n    try:",
        new="        form = RegistrationForm(meeting=meeting, at=at)\n"
        "        return _show(request, form, meeting, status=422)\n    try:",
    ),
    Protection(
        "form kept when a session has ended",
        7,
        "What was typed is there again after the sign-in.",
        ("tests/desk/test_visa.py::test_a_form_after_the_session_has_ended_is_kept_sealed",),
        file="registration/registrations/kept.py",
        old="    return _form(answers) if page == _key(_place(request)) else None",
        new="    return None",
    ),
    Protection(
        "form filled while the database is away",
        7,
        "Who registers while the database starts anew sends the same form once more.",
        (
            "tests/desk/test_health_and_errors.py::"
            "test_a_registration_form_comes_back_filled_without_the_database",
        ),
        file="intersessional/desk/views.py",
        old='{"typed": _typed(request)}',
        new="{}",
    ),
]
