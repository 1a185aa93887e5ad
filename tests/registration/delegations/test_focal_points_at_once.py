"""Two of the staff who invite the same entities in the same moment."""

from registration.delegations.models import Entity
from tests.own_database import at_once
from tests.people import isu_staff
from tests.registration.delegations.test_focal_points import invite


def test_two_who_invite_at_once_invite_once(transactional_db: None) -> None:
    by = isu_staff()
    Entity.objects.update(email="mission@state.example")
    pks = list(Entity.objects.values_list("pk", flat=True))

    invited = at_once(3, lambda: len(invite(*pks, by=by)))

    assert sorted(invited) == [0, 0, len(pks)]
