"""Two of the staff who send the same reminder in the same moment."""

from intersessional.outbox.models import Message
from registration.delegations.models import Entity
from tests.desk.test_missing import remind
from tests.own_database import at_once
from tests.people import isu_staff


def test_two_of_the_staff_at_once_remind_once(transactional_db: None) -> None:
    by = isu_staff()
    Entity.objects.update(email="a@state.example")
    pks = list(Entity.objects.values_list("pk", flat=True))

    sent = at_once(4, lambda: len(remind(*pks, by=by)))

    assert sorted(sent) == [0, 0, 0, len(pks)]
    assert Message.objects.count() == len(pks)
