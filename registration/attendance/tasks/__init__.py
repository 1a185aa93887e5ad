"""What Celery beat asks for; here it finds the tasks of all parts of the app."""

from ..participants.tasks import print_lists_due
from .badges import erase_badge_prints, print_badges
from .certificates import print_certificates

__all__ = ["erase_badge_prints", "print_badges", "print_certificates", "print_lists_due"]
