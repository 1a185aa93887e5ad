"""Rules 8 and 9: who may open what, and who comes in."""

from tests.protections import Protection

_LIMITS = "tests/accounts/test_limits.py::"
_CODES = "tests/accounts/test_codes.py::"
_SIGN_IN = "tests/accounts/test_sign_in.py::"

ACCESS = [
    Protection(
        "an address without a policy",
        8,
        "No page is open because somebody forgot to say for whom it is.",
        ("tests/access/test_matrix.py::test_an_address_without_a_policy_fails_the_check",),
        file="intersessional/checks.py",
        old="        if address.policy is None\n",
        new="        if False\n",
    ),
    Protection(
        "the policy of a page",
        8,
        "Only those for whom a page is open it.",
        ("tests/registration/mailings/test_writing.py::test_only_the_office_may",),
        file="intersessional/access.py",
        old="elif may_open(request.user):",
        new="elif True:",
    ),
    Protection(
        "the actor's own objects",
        8,
        "What belongs to a stranger is as absent as what does not exist.",
        ("tests/desk/test_visa.py::test_strangers_find_nothing",),
        file="registration/registrations/models/registrations.py",
        old='        return self.alias(address=Lower("email")).filter(mine)\n',
        new="        return self.all()\n",
    ),
    Protection(
        "redirects to our own pages",
        8,
        "A link to our sign-in leads to no other site.",
        (f"{_CODES}test_it_leads_to_no_other_site",),
        file="intersessional/access.py",
        old='    if not target.startswith("/") or not url_has_allowed_host_and_scheme(target, None):\n'
        "        return False\n",
        new="    return True\n",
    ),
    Protection(
        "known and unknown addresses alike",
        9,
        "Nobody finds out who has registered.",
        (f"{_CODES}test_known_unknown_staff_and_closed_are_answered_alike",),
        file="intersessional/accounts/operations/signing_in.py",
        old="    key = addresses.key(email)\n",
        # Looked up while somebody waits, the known address takes another time than the unknown one.
        new="    key = addresses.key(email)\n    policies.may_use_code(email)\n",
    ),
    Protection(
        "limits of tries",
        9,
        "Codes and passwords cannot be guessed.",
        (
            f"{_LIMITS}test_codes_are_locked_for_browsers_that_asked_before",
            f"{_LIMITS}test_a_network_has_a_limit_too",
        ),
        file="intersessional/accounts/limits.py",
        old="    if used_up:\n",
        new="    if False:\n",
    ),
    Protection(
        "limits of the public form",
        9,
        "Nobody sends mails to strangers by the thousand.",
        (
            "tests/registration/registrations/test_limits.py::"
            "test_the_form_comes_back_filled_with_a_sentence_and_a_time",
        ),
        file="registration/registrations/views/registering.py",
        old='        limits.count(form.cleaned_data["email"], client_network(request))\n',
        new="",
    ),
    Protection(
        "X-Forwarded-For believed from our proxies alone",
        9,
        "Nobody gets round the limits by a header.",
        (f"{_LIMITS}test_only_our_own_proxies_are_believed",),
        file="intersessional/network.py",
        old="named[-hops] if 0 < hops <= len(named) else",
        new="named[0] if named else",
    ),
    Protection(
        "no e-mailed code for staff",
        9,
        "A mailbox alone opens no account of staff.",
        (
            f"{_CODES}test_staff_and_those_who_left_are_not_let_in",
            f"{_CODES}test_a_role_of_staff_is_enough_to_be_refused",
        ),
        file="intersessional/accounts/policies.py",
        old="return user.is_active and not is_privileged(user)",
        new="return user.is_active",
    ),
    Protection(
        "a code opens once",
        9,
        "A code that was read by others later is of no use.",
        (f"{_CODES}test_a_code_opens_once",),
        file="intersessional/accounts/operations/signing_in.py",
        old="if code is None or code.used_at or code.expires_at <= timezone.now():",
        new="if code is None or code.expires_at <= timezone.now():",
    ),
    Protection(
        "a code ends",
        9,
        "A code is valid for a quarter of an hour.",
        (f"{_CODES}test_it_ends_after_a_quarter_of_an_hour",),
        file="intersessional/accounts/operations/signing_in.py",
        old="if code is None or code.used_at or code.expires_at <= timezone.now():",
        new="if code is None or code.used_at:",
    ),
    Protection(
        "second factor at the door of the admin site",
        9,
        "A password alone opens no page of staff.",
        (f"{_SIGN_IN}test_a_session_made_without_the_factor_stays_outside",),
        file="intersessional/accounts/factor.py",
        old='return any(record.get("method") == "mfa" for record in records)',
        new="return True",
    ),
    Protection(
        "staff without a factor confined to enrolment",
        9,
        "Staff reach nothing before they have a second factor.",
        (f"{_SIGN_IN}test_staff_without_a_factor_reach_nothing_but_enrolment",),
        file="intersessional/accounts/middleware.py",
        old="if name in TO_ENROL or not _is_staff(request) or has_second_factor(request):",
        new="if True:",
    ),
    Protection(
        "a code wiped by the database",
        9,
        "What a secret said is not kept once it has left.",
        ("tests/outbox/test_secrets.py::test_the_database_refuses_to_keep_it",),
        sql="ALTER TABLE outbox_message DROP CONSTRAINT message_secret_is_wiped",
    ),
    Protection(
        "a code is not sent again",
        9,
        "Staff cannot read or repeat anybody's code.",
        ("tests/outbox/test_secrets.py::test_nobody_sends_it_again",),
        file="intersessional/outbox/operations.py",
        old="    if message.is_secret:\n        raise CannotBeSentAgain",
        new="    if False:\n        raise CannotBeSentAgain",
    ),
    Protection(
        "the code's mail goes first",
        9,
        "Who waits at the door does not wait behind five hundred mails.",
        ("tests/outbox/test_secrets.py::test_it_overtakes_five_hundred",),
        file="intersessional/outbox/operations.py",
        old='.order_by("-is_secret", "is_bulk", "next_try_at", "id")',
        new='.order_by("is_bulk", "next_try_at", "id")',
    ),
]
