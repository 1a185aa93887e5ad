"""What people enter to come in, and what administrators enter about accounts."""

from .people import (
    AcceptForm,
    InviteForm,
    LogForm,
    NoForm,
    PeopleForm,
    ReasonForm,
    RolesForm,
    SendAgainForm,
)
from .signing_in import (
    AskForCodeForm,
    CodeForm,
    PasskeyAgainForm,
    PasskeyForm,
    PasskeyNameForm,
    PasskeySecondForm,
    PasskeySignInForm,
    SecondFactorAgainForm,
    SecondFactorForm,
)

__all__ = [
    "AcceptForm",
    "AskForCodeForm",
    "CodeForm",
    "InviteForm",
    "LogForm",
    "NoForm",
    "PasskeyAgainForm",
    "PasskeyForm",
    "PasskeyNameForm",
    "PasskeySecondForm",
    "PasskeySignInForm",
    "PeopleForm",
    "ReasonForm",
    "RolesForm",
    "SecondFactorAgainForm",
    "SecondFactorForm",
    "SendAgainForm",
]
