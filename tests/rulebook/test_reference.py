"""The generated reference pages are those of the rulebook as it is."""

from pathlib import Path

import pytest

from dibao import rulebook
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.pages import pages

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
BOOK = load_rulebook(rulebook.FOLDER)
PAGES = pages(BOOK)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_not_stale(name):
    assert (FOLDER / name).read_text("utf-8") == PAGES[name], "run `dibao reference docs/reference`"


def test_every_rule_table_view_and_parameter_is_there():
    assert all(f"## {code} " in PAGES["rules.md"] for code in BOOK.rules)
    assert all(f"## {code} " in PAGES["tables.md"] for code in BOOK.tables)
    assert all(f"## {path.stem}\n" in PAGES["views.md"] for path in BOOK.views.glob("*.sql"))
    assert all(f"{r.code}.`{name}`" in PAGES["parameters.md"] for r in BOOK.rules.values() for name in r.parameters)
