"""The county's people at work on one household of the hamlet, from the run to the closing."""

from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dibao.office.base.scope import seeing, seeing_all
from dibao.office.cases import actions
from dibao.office.cases.models import CaseTask, Problem
from dibao.office.screening.actions import freeze, start_run
from dibao.office.screening.freezing import read_population
from dibao.office.screening.models import Hit
from dibao.office.screening.running import carry_out
from tests.journeys.hamlet import DEAD, hamlet, home
from tests.office.gathering import add_villages, gather, running_campaign

TODAY = timezone.localdate()
JULY = 2023 * 12 + 6
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def paper(name="凭据.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


class Office:
    """The county's people at work on the household of the dead wife."""

    def __init__(self, county, campaign):
        self.county, self.campaign = county, campaign
        self.town = home(DEAD)["township"]
        with seeing_all("test"):
            self.hit = Hit.objects.select_related("household__campaign").get(rule="R01")
        self.home = self.hit.household

    def do(self, who: str, action, **values):
        """Let somebody act, as they see the world."""
        here = f"{who}@{self.town}"
        by = self.county[here if here in self.county.people else who]
        with seeing(by.sight()):
            return action(by=by, **values)

    def send(self, due=TODAY + timedelta(days=10)):
        unit = self.county.units[self.town]
        self.do("county_admin", actions.dispatch, campaign=self.campaign, unit=unit, households=[self.home], due_on=due)
        with seeing_all("test"):
            return CaseTask.objects.select_related("household").get(household=self.home, state="sent")

    def visit(self, **values):
        given = {
            "household": self.home, "method": "home", "visited_on": TODAY, "found": "妻子已于去年去世，丈夫一人居住",
            "visitors": [self.county[f"township_handler@{self.town}"]], "others": "村支书周某", **values,
        }  # fmt: skip
        return self.do(f"township_handler@{self.town}", actions.record_visit, **given)

    def conclude(self, conclusion="confirmed_adjusted"):
        with seeing_all("test"):
            self.hit.refresh_from_db()
        return self.do(
            f"township_handler@{self.town}",
            actions.conclude,
            hit=self.hit,
            conclusion=conclusion,
            note="死亡证明与入户情况一致",
        )

    def propose(self, kind="remove", **values):
        given = {
            "household": self.home, "kind": kind, "basis": "《最低生活保障审核确认办法》第三十一条", "reason": "人员去世",
            "effective_month": JULY, "hits": [self.hit], **values,
        }  # fmt: skip
        return self.do(f"township_handler@{self.town}", actions.propose, **given)

    def problem(self, decision=None, **values):
        given = {
            "campaign": self.campaign, "household": self.home, "kind": "死亡未停发", "text": "死亡后多发六个月",
            "root": "carrying_out", "origin": "compare", "hits": [self.hit], "decision": decision, **values,
        }  # fmt: skip
        return self.do(f"township_handler@{self.town}", actions.open_problem, **given)


def open_office(county, folder: Path) -> Office:
    """The hamlet gathered, frozen, screened."""
    add_villages(county)
    campaign = running_campaign(county)
    gather(county, campaign, hamlet(), folder)
    by = county["county_admin"]
    with seeing(by.sight()):
        freeze(by=by, campaign=campaign, population=read_population(campaign, "in_force", None, None, lambda *_: None))
        run = start_run(by=by, campaign=campaign)
        run.refresh_from_db()
        if run.state == "queued":  # where transactions are real, the job has done it already
            carry_out(run)
    return Office(county, campaign)


def concluded(office: Office) -> Office:
    office.send()
    office.visit()
    office.conclude()
    return office


def submitted(office: Office, **values) -> Problem:
    concluded(office)
    decision = office.do("township_leader", actions.make, decision=office.propose())
    problem = office.problem(decision, **values)
    unit = office.county.units[office.town]
    office.do("township_handler", actions.measure, problem=problem, measures="停发并追回", due_on=TODAY, unit=unit)
    office.do("township_handler", actions.submit, problem=problem, text="已停发", files=[paper("停发审批表.pdf")])
    return problem
