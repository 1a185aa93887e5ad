"""What Celery beat asks for: plans that somebody has ordered."""

from celery import shared_task

from intersessional import clock

from .operations import planning


# Longer than the planner may look (`planning.SECONDS`), shorter than the lease of a plan.
@shared_task(name="bilaterals.make_plan", soft_time_limit=110, time_limit=120)
def make_plan() -> None:
    """Make the plan that has waited longest; the day of 2018 takes some seconds."""
    planning.make_next_plan(at=clock.now())
