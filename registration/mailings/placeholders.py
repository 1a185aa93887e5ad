"""The closed table of what may stand in braces in a message; it works as that of the invitation."""

from django.utils.translation import gettext_lazy as _

from registration.letters.invitations.placeholders import Placeholder


def _row(name: str, meaning: object, *, is_optional: bool = False) -> Placeholder:
    return Placeholder(name, meaning, lambda values: values.get(name, ""), is_optional=is_optional)


_TABLE = (
    _row("salutation", _("“Dear Ms. Chávez,”, or “Dear Madam or Sir,” where no name is known")),
    _row("honorific", _("Ms., Mr., H.E. …; nothing where none is known"), is_optional=True),
    _row("given_name", _("the given name(s) of somebody registered")),
    _row("family_name", _("the family name of somebody registered")),
    _row("name", _("the whole name")),
    _row("delegation", _("the delegation")),
    _row("receipt_number", _("the receipt number of a registration")),
    _row("link", _("the page where the reader signs in: the registration, or the delegation")),
    _row("meeting", _("title and year of the meeting")),
    _row("dates", _("its days")),
    _row("place", _("its building and city")),
    _row("closing", _("the last day to register, as it holds for the reader")),
    _row("contact", _("the contact address")),
)
PLACEHOLDERS = {placeholder.name: placeholder for placeholder in _TABLE}
