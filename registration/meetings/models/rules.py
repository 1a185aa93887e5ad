"""What holds of each meeting, whoever writes its row: named constraints of its table."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .columns import by_the_end_of_the_last_day, days_at_most
from .stages import Stage

# The Convention is of 1997; pages and forms have a line for each day.
FIRST_DAY, LAST_DAY, MOST_DAYS = date(1997, 1, 1), date(2100, 12, 31), 31

CONSTRAINTS = [
    models.CheckConstraint(
        name="meeting_begins_before_it_ends",
        condition=Q(begins_on__lte=F("ends_on")),
        violation_error_message=_("The last day is before the first."),
    ),
    models.CheckConstraint(
        name="meeting_days_are_of_this_time",
        condition=Q(begins_on__gte=FIRST_DAY, begins_on__lte=LAST_DAY),
        violation_error_message=_("A meeting begins between 1997 and 2100."),
    ),
    models.CheckConstraint(
        name="meeting_days_are_a_month_at_most",
        condition=days_at_most(MOST_DAYS),
        violation_error_message=_("A meeting lasts for 31 days at most."),
    ),
    models.CheckConstraint(
        name="meeting_hours_in_order",
        condition=Q(morning_begins__lt=F("morning_ends"))
        & Q(morning_ends__lte=F("afternoon_begins"))
        & Q(afternoon_begins__lt=F("afternoon_ends")),
        violation_error_message=_("The hours of the day are not in order."),
    ),
    models.CheckConstraint(
        name="meeting_registration_opens_before_it_closes",
        condition=Q(registration_opens_at__lt=F("registration_closes_at")),
        violation_error_message=_("Registration closes before it opens."),
    ),
    models.CheckConstraint(
        name="meeting_registration_closes_before_the_end",
        condition=by_the_end_of_the_last_day("registration_closes_at"),
        violation_error_message=_("Registration closes after the last day."),
    ),
    models.CheckConstraint(
        name="meeting_visa_advice_before_the_meeting",
        condition=Q(visa_advised_on__isnull=True) | Q(visa_advised_on__lt=F("begins_on")),
        violation_error_message=_("The advised day for visas is after the meeting begins."),
    ),
    models.CheckConstraint(
        name="meeting_bilaterals_by_the_last_day",
        condition=Q(bilaterals_on__isnull=True) | Q(bilaterals_on__lte=F("ends_on")),
        violation_error_message=_("The day of the bilaterals is after the last day."),
    ),
    models.CheckConstraint(
        name="meeting_requests_close_by_the_end",
        condition=by_the_end_of_the_last_day("interventions_close_at"),
        violation_error_message=_("Requests for the floor close after the last day."),
    ),
    models.CheckConstraint(
        name="meeting_reminders_are_days_apart",
        condition=Q(reminder_interval_days__gte=1),
        violation_error_message=_("Between two reminders lies a day at least."),
    ),
    models.CheckConstraint(
        name="meeting_statements_take_time",
        condition=Q(point_of_order_minutes__gte=1) & Q(reply_minutes__gte=1),
        violation_error_message=_("A statement takes a minute at least."),
    ),
    models.UniqueConstraint(
        name="meeting_only_one_is_set_current",
        fields=["is_set_current"],
        condition=Q(is_set_current=True),
        violation_error_message=_("Another meeting is set as the current one."),
    ),
    models.CheckConstraint(
        name="meeting_is_open_before_it_is_current",
        condition=Q(is_set_current=False) | Q(stage=Stage.OPEN),
        violation_error_message=_("A meeting that is not open cannot be the current one."),
    ),
    models.CheckConstraint(name="meeting_stage_is_known", condition=Q(stage__in=Stage.values)),
]
