"""What people enter to come in, and what administrators enter about accounts."""

from .passwords import AcceptForm, OwnPasswordForm
from .people import (
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
    "OwnPasswordForm",
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
