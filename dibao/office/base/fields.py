"""Model fields for what is sealed: the value, its keyed index, its last four characters, each a column of its own."""

from django.db import models

from dibao.office.base import seal


class SealedField(models.BinaryField):
    """A sealed text. Read from a record it is a `Secret`; a text, a `Secret` or nothing may be set."""

    def __init__(self, kind: str, **options):
        self.kind = kind
        options.setdefault("blank", True)
        options.setdefault("default", b"")
        super().__init__(**options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"kind": self.kind}

    def from_db_value(self, value, expression, connection):
        return seal.unseal(self.kind, bytes(value)) if value else seal.Secret(self.kind, "")

    def get_prep_value(self, value):
        clear = clear_text(value)
        return seal.seal(self.kind, clear) if clear else b""


class KeyedIndexField(models.CharField):
    """The keyed index of a sealed field of the same record: equal values, equal entries."""

    def __init__(self, source: str, **options):
        self.source = source
        super().__init__(
            **{"max_length": 32, "blank": True, "default": "", "db_index": True, "editable": False} | options
        )

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"source": self.source}

    def pre_save(self, model_instance, add):
        value = self._of(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def _of(self, record) -> str:
        return self.value_for(type(record), getattr(record, self.source))

    def value_for(self, model: type[models.Model], value) -> str:
        """The entry for a value of the sealed field."""
        return seal.keyed(model._meta.get_field(self.source).kind, clear_text(value))


class LastFourField(KeyedIndexField):
    """The last four characters of a sealed field of the same record."""

    def __init__(self, source: str, **options):
        super().__init__(source, **{"max_length": 4} | options)

    def value_for(self, model: type[models.Model], value) -> str:
        return seal.last_four(model._meta.get_field(self.source).kind, clear_text(value))


def clear_text(value) -> str:
    """What shall be sealed, from whatever a program set."""
    if isinstance(value, seal.Secret):
        return value.clear
    return value if isinstance(value, str) else ""
