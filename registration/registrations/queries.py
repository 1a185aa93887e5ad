"""Questions that other parts ask about registrations."""

from .models import Registration


def has_registration(email: str) -> bool:
    """Say whether somebody is registered with this address, whatever the case.

    Sign-in asks (settings.SIGN_IN_SOURCES), since it knows no registrations itself.
    """
    return Registration.objects.at_address(email).exists()
