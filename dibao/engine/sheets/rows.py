"""What role a row below the header plays."""

import re

from dibao.engine.sheets.cells import UNSEEN, is_blank, is_identity, squeeze
from dibao.engine.sheets.headers import Header, line

TOTAL = re.compile(r"\(?.{0,14}?(?:小计|合计|总计|累计|共计)\)?(?:[:(\d一二三四五六七八九十共计户人元].{0,24})?")
SIGNED = (
    "填表|填报|制表|编制|经办|经手|审核|审批|复核|复审|校对|核对|统计|负责|分管|领导|主管|签字|签章|盖章|公章|联系人|联系电话|出纳|会计|监督电话"
    "|举报电话|公示|打印|调查人|民政办|单位负责"
)
NOTE = re.compile(
    rf"(?:备?注|附注|说明|填[表报]说明|特此说明|注意事项)\d?[:.、].*|(?:{SIGNED})[^,，。]{{0,10}}:.*|(?:{SIGNED})[人员字章者期间]{{0,4}}"
    r"|(?:单位|部门|村|镇|乡)?\(?(?:盖章|签字|公章|签章)\)?:?.*|(?:以上|本表|此表|该表|表中)(?:数据|人员|为|由|共|一式|所|填|中|信息|是|请|报).*"
    r"|第\d+页.*|共\d+页.*|-+\d+-+|[*※★].*|(?:日期|时间):.*|\d{4}年\d{1,2}月\d{1,2}日|填表说明|备注:?"
)
PLACE = r"(?:镇|乡|街道|街道办|办事处|苏木|村|社区|居委会|村委会|居|组|屯|寨|队|农场|林场|县|片区|户|单位|部门)"
BLOCK = re.compile(
    rf"[一二三四五六七八九十]+[、.].{{1,28}}|\([一二三四五六七八九十\d]+\).{{1,28}}|.{{1,28}}:|.{{1,20}}{PLACE}(?:\(.*\)|[:\d].*)?"
)
TOWNSHIP = re.compile(r"(?:镇|乡|街道|街道办|办事处)(?:\(.*\))?:?$")
VILLAGE = re.compile(r"(?:村|社区|居委会|村委会|居|组)(?:\(.*\))?:?$")


class Roles:
    """Tells the rows below a header apart, with what the rows above have taught."""

    def __init__(self, header: Header, title: set[str]):
        self.lines = header.lines
        self.openings = {texts[0] for texts in header.lines if texts}
        self.starts = {opening[0] for opening in self.openings} | set("注填制审负经核签盖单以本※★*")
        self.title = title
        self.wide = sum(map(bool, header.names)) > 2

    def of(self, row: list) -> str:
        """`blank`, `title`, `header`, `total`, `note`, `blocks` or `data`."""
        cells = [cell for cell in row if cell != "" and cell is not None]
        texts = [cell for cell in cells[:4] if isinstance(cell, str)]
        if not texts:
            return "data" if cells else "blank"
        if len(cells) > 3 and not self._is_odd(texts):
            return "data"
        return self._look_closely([cell for cell in cells if not is_blank(cell)])

    def _is_odd(self, texts: list[str]) -> bool:
        """Cheap signs that a full row may still be no data: this runs a million times."""
        first = texts[0].lstrip(UNSEEN)
        return (
            not first or first[0] in self.starts or any("计" in text or ":" in text or "：" in text for text in texts)
        )

    def _look_closely(self, cells: list) -> str:
        if not cells:
            return "blank"
        texts = [squeeze(cell) for cell in cells]
        if texts[0] in self.openings and tuple(texts) in self.lines:
            return "header"
        if "".join(texts) in self.title:  # printed again at the top of a page
            return "title"
        if any(is_identity(cell) for cell in cells):
            return "data"
        if any(TOTAL.fullmatch(text) for text in texts[:4]):
            return "total"
        if NOTE.fullmatch(texts[0]):
            return "note"
        return self._lonely(texts, cells)

    def _lonely(self, texts: list[str], cells: list) -> str:
        """A row with one text is a block's name or a note, unless it reads like neither."""
        labelled = len(texts) == 2 and texts[0].endswith(":") and len(texts[1]) <= 12 and isinstance(cells[1], str)
        if labelled:
            return "blocks"
        if len(texts) > 1 or not isinstance(cells[0], str):
            return "data"
        if BLOCK.fullmatch(texts[0]):
            return "blocks"
        if len(texts[0]) > 12 or re.search(r"[。,;!]", texts[0]):
            return "note"
        return "data"


def block_name(row: list, before: str) -> str:
    """Name of a block: a village's keeps the township that stands above it."""
    name = "".join(line(row)).rstrip(":")
    township = before.split("/")[0]
    return f"{township}/{name}" if VILLAGE.search(name) and TOWNSHIP.search(township) else name
