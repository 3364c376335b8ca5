"""Showing one sealed value in full."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from dibao.office.base.actions import NotAllowed, Refused, action, tell
from dibao.office.base.fields import SealedField
from dibao.office.base.scope import Scoped
from dibao.office.base.seal import Secret

SHORTEST = 4  # characters of a purpose: “核对” says nothing


@action("personal.reveal", "查看完整证号", needs="personal.reveal")
def reveal(*, by, record: models.Model, field: str, purpose: str) -> Secret:
    """The secret of one field of one record; who looked, at what, and why, is kept. The value itself is not logged."""
    purpose = purpose.strip()
    if len(purpose) < SHORTEST:
        raise Refused(f"请写明查看的用途，至少 {SHORTEST} 个字，如“入户核对身份证”")
    _check_whose(by, record)
    secret = getattr(record, field)
    tell(record, new={field: secret}, purpose=purpose[:200])
    return secret


def _check_whose(by, record: models.Model) -> None:
    """Scoped records were found through the person's sight; for others their model says which permission opens them."""
    if isinstance(record, Scoped) or record == by:
        return
    needs = getattr(record, "reveal_needs", None)
    if needs is None or not by.may(needs):
        raise NotAllowed(f"您的岗位（{by.post_words or '无'}）不能查看“{record}”的完整证号")


def sealed_record(label: str, pk: str, field: str) -> models.Model:
    """The record behind a button, as far as whoever presses it sees it; `Refused` where there is none to be seen."""
    try:
        model = apps.get_model(label)
        sealed = isinstance(model._meta.get_field(field), SealedField)
    except (LookupError, ValueError, FieldDoesNotExist):
        sealed = False
    record = model._default_manager.filter(pk=pk).first() if sealed and pk.isdigit() else None
    if record is None:
        raise Refused("没有这条记录，或者它不在您的查看范围内")
    return record
