"""What the tests of campaigns share: drafting and issuing one in the made-up county."""

import pytest

from dibao.office.base.scope import seeing
from dibao.office.campaigns import actions

HOME = {"S0": "青山镇", "S1": "青山镇", "S2": "示例县", "S3": "示例县", "S4": "示例县"}


@pytest.fixture
def draft(county):
    """`draft("S2")`: a campaign drafted by the county's admin; other values as `draft_campaign` takes them."""

    def make(template="S2", **values):
        by = county["county_admin"]
        values.setdefault("area", county.areas[HOME[template]])
        with seeing(by.sight()):
            return actions.draft_campaign(by=by, template=template, **values)

    return make


@pytest.fixture
def issued(county, draft):
    """The same, issued."""

    def make(template="S2", **values):
        campaign = draft(template, **values)
        with seeing(county["county_admin"].sight()):
            actions.issue(by=county["county_admin"], campaign=campaign)
        return campaign

    return make
