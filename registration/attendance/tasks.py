"""What Celery beat asks for. The tasks stand with their parts; here it finds them."""

from .participants.tasks import print_lists_due

__all__ = ["print_lists_due"]
