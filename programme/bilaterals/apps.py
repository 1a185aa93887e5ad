"""The app `bilaterals`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BilateralsConfig(AppConfig):
    """Names the app, and follows what becomes of registrations and of Committees."""

    name = "programme.bilaterals"
    verbose_name = _("Bilaterals")

    def ready(self) -> None:
        """Take out whoever no longer comes; let Committees meet with the members that they have now."""
        from django.db.models.signals import post_delete, post_save, pre_save

        from registration.delegations.models import CommitteeMembership
        from registration.registrations import signals

        from .operations.engaging import membership_changed, membership_changing
        from .operations.following import follow_joining, follow_leaving

        for signal in (signals.registration_withdrawn, signals.registration_left):
            signal.connect(follow_leaving, dispatch_uid="bilaterals.follow_leaving")
        signals.people_joined.connect(follow_joining, dispatch_uid="bilaterals.follow_joining")
        pre_save.connect(
            membership_changing,
            sender=CommitteeMembership,
            dispatch_uid="bilaterals.membership_changing",
        )
        for name, changed in (("saved", post_save), ("deleted", post_delete)):
            changed.connect(
                membership_changed,
                sender=CommitteeMembership,
                dispatch_uid=f"bilaterals.membership_{name}",
            )
