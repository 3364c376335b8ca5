"""Columns that many sheets share; a column is (key, kind, headers): the first header is the plain one."""

COLUMNS = {
    "no": ("no", "int", ("序号", "编号")),
    "name": ("name", "name", ("姓名", "人员姓名")),
    "id": ("id", "id", ("身份证号", "公民身份号码", "证件号码", "身份证号码")),
    "sex": ("sex", "text", ("性别",)),
    "born": ("born", "date", ("出生日期", "出生年月日")),
    "township": ("township", "text", ("乡镇", "乡镇（街道）", "所属乡镇")),
    "village": ("village", "text", ("村", "村（社区）", "行政村")),
    "address": ("address", "text", ("家庭住址", "住址", "户籍地址")),
    "phone": ("phone", "text", ("联系电话", "手机号码")),
    "household_no": ("household_no", "text", ("户编号", "低保证号", "家庭编号")),
    "head_name": ("head_name", "name", ("户主姓名", "户主", "申请人姓名")),
    "head_id": ("head_id", "id", ("户主身份证号", "申请人身份证号", "户主证件号码")),
}
PERSON = ("no", "name", "id")
PLACED = ("no", "township", "village", "name", "id")
HOME = ("no", "township", "village", "household_no", "head_name", "head_id")


def column(key: str, kind: str, *headers: str) -> tuple:
    """A column of one sheet only."""
    return key, kind, headers
