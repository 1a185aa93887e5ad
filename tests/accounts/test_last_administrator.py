"""However many take the last administrators at once, one stays."""

from itertools import count

from django.db import IntegrityError

from intersessional.accounts import operations, roles
from intersessional.accounts.models import User
from tests import people
from tests.own_database import at_once


def two() -> list[User]:
    return [
        User.objects.create_superuser(f"{name}@isu.example", "a long enough password")
        for name in ("ada", "amir")
    ]


def test_two_who_unmake_each_other_leave_one(transactional_db: None) -> None:
    ada, amir = two()
    turn = count()

    def unmake() -> bool:
        by, user = (ada, amir) if next(turn) % 2 else (amir, ada)
        given = {"reason": "-", "by": by, "at": people.ON_14_MAY}
        try:
            return operations.change_roles(user, [roles.ISU_STAFF], **given)
        except operations.Forbidden:
            return False

    assert sorted(at_once(6, unmake)) == [False] * 5 + [True]
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


def test_the_table_alone_keeps_one(transactional_db: None) -> None:
    """Without our locks, as somebody would at the prompt of the database."""
    ids = [user.pk for user in two()]
    turn = count()

    def switch_off() -> bool:
        try:
            User.objects.filter(pk=ids[next(turn)]).update(is_active=False)
        except IntegrityError:
            return False
        return True

    assert sorted(at_once(2, switch_off)) == [False, True]
