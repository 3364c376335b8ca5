"""Kept files: what people upload and what jobs make, once each by SHA-256 below MEDIA_ROOT.

    file = keep(upload, owner=visit, by=by)          # refuses what is not on the list, by its content
    files_of(visit)                                  # newest first

Who may take a file: whoever may open its owner record. The record is asked for in the person's sight, and its
`may_open_file(user)` has the last word; a record that is not scoped must have one.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.urls import reverse

from dibao.office.base.actions import Refused
from dibao.office.base.file_kinds import ALL, KINDS, kind_of
from dibao.office.base.scope import Scoped

LARGEST = 200 * 2**20  # bytes


class KeptFile(models.Model):
    """A file as somebody gave it: name, content, who, when. Never changed."""

    sha256 = models.CharField("校验码", max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("大小")
    kind = models.CharField("类型", max_length=8)
    owner_type = models.CharField(max_length=60)
    owner = models.BigIntegerField()
    label = models.CharField("说明", max_length=60, blank=True)  # what it is to its owner: 审批表, 门牌合影
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = "附件"
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner_type", "owner"], name="kept_file_owner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.pk])

    @property
    def path(self) -> Path:
        """Where the content lies."""
        return _path(self.sha256)

    @property
    def is_picture(self) -> bool:
        return self.kind in ("jpg", "png")

    @property
    def size_words(self) -> str:
        """12.3 MB."""
        return f"{self.size / 2**20:,.1f} MB" if self.size >= 2**20 else f"{max(self.size / 2**10, 0.1):,.1f} KB"

    def owner_for(self, user) -> models.Model | None:
        """The record that it belongs to, where this person may open the file; else nothing."""
        model = apps.get_model(self.owner_type)
        record = model.objects.filter(pk=self.owner).first()
        if record is None:
            return None
        allowed = record.may_open_file(user) if hasattr(record, "may_open_file") else isinstance(record, Scoped)
        return record if allowed else None


def keep(upload, *, owner: models.Model, by, name: str = "", label: str = "", kinds: Iterable[str] = ALL) -> KeptFile:
    """Keep an upload, an open file, or a path; raises `Refused` with a sentence for what is not on the list."""
    with _opened(upload) as source:
        name = Path(name or getattr(source, "name", "")).name[-200:]
        kind = checked(source, name, kinds)
        sha256, size = _store(source)
    owned = {"owner_type": owner._meta.label_lower, "owner": owner.pk}
    return KeptFile.objects.create(sha256=sha256, name=name, size=size, kind=kind, label=label, by=by, **owned)


def _opened(upload):
    return Path(upload).open("rb") if isinstance(upload, str | Path) else nullcontext(upload)


def files_of(record: models.Model) -> models.QuerySet[KeptFile]:
    """The files of a record."""
    return KeptFile.objects.filter(owner_type=record._meta.label_lower, owner=record.pk).select_related("by")


def checked(source, name: str, kinds: Iterable[str]) -> str:
    """The kind of a file by its content; raises `Refused` when it is not wanted, too large, or not what its name says."""
    kinds = tuple(kinds)
    size = _size(source)
    if size == 0:
        raise Refused(f"“{name}”是空文件，请检查后重新上传")
    if size > LARGEST:
        raise Refused(f"“{name}”有 {size / 2**20:,.0f} MB，最大 {LARGEST // 2**20} MB。请分成几份上传")
    kind = kind_of(source, name)
    source.seek(0)
    if kind is None or kind not in kinds:
        wanted = "、".join(KINDS[k].title for k in kinds)
        raise Refused(f"“{name}”不是可以上传的文件。请上传：{wanted}")
    if Path(name).suffix.lower() not in KINDS[kind].endings:
        raise Refused(f"“{name}”的内容其实是{KINDS[kind].title}，和文件名不符。请改成正确的扩展名再上传")
    return kind


def _size(source) -> int:
    source.seek(0, os.SEEK_END)
    size = source.tell()
    source.seek(0)
    return size


def _store(source) -> tuple[str, int]:
    """Write below MEDIA_ROOT under the hash of the content, whole or not at all; hash and size."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, unfinished = tempfile.mkstemp(dir=root, prefix=".upload-")  # readable by its owner only
    try:
        with os.fdopen(descriptor, "wb") as target:
            while part := source.read(2**20):
                digest.update(part)
                size += target.write(part)
            target.flush()
            os.fsync(target.fileno())
        path = _path(digest.hexdigest())
        path.parent.mkdir(exist_ok=True)
        os.replace(unfinished, path)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return digest.hexdigest(), size


def _path(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


class _Chooser(forms.ClearableFileInput):
    """One file or several."""

    def __init__(self, many: bool, kinds: Iterable[str]):
        self.allow_multiple_selected = many
        endings = ",".join(ending for kind in kinds for ending in KINDS[kind].endings)
        super().__init__({"accept": endings} | ({"multiple": True} if many else {}))

    def use_required_attribute(self, initial) -> bool:
        return False  # our own sentence says it


class UploadField(forms.FileField):
    """A file in a form, looked into before anything is kept. With `many`, `cleaned_data` holds a list."""

    def __init__(self, *, kinds: Iterable[str] = ALL, many: bool = False, **options):
        self.kinds, self.many = tuple(kinds), many
        super().__init__(widget=_Chooser(many, self.kinds), **options)
        self.error_messages["required"] = "请选择文件"

    def clean(self, data, initial=None):
        uploads = (data or [None]) if isinstance(data, list | tuple) else [data]
        cleaned = [self._one(upload, initial) for upload in uploads]
        return [upload for upload in cleaned if upload] if self.many else cleaned[0]

    def _one(self, upload: UploadedFile | None, initial):
        upload = super().clean(upload, initial)
        if upload:
            try:
                checked(upload, upload.name, self.kinds)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return upload
