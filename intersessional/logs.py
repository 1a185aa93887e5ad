"""What may stand in a log: ids and names of views, never names, addresses or tokens of people."""

import logging

from django.http import HttpRequest


class WithoutPaths(logging.Filter):
    """Puts the view's name in place of the path, which may be somebody's receipt."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record where it speaks of a request; let every record pass."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            match = request.resolver_match
            name = match.view_name if match else "an unknown address"
            shown = {request.path, request.get_full_path()}
            record.args = tuple(name if arg in shown else arg for arg in record.args)
        return True
