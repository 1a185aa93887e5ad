"""The app `accounts`."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Names the app; keeps roles in step with the tables, and sessions with what they rest on."""

    name = "intersessional.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Connect the roles (without `sender`: each app brings permissions) and the sessions."""
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa.signals import (
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
        )

        from . import changes, sessions
        from .admin_fields import keep_instants
        from .models import User
        from .roles import give_permissions

        # Before the admin site makes its first form.
        keep_instants()
        post_migrate.connect(give_permissions, dispatch_uid="accounts.roles")
        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.begin")
        user_logged_out.connect(sessions.forget_pages, dispatch_uid="accounts.ended")
        authentication_step_completed.connect(sessions.renew, dispatch_uid="accounts.again")
        for signal in (authenticator_added, authenticator_reset):
            signal.connect(sessions.end_others, dispatch_uid="accounts.factor")
        authenticator_removed.connect(
            sessions.end_without_factor, dispatch_uid="accounts.factor_removed"
        )
        for signal in (authenticator_added, authenticator_removed, authenticator_reset):
            signal.connect(changes.tell_of_factor, dispatch_uid="accounts.factor_told")
        post_save.connect(
            sessions.end_after_change, sender="accounts.User", dispatch_uid="accounts.changed"
        )
        m2m_changed.connect(
            sessions.end_after_new_role,
            sender=User.groups.through,
            dispatch_uid="accounts.new_role",
        )
