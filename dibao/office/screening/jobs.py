"""The long work of screening."""

from datetime import date

from django.urls import reverse

from dibao.office.base import jobs
from dibao.office.campaigns.models import Campaign
from dibao.office.screening import actions
from dibao.office.screening.freezing import read_population
from dibao.office.screening.models import Run
from dibao.office.screening.running import carry_out


@jobs.runner("screening.freeze")
def freeze(
    progress: jobs.Progress, *, campaign: int, population: str, since: str | None, until: str | None
) -> jobs.Result:
    """Write a population down, by whoever asked for it."""
    found = Campaign.objects.select_related("area").get(pk=campaign)
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    read = read_population(found, population, *days, progress.at)
    made = actions.freeze(by=progress.job.owner, campaign=found, population=read)
    absent = f"，{made.absent} 户不再在册" if made.absent else ""
    return jobs.Result(f"{made.households} 户，其中新增 {made.added} 户{absent}", url=reverse("households"))


@jobs.runner("screening.run")
def screen(progress: jobs.Progress, *, run: int) -> jobs.Result:
    """Screen, and take the leads in."""
    done = carry_out(Run.objects.select_related("campaign__area", "by").get(pk=run), progress.at)
    words = f"{done.counts['hits']} 条疑点，新增 {done.counts['new']} 条" if done.counts else done.trouble
    return jobs.Result(words[:200], url=reverse("run", args=[run]))
