"""What we ask of allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes the door that the portal does not have: nobody makes an account by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts come from registrations, focal points and staff."""
        return False
