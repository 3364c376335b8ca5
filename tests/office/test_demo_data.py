"""The data of the demo, in the hamlet."""

from dibao.office.base.scope import seeing_all
from dibao.office.demo_data import gather_and_screen
from dibao.office.intake.models import Upload
from dibao.office.screening.models import CampaignHousehold, Run
from tests.journeys.hamlet import hamlet
from tests.office.gathering import add_villages, running_campaign


def test_data_are_gathered_and_screened_once(county, tmp_path):
    add_villages(county)
    for who, name in (("county_admin", "shiming"), ("township_handler@青山镇", "liufang")):
        user = county[who]
        user.username = name
        user.save()
    running_campaign(county)
    folder = tmp_path / "county"
    hamlet().write(folder)
    (folder / "值班表.csv").write_text("日期,值班\n2025-06-01,周某\n", "utf-8")
    gather_and_screen(folder)
    with seeing_all("test"):
        states = list(Upload.objects.order_by("number").values_list("state", flat=True))
        assert set(states[:-1]) == {"accepted"} and states[-1] == "checked"
        assert Run.objects.get().counts["new"] > 0 and CampaignHousehold.objects.filter(open_hits__gt=0).exists()
