"""The line about women and men in a delegation: for its focal points, while they can still change it.

It must not tell a focal point what one person answered to a question that many do not answer at all.
So it says nothing until two people are counted, and “another” and no answer are one number, always:
nobody can reckon one from the other (see docs/decisions/0016).
"""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.delegations.models import Delegation

from .models import Gender, Registration

# Fewer would be one person's answer.
FEWEST = 2


def line(genders: Iterable[str]) -> str:
    """Return the composition in words, or nothing where it would tell of one person."""
    said = Counter(genders)
    women, men = said[Gender.WOMAN], said[Gender.MAN]
    if women + men < FEWEST:
        return ""
    counts = [
        ngettext("%d woman", "%d women", women) % women,
        ngettext("%d man", "%d men", men) % men,
    ]
    found = _("In the delegation: %(counts)s.") % {"counts": ", ".join(counts)}
    rest = said.total() - women - men
    text = ngettext(
        "%(n)d person gave another answer or none.",
        "%(n)d people gave another answer or none.",
        rest,
    )
    return f"{found} {text % {'n': rest}}" if rest else found


def appeal() -> str:
    """Return the President's appeal, in a sentence."""
    return _(
        "The President asks delegations to mind a balance of women and men, also among those who "
        "speak."
    )


def of_delegation(delegation: Delegation) -> str:
    """Return the line about the active members, with the appeal; one query."""
    members = Registration.objects.active().filter(delegation=delegation)
    found = line(members.values_list("gender", flat=True))
    return f"{found} {appeal()}" if found else ""
