"""The weights of the order of visits fit the rules that there are, and the page that explains them."""

from dibao import rulebook
from dibao.engine.rules.book import load_rulebook

BOOK = load_rulebook(rulebook.FOLDER)
TRIAGE = BOOK.triage
PAGE = rulebook.FOLDER.parents[1] / "docs/explanation/order-of-visits.md"


def test_every_rule_that_is_named_exists():
    assert {code for p in TRIAGE.precisions for code in p.rules} <= set(BOOK.rules)


def test_the_page_has_the_shares_and_weights_that_are_in_force():
    lines = PAGE.read_text("utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    cells = {row[0]: row[1] for row in table}
    for precision in TRIAGE.precisions:
        mark = "（待确认）" if precision.unconfirmed else ""
        assert cells[precision.title] == f"{precision.share:.0%}{mark}"
    for name, weight in (TRIAGE.severities | TRIAGE.tiers).items():
        assert cells[name] == f"{weight:g}"
