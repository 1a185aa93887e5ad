"""The empty registration form as HTML, kept in this process’s memory: a rush begins with this page.

It is kept under all that differs: the language, whether it is late, the days and the advice of the
meeting, and the mark of the list of delegations, for which the database is asked each time. So what
the staff change counts at once, and there is nothing to be cleared. Only two values belong to one
browser: the number of its form and its token against forged forms.
"""

from collections.abc import Hashable

from crispy_forms.utils import render_crispy_form
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from intersessional.codes import address_token
from registration.delegations.queries import Choice, choices_for, list_mark

from ..forms import RegistrationForm

# Letters that no page has; both are put in place of what differs.
_FORM_NUMBER, _FORGERY_TOKEN = "form-number-0f6c1d", "forgery-token-0f6c1d"
# Three languages, a meeting or two, before and after a closing.
MOST = 24
_kept: dict[Hashable, str] = {}
_lists: dict[Hashable, list[Choice]] = {}


def empty_form(request: HttpRequest, form: RegistrationForm) -> SafeString:
    """Return an empty form as HTML, with a number of its own."""
    key = _key(form)
    html = _kept.get(key)
    if html is None:
        html = _render(form)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = html
    html = html.replace(_FORM_NUMBER, address_token(), 1)
    # Both are letters, digits and signs that HTML takes as they are.
    return mark_safe(html.replace(_FORGERY_TOKEN, get_token(request), 1))  # noqa: S308 - a page of templates


def fill_list(form: RegistrationForm) -> None:
    """Fill the list of delegations of a form that comes back; its lines are kept under the same mark."""
    key = (get_language(), form.meeting.begins_on, list_mark())
    choices = _lists.get(key)
    if choices is None:
        if len(_lists) >= MOST:
            _lists.clear()
        choices = _lists[key] = choices_for(form.meeting)
    form.render_list(choices)


def forget() -> None:
    """Forget what is kept, as a new process does."""
    _kept.clear()
    _lists.clear()


def _key(form: RegistrationForm) -> Hashable:
    days, visa = form.fields["days"], form.fields["wants_visa_letter"]
    return (
        get_language(),
        form.late,
        form.meeting.begins_on,
        tuple(days.choices),  # type: ignore[attr-defined]
        tuple(days.initial),
        str(visa.help_text),
        list_mark(),
    )


def _render(form: RegistrationForm) -> str:
    form.render_list()
    form.fields["token"].initial = _FORM_NUMBER
    html: str = render_crispy_form(form, context={"csrf_token": _FORGERY_TOKEN})
    return html
