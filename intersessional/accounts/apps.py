"""The app `accounts`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Names the app and keeps the roles' permissions in step with the tables."""

    name = "intersessional.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Connect the roles; without `sender`, since each app brings permissions of its own."""
        from .roles import give_permissions

        post_migrate.connect(give_permissions, dispatch_uid="accounts.roles")
