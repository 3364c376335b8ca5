"""One declaration of columns and filters drives a list: page, sort, filters, column chooser, print, Excel.

    class Problems(Table):
        code, title, needs = "problems", "问题台账", "problem.read"
        columns = [Column("户主", "head"), Column("月补差", "amount", kind="money", sort="amount")]
        filters = [Search("姓名、首字母", names_in=["head"]), Choice("状态", "state", choices=STATES.choices)]

        def rows(self):
            return Problem.objects.select_related("unit")

    urlpatterns = [path("problems/", Problems.page, name="problems")]

docs/how-to/add-a-page.md says more.
"""

from dibao.office.base.table.columns import Chip, Column, Lamp
from dibao.office.base.table.filters import Choice, Days, Lamps, Search, Tabs
from dibao.office.base.table.table import Bulk, Table

__all__ = ["Bulk", "Chip", "Choice", "Column", "Days", "Lamp", "Lamps", "Search", "Table", "Tabs"]
