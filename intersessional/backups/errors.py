"""What stops a backup or a restore."""


class Refused(Exception):
    """A sentence for whoever sits at the shell; nothing was changed."""


class Unfinished(Exception):
    """A sentence for whoever sits at the shell: the data are restored, but not all is done."""
