"""Gathering, screening and a case on its way, for the walk over every page."""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dibao.office.cases import actions
from dibao.office.screening.models import Hit
from tests.office.casework import TODAY, open_office, submitted
from tests.office.gathering import send


def cases(county) -> dict[str, str]:
    """A hamlet gathered and screened, a sheet that nobody knows, a problem that waits for the books, a list for finance."""
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(county, Path(folder))
    unknown = "甲,乙,丙\n赵一,1,2\n赵二,3,4\n".encode()
    upload = send(
        county, office.campaign, [SimpleUploadedFile("某表.csv", unknown), SimpleUploadedFile("坏.xlsx", b"PK no")]
    )
    problem = submitted(office, books="recovery")
    money = {"problem": problem, "on": TODAY}
    office.do("township_handler", actions.record_recovery, kind="due", amount_fen=180000, **money)
    office.do("township_leader", actions.verify, problem=problem)
    changes = office.do(
        "county_reviewer", actions.issue_changes, campaign=office.campaign, month=problem.effective_month
    )
    keys = {
        "upload": upload.pk, "sheet-map": upload.sheets.filter(file__contains="某表").get().pk, "household": office.home.pk, "run": office.campaign.runs.get().pk,
        "problem": problem.pk, "change-list": changes.pk, "hit": Hit.objects.get(rule="R01").pk,
    }  # fmt: skip
    found = {name: reverse(name, args=[key]) for name, key in keys.items()}
    return found | {name: reverse(name, args=["death"]) for name in ("dataset", "dataset-template")}
