"""What offices send about need and about other help; the lists as in `shapes.py`."""

from dibao.county.columns import PERSON, PLACED
from dibao.county.columns import column as _c

NEED: dict[str, tuple[tuple[str, ...], str, tuple]] = {
    "disaster": (("应急局受灾人员名单", "自然灾害受灾家庭"), "自然灾害受灾人员和家庭情况统计表", (*PLACED, _c("happened_on", "date", "受灾时间", "灾害发生时间"), _c("kind", "text", "灾害种类", "灾种"), _c("loss", "text", "倒损情况", "受灾情况"), _c("collapsed_rooms", "int", "倒塌间数"),
        _c("relieved_on", "date", "救助时间", "救助发放日期"), _c("relief", "money", "救助金额", "救助资金"))),
}  # fmt: skip

# Those that came later stand behind all others, so that a seed keeps the names of the files before them.
LATER: dict[str, tuple[tuple[str, ...], str, tuple]] = {
    "orphan": (("孤儿和事实无人抚养儿童名册", "民政局-孤儿及事实无人抚养儿童花名册"), "孤儿和事实无人抚养儿童基本生活保障花名册", (*PLACED, "born", _c("kind", "text", "儿童类别", "保障类别"), _c("guardian_name", "name", "监护人", "监护人姓名"), _c("start_on", "date", "纳入时间", "认定时间"), _c("end_on", "date", "停发时间", "终止时间"), _c("status", "text", "保障状态", "发放状态"),
        _c("amount", "money", "月基本生活费", "月发放金额", "实发月补贴"), _c("standard", "money", "基本生活费标准", "月补贴标准"), _c("account", "text", "银行账号", "一卡通账号"))),
    "disability_allowance": (("残疾人两项补贴发放名册", "残联-两项补贴发放花名册"), "困难残疾人生活补贴和重度残疾人护理补贴发放花名册", (*PLACED, _c("certificate_no", "text", "残疾人证号", "残疾证号"), _c("kind", "text", "补贴类别", "补贴名称", "补贴项目"), _c("amount", "money", "补贴标准", "月补贴金额", "月补贴标准"), _c("start_on", "date", "享受时间", "补贴起始时间"), _c("end_on", "date", "停发时间", "终止时间"), _c("status", "text", "发放状态", "补贴状态"))),
    "unemployment": (("人社局登记失业人员", "失业登记和失业保险领取"), "登记失业人员信息", (*PLACED, _c("registered_on", "date", "失业登记日期", "失业登记时间", "登记日期"), _c("status", "text", "失业状态", "登记状态"), _c("amount", "money", "失业保险金", "月领取金额"), _c("benefit_to", "date", "领取截止时间", "待遇截止"))),
    "housing_safety": (("住建局农村住房安全鉴定", "农村危房鉴定和改造台账"), "农村低收入群体住房安全鉴定台账", (*PLACED, _c("grade", "text", "鉴定等级", "危房等级", "住房安全等级"), _c("assessed_on", "date", "鉴定日期", "鉴定时间"), _c("rebuilt_on", "date", "改造竣工时间", "改造完成日期", "竣工日期"), _c("remark", "text", "备注"))),
    "travel": (("出入境记录查询结果", "移民局出入境记录"), "出入境记录查询结果", (*PERSON, _c("document", "text", "证件种类", "出入境证件种类"), _c("left_on", "date", "出境日期", "出境时间"), _c("returned_on", "date", "入境日期", "入境时间"), _c("destination", "text", "前往国家（地区）", "前往地"), _c("purpose", "text", "出境事由", "前往事由"))),
    "clergy": (("民宗局宗教教职人员名单", "宗教活动场所常住教职人员"), "宗教活动场所常住教职人员登记表", (*PLACED, _c("venue", "text", "宗教活动场所", "所在宗教场所"), _c("resident_since", "date", "入住时间", "居住起始时间"), _c("left_on", "date", "离开时间", "离开日期"), _c("needy", "text", "是否生活困难", "生活困难"))),
    "rigid_expense": (("刚性支出困难家庭名册", "刚性支出困难家庭花名册"), "刚性支出困难家庭成员花名册", (*PLACED, "head_name", "head_id", _c("relation", "text", "与户主关系"), _c("start_on", "date", "认定时间", "认定日期"), _c("end_on", "date", "有效期至", "有效期届满日期"), _c("expense", "money", "家庭刚性支出", "刚性支出总额"), _c("income", "money", "家庭年收入", "家庭总收入"), _c("reason", "text", "支出类型", "主要支出"))),
}  # fmt: skip
