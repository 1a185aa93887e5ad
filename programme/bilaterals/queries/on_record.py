"""What is on record of a bilateral's answers."""

from intersessional.audit.models import AuditEntry

from ..models import Bilateral


def by_telephone(bilateral: Bilateral) -> list[AuditEntry]:
    """Return what the staff wrote down for the delegation, the newest first; one query.

    Who said it, and how, is in the values (`values_changed.after.on_behalf`).
    """
    found = AuditEntry.objects.filter(
        subject_type=bilateral._meta.label_lower,
        subject_id=bilateral.pk,
        values_changed__after__has_key="on_behalf",
    )
    return list(found.select_related("by", "values_changed").order_by("-pk"))
