"""From accepted data to a record for each household and the hits that hang on it."""

from datetime import date

import pytest

from dibao.engine.errors import UserError
from dibao.office.base import jobs
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.scope import seeing, seeing_all
from dibao.office.intake import actions as intake
from dibao.office.screening import actions, queries, running
from dibao.office.screening.actions.taking_in import weigh
from dibao.office.screening.freezing import read_population
from dibao.office.screening.models import CampaignHousehold, CampaignMember, Freeze, Hit, Run
from dibao.office.screening.placing import Places, bare
from dibao.office.screening.showing import homes_of, shown
from tests.journeys.hamlet import DEAD, EAST, WEST, hamlet, home
from tests.office.gathering import CODES, add_villages, gather, running_campaign

ROSTER = f"花名册/{EAST}低保花名册（2023年6月30日）.xlsx"


@pytest.fixture
def campaign(county):
    add_villages(county)
    return running_campaign(county)


@pytest.fixture
def admin(county):
    return county["county_admin"]


@pytest.fixture
def gathered(county, campaign, tmp_path):
    gather(county, campaign, hamlet(), tmp_path / "data")
    return campaign


def freeze(admin, campaign, population="in_force", since=None, until=None):
    with seeing(admin.sight()):
        read = read_population(campaign, population, since, until, lambda *_: None)
        return actions.freeze(by=admin, campaign=campaign, population=read)


def run(admin, campaign) -> Run:
    with seeing(admin.sight()):
        return running.carry_out(actions.start_run(by=admin, campaign=campaign))


def test_freezing_makes_a_record_for_every_household(gathered, admin):
    made = freeze(admin, gathered)
    numbers = sorted(
        {row[0] for town in (EAST, WEST) for row in hamlet().rows(f"花名册/{town}低保花名册（2023年6月30日）.xlsx")[1:]}
    )
    with seeing_all("test"):
        homes = CampaignHousehold.objects.filter(campaign=gathered)
        assert sorted(homes.values_list("household_no", flat=True)) == numbers
        assert made.households == len(numbers) and made.unplaced == 0
        first = homes.get(household_no=home(0)["no"])
        assert first.area_code == CODES[home(0)["village"]] and first.head_id.clear == home(0)["head_id"]
        assert str(first.head_id).count("*") == 8 and first.head_initials
        assert CampaignMember.objects.filter(household=first).count() == 2


def test_freezing_again_adds_the_new_and_tells_the_absent(gathered, admin, county, tmp_path):
    freeze(admin, gathered)
    later = hamlet()
    rows = later.rows(ROSTER)
    gone = [row for row in rows if row[0] == home(0)["no"]]
    fresh = [
        [
            "4312990999999",
            "周新来",
            EAST,
            home(0)["village"],
            "周新来",
            "431299196005129990",
            "户主",
            "是",
            1,
            300,
            date(2023, 7, 1),
            "",
        ]
    ]
    later.files = {ROSTER.replace("6月30日", "7月31日"): ("花名册", [row for row in rows if row not in gone] + fresh)}
    gather(county, gathered, later, tmp_path / "later")
    made = freeze(admin, gathered, until=date(2023, 7, 31))
    assert (made.added, made.absent) == (1, 1)
    with seeing_all("test"):
        assert not CampaignHousehold.objects.get(household_no=home(0)["no"]).present
        assert queries.coverage(gathered, admin)[0]["households"] == made.households + 1


def test_without_a_roster_freezing_says_what_is_missing(campaign, admin, county, tmp_path):
    with pytest.raises(UserError, match="花名册"):
        freeze(admin, campaign)
    with seeing_all("test"):
        assert not Freeze.objects.exists()


def test_a_run_hangs_its_hits_on_the_households(gathered, admin):
    freeze(admin, gathered)
    done = run(admin, gathered)
    assert done.state == "done" and done.counts["new"] == done.counts["hits"] > 0
    with seeing_all("test"):
        dead = Hit.objects.get(rule="R01")
        assert dead.household.household_no == home(DEAD)["no"]
        assert dead.household.open_hits >= 1 and dead.household.worst in "AB" and dead.household.worth > 0
        [table] = [t for t in queries.evidence(dead) if t["title"] == "死亡登记"] or queries.evidence(dead)[:1]
        assert table["rows"][0]["row"]


