"""`make reset`: start over."""

import shutil

from intersessional.embedded import leftovers
from intersessional.embedded.places import Places
from intersessional.embedded.run import locked, refuse_what_is_not_ours


def reset() -> None:
    """Empty the folder: database, mails, files and the clock.

    :raises NotStarted: the portal is running
    """
    places = Places.from_environment()
    if not places.var.exists():
        return
    refuse_what_is_not_ours(places)
    places.make()
    with locked(places):
        leftovers.end(leftovers.find(places.var))
        places.remove_short_folder()
        empty(places)


def empty(places: Places) -> None:
    """Remove everything in the folder."""
    for entry in places.var.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
