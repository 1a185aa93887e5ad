"""Who is known by an address, for the tests of `accounts`, which know no registrations."""

GUEST = "guest@mission.example"


def is_guest(email: str) -> bool:
    """Say whether this is the one guest."""
    return email == GUEST