def test_the_same_data_again_change_nothing(gathered, admin):
    freeze(admin, gathered)
    first, second = run(admin, gathered), run(admin, gathered)
    assert (second.counts["new"], second.counts["gone"], second.counts["back"]) == (0, 0, 0)
    assert second.counts["again"] == first.counts["hits"]


def test_a_cleared_hit_stays_away_until_its_state_changes(gathered, admin):
    freeze(admin, gathered)
    run(admin, gathered)
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
        Hit.objects.filter(pk=hit.pk).update(state="dismissed", conclusion="refuted_namesake")
    run(admin, gathered)
    with seeing_all("test"):
        assert Hit.objects.get(pk=hit.pk).state == "dismissed"
        Hit.objects.filter(pk=hit.pk).update(state_hash="as it was before")
    counts = run(admin, gathered).counts
    with seeing_all("test"):
        again = Hit.objects.get(pk=hit.pk)
        assert (again.state, again.came_back, counts["back"]) == ("new", True, 1)
        assert (again.conclusion, again.concluded_by) == ("", None)  # what was concluded before founds nothing now


def test_a_hit_whose_ground_is_gone_expires_and_revives(gathered, admin, county):
    freeze(admin, gathered)
    run(admin, gathered)
    with seeing_all("test"):
        upload = gathered.uploads.get()
        upload.files.filter(name__contains="死亡").count()
    with seeing(admin.sight()):
        intake.withdraw(by=admin, upload=upload, reason="试一试")
    with seeing(admin.sight()), pytest.raises(Refused, match="还没有入库的数据"):
        actions.start_run(by=admin, campaign=gathered)
    with seeing(admin.sight()):
        intake.restore(by=admin, upload=upload)


def test_trouble_of_the_data_ends_the_run_with_its_sentence(campaign, admin, county, tmp_path):
    alone = hamlet()
    alone.files = {"公安死亡人员名单.xlsx": alone.files["公安死亡人员名单.xlsx"]}
    gather(county, campaign, alone, tmp_path / "alone")
    failed = run(admin, campaign)
    assert failed.state == "failed" and "花名册" in failed.trouble


def test_one_run_at_a_time_and_a_waiting_one_can_be_cancelled(gathered, admin):
    with seeing(admin.sight()):
        waiting = actions.start_run(by=admin, campaign=gathered)
        with pytest.raises(Refused, match="正在比对"):
            actions.start_run(by=admin, campaign=gathered)
        assert actions.cancel_run(by=admin, run=waiting).state == "cancelled"


def test_a_run_that_is_cancelled_meanwhile_brings_nothing(gathered, admin):
    with seeing(admin.sight()):
        waiting = actions.start_run(by=admin, campaign=gathered)

        def meddle(stage, done, total):
            if Run.objects.get(pk=waiting.pk).state == "running":
                actions.cancel_run(by=admin, run=Run.objects.get(pk=waiting.pk))

        assert running.carry_out(waiting, meddle).state == "cancelled"
    with seeing_all("test"):
        assert not Hit.objects.exists()


def test_a_run_stopped_on_the_page_of_its_job_is_over(gathered, admin):
    def stop(*_):
        raise jobs.Cancelled

    with seeing(admin.sight()):
        waiting = actions.start_run(by=admin, campaign=gathered)
        with pytest.raises(jobs.Cancelled):
            running.carry_out(waiting, stop)
        assert Run.objects.get(pk=waiting.pk).state == "cancelled"


