"""A screening of a campaign's data, from the folder of accepted files to hits on the households' records."""

from collections.abc import Callable

from dibao.engine.errors import UserError
from dibao.engine.leads import read_leads
from dibao.engine.runs import Outcome
from dibao.engine.screen import Options, screen
from dibao.office.base import jobs
from dibao.office.campaigns.book import book
from dibao.office.campaigns.queries import rules_of
from dibao.office.intake import places
from dibao.office.intake.policy import write_policy
from dibao.office.screening import actions
from dibao.office.screening.models import Run

Progress = Callable[[str, int, int], None]


def carry_out(run: Run, progress: Progress = lambda *_: None) -> Run:
    """Run the engine outside any transaction, then take its leads in; a trouble of the data ends the run with its sentence.

    A run that was cancelled meanwhile stays so: what was found is not taken in.
    """
    by = run.by
    actions.begin_run(by=by, run=run)
    try:
        outcome = _screen(run, progress)
    except UserError as error:
        return actions.fail_run(by=by, run=run, trouble=str(error))
    except jobs.Cancelled:
        run.refresh_from_db()
        if run.state != "cancelled":  # stopped on the page of its job
            actions.cancel_run(by=by, run=run)
        raise
    except Exception:
        actions.fail_run(by=by, run=run, trouble="程序出错了，不是数据的问题。请把时间告诉维护人员，查看服务器日志")
        raise
    run.refresh_from_db()
    if run.state == "cancelled":
        return run
    leads = read_leads(places.work(run.campaign) / "runs" / outcome.run_id)
    return actions.finish_run(by=by, run=run, report=outcome.report, leads=leads.to_pylist())


def _screen(run: Run, progress: Progress) -> Outcome:
    campaign = run.campaign
    write_policy(campaign)
    options = Options(
        places.data(campaign),
        places.work(campaign),
        as_of=run.as_of or campaign.as_of,
        rules=tuple(sorted(rules_of(campaign))),
    )
    return screen(options, book(), progress)
