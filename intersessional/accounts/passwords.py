"""Passwords that somebody could guess: leaked ones, and those made of our own words."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import User

# What somebody who knows this portal tries first. Listed in docs/security.md, too.
OUR_WORDS = (
    *("intersessional", "meeting", "meetings", "registration", "register", "portal", "delegate"),
    *("delegation", "delegations", "secretariat", "staff", "admin", "administrator", "interpreter"),
    *("implementation", "support", "unit", "isu", "gichd", "convention", "apminebanconvention"),
    *("anti", "personnel", "mine", "mines", "ban", "treaty", "ottawa", "apmbc", "committee"),
    *("president", "geneva", "geneve", "genève", "ginebra", "demo", "badge", "passport", "visa"),
)
# Enough for ten thousand million guesses: the best of the five grades.
_ENOUGH = 4
# What comes after these signs makes nothing easier to guess, and longer texts take long to look at.
_LOOKED_AT = 72
# So many signs must be there besides our own words.
_BESIDES = 8
_OURS = re.compile("|".join(sorted(OUR_WORDS, key=len, reverse=True)), re.IGNORECASE)


class GuessableValidator:
    """Refuses what is guessed early: by lists of leaked passwords, words, names, dates and patterns."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Let a password pass that takes very many guesses.

        :raises ValidationError: it is built of what everybody, or whoever knows the portal, tries first
        """
        # Its lists take 14 MB: only processes in which somebody chooses a password have them.
        from zxcvbn import zxcvbn

        found: dict[str, Any] = zxcvbn(password[:_LOOKED_AT], user_inputs=_known(user))
        if found["score"] < _ENOUGH or len(_OURS.sub("", password)) < _BESIDES:
            raise ValidationError(
                _(
                    "This password could be guessed: it is made of words, names or patterns that are"
                    " tried first. Please take four or more words that have nothing to do with each"
                    " other, or let a password manager make one."
                ),
                code="guessable",
            )

    def get_help_text(self) -> str:
        """Return what the page says beside the field."""
        return _(
            "Your password must not be one that could be guessed: no leaked one, no name, date or"
            " pattern, no word with a few figures and signs added, no words of this portal. Take four or"
            " more words that have nothing to do with each other, or let a password manager make one."
        )


def _known(user: User | None) -> list[str]:
    """Return our words, and those of the person’s own name and address."""
    own = re.split(r"\W+", f"{user.email} {user.name}".lower()) if user else []
    return [*OUR_WORDS, *filter(None, own)]
