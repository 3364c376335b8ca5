"""The policy file of a campaign, made of what the county decides, what the campaign sets, what people said of sheets."""

import os
import tempfile
import tomllib
from pathlib import Path

import tomli_w

from dibao.engine.policy import load_policy
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign
from dibao.office.campaigns.queries import policy_of
from dibao.office.intake import places
from dibao.office.intake.models import LocalPolicy, Sheet, Upload


def check_text(text: str) -> None:
    """Raises `UserError` with a sentence where the text is no policy."""
    with tempfile.TemporaryDirectory() as folder:
        _load(Path(folder) / "policy.toml", text)


def _load(path: Path, text: str):
    path.write_text(text, "utf-8")
    rules = book()
    return load_policy(path, rules.rules, rules.tables, rules.kin_sets, rules.settings)


def local_text(campaign: Campaign) -> str:
    """The county's own text: of the campaign's area, else of the nearest area around it that has one."""
    area = campaign.area
    while area is not None:
        if found := LocalPolicy.objects.filter(area=area).first():
            return found.text
        area = area.parent
    return ""


def hints_of(sheets) -> dict[str, dict]:
    """What people said of sheets, as `[columns]` of the policy file."""
    return {sheet.place: sheet.mapping for sheet in sheets if sheet.mapping}


def write_policy(campaign: Campaign) -> Path:
    """`policy.toml` beside the campaign's data, as of now."""
    words = tomllib.loads(local_text(campaign))
    own = tomllib.loads(policy_of(campaign))
    words["parameters"] = words.get("parameters", {}) | own.pop("parameters", {})
    words["parameter"] = words.get("parameter", []) + own.pop("parameter", [])
    words |= own
    sheets = Sheet.objects.filter(upload__in=Upload.objects.filter(campaign=campaign, state="accepted"))
    words["columns"] = words.get("columns", {}) | hints_of(sheets.select_related("upload__unit"))
    words["withdraw"] = words.get("withdraw", []) + list(_withdrawn(campaign))
    path = places.data(campaign) / "policy.toml"
    part = path.with_suffix(".part")
    part.write_text(tomli_w.dumps({name: value for name, value in words.items() if value not in ({}, [])}), "utf-8")
    os.replace(part, path)
    return path


def _withdrawn(campaign: Campaign):
    for upload in Upload.objects.filter(campaign=campaign, state="withdrawn").prefetch_related("files"):
        for file in upload.files.all():
            yield {"file": f"{upload.folder}/{file.name}", "reason": upload.reason}