def test_a_run_whose_worker_died_is_in_nobodys_way(gathered, admin):
    with seeing(admin.sight()):
        first = actions.start_run(by=admin, campaign=gathered)
        jobs.Job.objects.filter(pk=first.job_id).update(state="failed", error="后台程序中途停止了")
        second = actions.start_run(by=admin, campaign=gathered)
        first.refresh_from_db()
        assert (first.state, second.number) == ("failed", 2) and "中途停止" in first.trouble


def test_what_concerns_few_is_seen_by_few(gathered, admin, county):
    freeze(admin, gathered)
    run(admin, gathered)
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
        Hit.objects.filter(pk=hit.pk).update(audience="county")
    town = home(DEAD)["township"]
    handler, stranger = county[f"township_handler@{town}"], county[f"township_handler@{EAST if town == WEST else WEST}"]
    with seeing(handler.sight()):
        assert (
            CampaignHousehold.objects.filter(pk=hit.household_id).exists()
            and not Hit.objects.filter(pk=hit.pk).exists()
        )
    with seeing(stranger.sight()):
        assert not CampaignHousehold.objects.filter(pk=hit.household_id).exists()
    with seeing(county["auditor"].sight()):
        assert Hit.objects.filter(pk=hit.pk).exists()


def test_a_township_reads_the_sentence_that_warns_nobody(gathered, admin, county):
    freeze(admin, gathered)
    run(admin, gathered)
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
    handler = county[f"township_handler@{home(DEAD)['township']}"]
    told, whole = shown(hit, handler), shown(hit, admin)
    assert told.words == hit.explanation_down != hit.explanation == whole.words
    assert (told.title, told.rule) == ("错保", "") and (whole.title, whole.rule) == (hit.title, "R01")


def test_below_the_county_the_pages_say_what_the_workbook_says(gathered, admin, county, sign_in):
    freeze(admin, gathered)
    run(admin, gathered)
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
    client = sign_in(f"township_handler@{home(DEAD)['township']}")
    for address in ("/hits/", f"/hits/{hit.pk}/", f"/households/{hit.household_id}/"):
        page = client.get(address).text
        assert hit.explanation_down.splitlines()[0] in page, address
        assert not any(words in page for words in (hit.explanation, hit.title, "R01", "哪份表")), address
    assert "有记录" in hit.explanation_down and "元" in hit.money_down and hit.money_down in client.get("/hits/").text
    assert client.get(f"/hits/{hit.pk}/evidence/").status_code == 403
    with seeing_all("test"):
        Hit.objects.filter(pk=hit.pk).update(excused="LAWFUL")
    assert client.get(f"/hits/{hit.pk}/").status_code == 404
    assert hit.explanation_down not in client.get("/hits/?show=").text


def test_a_number_does_not_tell_of_hits_that_one_may_not_read(gathered, admin, county):
    freeze(admin, gathered)
    run(admin, gathered)
    town = home(DEAD)["township"]
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
        Hit.objects.filter(household=hit.household).update(audience="county")
        missed = CampaignHousehold.objects.create(
            campaign=gathered, population="missed", head_name="周外人", township=town, area_code=hit.area_code
        )
        Hit.objects.create(
            campaign=gathered, household=missed, area_code=hit.area_code, finding_id="closed", rule="R25", title="亲属",
            kind="relation", severity="A", audience="county", explanation="…",
        )  # fmt: skip
        weigh(gathered)
    seen = {}
    for who in ("county_admin", f"township_handler@{town}"):
        user = county[who]
        with seeing(user.sight()):
            homes = homes_of(user).filter(campaign=gathered)
            home_of_hit = homes.get(pk=hit.household_id)
            suspected = sum(row["suspected"] for row in queries.coverage(gathered, user))
            seen[who] = (home_of_hit.seen_worst, home_of_hit.seen_hits > 0, homes.filter(pk=missed.pk).exists())
            assert suspected == homes.filter(seen_hits__gt=0).count()
    assert list(seen.values()) == [(hit.severity, True, True), ("", False, False)]


