"""What Celery beat asks for."""

from . import badges

__all__ = ["badges"]
