"""Who is somewhere else meanwhile, in words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Bilateral, Engagement, Resource


def elsewhere(bilateral: Bilateral, resources: Iterable[int]) -> list[str]:
    """Return, in words, who of these is in another bilateral at the time of this one; five queries."""
    clashes = (
        Engagement.objects.filter(
            resource__in=list(resources),
            is_active=True,
            period__overlap=(bilateral.begins_at, bilateral.ends_at),
        )
        .exclude(bilateral=bilateral.pk)
        .select_related("bilateral__delegation__meeting", "bilateral__delegation__entity")
        .order_by("bilateral__begins_at", "pk")
    )
    found = list(clashes)
    owners = Resource.objects.filter(pk__in={one.resource_id for one in found}).with_owners()
    names = {one.pk: one.name for one in owners}
    with_hosts = Bilateral.objects.filter(pk__in={one.bilateral_id for one in found}).with_names()
    others = {one.pk: one for one in with_hosts}
    return [_clash(names[one.resource_id], others[one.bilateral_id]) for one in found]


def _clash(name: str, other: Bilateral) -> str:
    return _("%(who)s: %(hosts)s and %(delegation)s, %(from)s–%(to)s.") % {
        "who": name,
        "hosts": other.candidate.host_names,
        "delegation": other.delegation.name,
        "from": hour(other.begins_at, other),
        "to": hour(other.ends_at, other),
    }


def hour(instant: datetime, bilateral: Bilateral) -> str:
    """Return the hour by the clocks of the meeting."""
    return date_format(timezone.localtime(instant, bilateral.meeting.zone), "TIME_FORMAT")
