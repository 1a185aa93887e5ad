"""What can go wrong while the parts are started, as one sentence for the person at the shell."""


class NotStarted(Exception):
    """A part could not be started; the text says which, why and what to do."""
