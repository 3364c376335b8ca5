"""The office of the demo: what whoever signs in finds there."""

from dibao.office import demo
from dibao.office.accounts.actions import add_area, create_unit
from dibao.office.accounts.models import User
from dibao.office.base.actions import House
from dibao.office.base.scope import seeing
from dibao.office.campaigns import queries
from dibao.office.campaigns.models import Campaign


def test_a_campaign_runs_in_the_demo(db, settings):
    settings.DEMO_PASSWORD = "Qing-shan2024"
    by = House("演示")
    for code, name in (
        ("431299", "示例县"),
        ("431299101", "青山镇"),
        ("431299102", "白水乡"),
        ("431299101201", "大塘村"),
    ):
        area = add_area(by=by, code=code, name=name)
        kind = {6: "bureau", 9: "township", 12: "village"}[len(code)]
        create_unit(by=by, area=area, kind=kind, name=f"{name}{demo._ending(area)}")
    for person in demo.PEOPLE:
        demo._add_person(by, *person)
    demo._run_campaign()
    handler = User.objects.get(username="liufang")
    with seeing(handler.sight()):
        campaign = Campaign.objects.get()
        assert campaign.state == "issued" and queries.phases_now(campaign)
        assert campaign.tasks.get(code="plan").state == "done"
        assert campaign.tasks.get(code="screen_in_force").progress == 35
    with seeing(User.objects.get(username="shiming").sight()):
        standing = queries.standing(campaign)
        assert standing["all"] > standing["done"] == 1
