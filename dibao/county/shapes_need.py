"""What offices send about need and about other help; the lists as in `shapes.py`."""

from dibao.county.columns import PLACED
from dibao.county.columns import column as _c

NEED: dict[str, tuple[tuple[str, ...], str, tuple]] = {
    "disaster": (("应急局受灾人员名单", "自然灾害受灾家庭"), "自然灾害受灾人员和家庭情况统计表", (*PLACED, _c("happened_on", "date", "受灾时间", "灾害发生时间"), _c("kind", "text", "灾害种类", "灾种"), _c("loss", "text", "倒损情况", "受灾情况"), _c("collapsed_rooms", "int", "倒塌间数"),
        _c("relieved_on", "date", "救助时间", "救助发放日期"), _c("relief", "money", "救助金额", "救助资金"))),
}  # fmt: skip
