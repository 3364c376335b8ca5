"""Where a campaign's files lie.

campaigns/<id>/inbox/<upload>/<batch folder>/   sent, not yet accepted
campaigns/<id>/data/<batch folder>/             accepted: what a screening reads
campaigns/<id>/data/policy.toml                 the county's policy, the campaign's parameters, what people said of sheets
campaigns/<id>/work                             lake, runs, workbooks
campaigns/<id>/returned/<upload>/               rows to mend, in copies of the sender's workbooks
"""

from pathlib import Path

from django.conf import settings

from dibao.office.campaigns.models import Campaign
from dibao.office.intake.models import Upload


def home(campaign: Campaign) -> Path:
    """The campaign's folder."""
    return settings.HOME / "campaigns" / str(campaign.pk)


def data(campaign: Campaign) -> Path:
    """What is read; it is there afterwards."""
    folder = home(campaign) / "data"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def work(campaign: Campaign) -> Path:
    """Where the engine puts all that it makes."""
    return home(campaign) / "work"


def inbox(upload: Upload) -> Path:
    """The folder that holds the batch folder of an upload that is not accepted yet."""
    return home(upload.campaign) / "inbox" / str(upload.pk)


def files_of(upload: Upload) -> Path:
    """Where the files of an upload lie now."""
    kept = upload.state in ("accepted", "withdrawn")
    return (data(upload.campaign) if kept else inbox(upload)) / upload.folder


def returned(upload: Upload) -> Path:
    """Copies with the rows to mend."""
    return home(upload.campaign) / "returned" / str(upload.pk)
