"""What somebody submits, as a value: the form makes it, the operations take it."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Details:
    """The particulars of one registration.

    `entity_code` names a listed entity; it is empty when `unlisted_name` names one that is not on
    the list. `late_reason` counts only after the closing time.
    """

    entity_code: str
    given_names: str
    family_name: str
    function: str
    email: str
    days: tuple[date, ...]
    unlisted_name: str = ""
    honorific: str = ""
    department: str = ""
    role: str = "member"
    phone: str = ""
    languages: tuple[str, ...] = ()
    gender: str = ""
    accessibility: str = ""
    diet: str = ""
    wants_visa_letter: bool = False
    late_reason: str = ""

    def digest(self) -> str:
        """Return a keyed digest, by which the same submission is known again."""
        return salted_hmac(
            "registration", repr(sorted(asdict(self).items())), algorithm="sha256"
        ).hexdigest()
