"""Old and new values in words: the Chinese name of a field, the label of a choice, 是 and 否, a dash for nothing."""

from django.apps import apps
from django.db import models

from dibao.office.base.seal import Secret

NAMES = {
    "reason": "原因",
    "count": "数量",
    "file": "文件",
    "rows": "行数",
    "table": "列表",
    "filters": "筛选条件",
    "clear": "显示完整证件号",
}  # what events tell beside fields


def name(**words: str) -> None:
    """Chinese names of what a room's events tell beside fields; called in the room's `apps.py` (`ready`)."""
    NAMES.update(words)


def changes_of(model_label: str, old: dict, new: dict) -> list[dict]:
    """One entry for each value of `old` and `new`: `name`, `old`, `new`, `had`. The record's fields first, in their order
    (PostgreSQL keeps none), then the rest.
    """
    fields = _fields(model_label)
    told = [name for name in fields if name in old or name in new]
    told += sorted({*old, *new} - {*told})
    return [
        {
            "name": fields[key].verbose_name if key in fields else NAMES.get(key, key),
            "old": in_words(old.get(key), fields.get(key)),
            "new": in_words(new.get(key), fields.get(key)),
            "had": key in old and old[key] not in (None, ""),
        }
        for key in told
    ]


def in_words(value, field: models.Field | None = None) -> str:
    """A value as people read it."""
    if field is not None and field.choices:
        value = dict(field.flatchoices).get(value, value)
    if value is None or value == "" or value == [] or (isinstance(value, Secret) and not value):
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(in_words(part) for part in value)
    return str(value)


def _fields(model_label: str) -> dict[str, models.Field]:
    """The fields of a model by name; none for a model that is no more."""
    try:
        meta = apps.get_model(model_label)._meta if model_label else None
    except (LookupError, ValueError):
        meta = None
    return {field.name: field for field in meta.concrete_fields} if meta else {}
