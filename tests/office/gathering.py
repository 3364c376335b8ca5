"""The hamlet of the journeys (tests/journeys/hamlet.py) as data of a campaign."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from dibao.office.accounts.models import Area
from dibao.office.base.scope import seeing
from dibao.office.campaigns.actions import draft_campaign, issue
from dibao.office.intake import actions
from dibao.office.intake.jobs import check_upload
from tests.journeys.hamlet import VILLAGES, Hamlet

CODES = {"上坪村": "431299101211", "枫木村": "431299101212", "杨柳村": "431299102211", "新塘村": "431299102212"}


def add_villages(county) -> None:
    """The hamlet's villages, as divisions."""
    for town, names in VILLAGES.items():
        for name in names:
            county.areas[name] = Area.objects.create(
                code=CODES[name], name=name, level="village", parent=county.areas[town]
            )


def running_campaign(county):
    """A district's campaign, issued by the county's admin, with every rule on."""
    by = county["county_admin"]
    with seeing(by.sight()):
        campaign = draft_campaign(by=by, template="S2", area=county.areas["示例县"])
        issue(by=by, campaign=campaign)
        campaign.rulesettings.update(on=True)
        return campaign


def files_of(hamlet: Hamlet, folder: Path) -> list[SimpleUploadedFile]:
    """Its workbooks as a browser sends them."""
    hamlet.write(folder)
    return [SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.xlsx"))]


def send(county, campaign, files: list, unit="示例县", who="county_admin"):
    """Upload and pre-check; where transactions are real, the job has done it already."""
    by = county[who]
    with seeing(by.sight()):
        upload = actions.receive(by=by, campaign=campaign, unit=county.units[unit], files=files)
        upload.refresh_from_db()
        return check_upload(upload) if upload.state == "received" else upload


def gather(county, campaign, hamlet: Hamlet, folder: Path):
    """The whole hamlet, accepted."""
    upload = send(county, campaign, files_of(hamlet, folder))
    by = county["county_admin"]
    with seeing(by.sight()):
        return actions.accept(by=by, upload=upload)
