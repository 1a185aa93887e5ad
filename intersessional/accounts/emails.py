"""Composing the mail with a sign-in code."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message

from . import codes, policies
from .models import SignInCode


def sign_in_code(message: Message) -> Mail:
    """Make a code and compose its mail; the only place where the code itself exists.

    :raises NoLongerNeeded: it comes too late, or nobody may come in by a code for this address
    """
    code = SignInCode.objects.get(pk=message.about_id)
    if code.expires_at <= timezone.now():
        raise NoLongerNeeded("The code would have come too late.")
    if not code.email or not policies.may_use_code(code.email):
        codes.forget_address(code)
        raise NoLongerNeeded("No code opens an account for this address.")
    with translation.override(message.language):
        context = {
            "code": codes.make(code),
            "minutes": codes.VALID_MINUTES,
            "sign_in_url": settings.BASE_URL + reverse("account_login"),
        }
        return Mail(
            to=code.email,
            subject=render_to_string("mail/sign_in_code.subject.txt", context).strip(),
            text=render_to_string("mail/sign_in_code.txt", context).strip() + "\n",
            html=render_to_string("mail/sign_in_code.html", context),
        )
