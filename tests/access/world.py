"""One object of each kind, and for each URL pattern an address that leads to it."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.urls import resolve, reverse
from model_bakery import baker

from intersessional.accounts.models import User
from intersessional.checks import Address
from registration.letters.models import Letter
from registration.registrations.models import (
    Extension,
    LikelyDuplicate,
    Quota,
    Registration,
)
from tests import people


class World:
    """Paola's registration with letter and note, one of another delegation, a row of each model."""

    def __init__(self) -> None:
        self.paola = people.receive()
        self.olena = people.receive(people.OLENA)
        self.user = User.objects.create_user("zoe@isu.example", "a long enough password")
        self.letter = baker.make(
            Letter, registration=self.paola, version=1, code="0123-4567-89AB-CDEF", pdf=b"%PDF-"
        )

        self.note = people.note(self.paola.delegation, self.user)

    def path(self, address: Address) -> str:
        """Return an address that the pattern matches, with objects that exist.

        Whoever adds a parameter that is not here adds it, and thinks about who may see what.
        """
        if address.name == "admin:":
            return self._unnamed(address)
        return reverse(address.name, kwargs=self._arguments(address))

    def _unnamed(self, address: Address) -> str:
        """The admin site has two kinds without a name: an old address of an object, and the rest."""
        path = address.route.replace("<path:object_id>", "1").replace(r"(?P<url>.*)$", "nowhere")
        assert resolve(f"/{path}").func is address.pattern.callback
        return f"/{path}"

    def _arguments(self, address: Address) -> dict[str, Any]:
        model = model_of(address)
        known = {
            "slug": "2018",
            "token": self.paola.receipt_token,
            "number": self.paola.receipt_number,
            "code": "ec" if "delegation/" in address.route else self.letter.code,
            "pk": self.note.pk,
            "content_type_id": 1,
            "app_label": "registrations",
            "url": "nowhere",
        }
        if model is not None:
            known |= dict.fromkeys(("object_id", "pk", "id"), self.some(model).pk)
        elif "object_id" in parameters(address):
            known["object_id"] = 1
        return {name: known[name] for name in parameters(address)}

    def some(self, model: type[models.Model]) -> models.Model:
        """Return a row of a model, made if there is none."""
        if model is Registration:
            return self.paola
        if model is Letter:
            return self.letter
        if model is User:
            return self.user
        return model._default_manager.first() or baker.make(model, **self._given(model))

    def _given(self, model: type[models.Model]) -> dict[str, Any]:
        """Return what must not be made up."""
        if model is Authenticator:
            return {"user": self.user, "type": Authenticator.Type.RECOVERY_CODES, "data": {}}
        if model is LikelyDuplicate:
            return {"first": self.paola, "second": self.olena}
        if model in {Quota, Extension}:
            whose = {"meeting": self.paola.meeting, "delegation": self.paola.delegation}
            return whose | ({"granted_by": self.user} if model is Extension else {})
        return {"user": self.user} if hasattr(model, "user") else {}


def parameters(address: Address) -> list[str]:
    """Return the names of an address's parameters."""
    return re.findall(r"<(?:\w+:)?(\w+)>", address.route)


def model_of(address: Address) -> type[models.Model] | None:
    """Return the model that the id in an address is about."""
    namespace, _, name = address.name.partition(":")
    if address.name in {"mfa_remove_webauthn", "mfa_edit_webauthn"}:
        return apps.get_model("mfa", "authenticator")
    if namespace != "admin" or name.count("_") < 2:
        return None
    if name == "auth_user_password_change":
        return apps.get_model("accounts", "user")
    app_label, model, _view = name.split("_", 2)
    try:
        return apps.get_model(app_label, model)
    except LookupError:
        return None