def test_only_those_who_may_freeze_and_run(gathered, county):
    handler = county["township_handler@青山镇"]
    with seeing(handler.sight()):
        for action, values in ((actions.ask_freeze, {"population": "in_force"}), (actions.start_run, {})):
            with pytest.raises(NotAllowed):
                action(by=handler, campaign=gathered, **values)


def test_an_unplaced_household_waits_on_the_countys_desk(campaign, admin, county, tmp_path):
    vague = hamlet()
    for row in vague.rows(ROSTER)[1:]:
        row[2], row[3] = "某某镇", "某某村"
    gather(county, campaign, vague, tmp_path / "vague")
    made = freeze(admin, campaign)
    assert made.unplaced > 0
    with seeing_all("test"):
        lost = CampaignHousehold.objects.filter(placed=False).first()
    assert lost.area_code == campaign.area_code
    with seeing(county["township_handler@青山镇"].sight()):
        assert not CampaignHousehold.objects.filter(pk=lost.pk).exists()
    with seeing(admin.sight()):
        actions.place_household(by=admin, household=lost, area=county.areas["上坪村"])
    with seeing(county["township_handler@青山镇"].sight()):
        assert CampaignHousehold.objects.get(pk=lost.pk).village == "上坪村"


@pytest.mark.parametrize(
    "code, township, village, found",
    [
        ("431299101211", None, None, ("431299101211", True)),
        ("999999101211", "青山镇", "上坪村", ("431299101211", True)),
        ("", "青山", "上坪村委会", ("431299101211", True)),
        ("", "青山镇人民政府", "没有这个村", ("431299101", True)),
        ("", "杨柳村", "", ("431299", False)),
        (None, None, None, ("431299", False)),
    ],
)
def test_places_by_code_and_by_name(county, campaign, code, township, village, found):
    assert Places(county.areas["示例县"]).code_of(code, township, village) == found


@pytest.mark.parametrize(
    "name, short", [("大塘村委会", "大塘"), ("青山镇", "青山"), ("乡村", "乡村"), ("上坪社区居委会", "上坪社区")]
)
def test_names_without_their_kind(name, short):
    assert bare(name) == short


def test_the_weight_of_a_household_follows_its_open_hits(gathered, admin):
    freeze(admin, gathered)
    run(admin, gathered)
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
        Hit.objects.filter(household=hit.household).update(state="dismissed", conclusion="refuted_namesake")
        weigh(gathered, [hit.household_id])
        hit.household.refresh_from_db()
        assert (hit.household.open_hits, hit.household.worst, hit.household.worth) == (0, "", 0.0)


def test_the_pages_of_screening(gathered, admin, sign_in, django_capture_on_commit_callbacks):
    client = sign_in("county_admin")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/households/freeze/", {"population": "in_force"})
    assert "其中新增" in client.get("/jobs/").text
    with django_capture_on_commit_callbacks(execute=True):
        where = client.post("/runs/start/", {})["Location"]
    page = client.get(where)
    assert "已完成" in page.text and "没有查全的" in page.text
    with seeing_all("test"):
        hit = Hit.objects.select_related("household").get(rule="R01")
    page = client.get(f"/households/{hit.household_id}/")
    assert hit.title in page.text and hit.household.head_id.clear not in page.text
    evidence = client.get(f"/hits/{hit.pk}/evidence/")
    assert "第 " in evidence.text and hit.id_no.clear not in evidence.text
    for address in ("/households/", "/households/?q=" + home(0)["head"], "/hits/", f"/hits/{hit.pk}/", "/runs/"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert hit.household.head_id.clear not in page.text


def test_the_search_finds_by_each_way(gathered, admin, sign_in):
    freeze(admin, gathered)
    client = sign_in("county_admin")
    who = home(0)
    with seeing_all("test"):
        initials = CampaignHousehold.objects.get(household_no=who["no"]).head_initials
    for asked in (who["head"], who["head"][:1], initials, who["head_id"][-4:], who["head_id"], who["no"]):
        assert who["no"] in client.get("/households/", {"q": asked}).text, asked
    assert who["no"] not in client.get("/households/", {"q": "431299190001010011"}).text
