"""What offices send about income, belongings and consumption; the lists as in `shapes.py`."""

from dibao.county.columns import HOME, PERSON, PLACED
from dibao.county.columns import column as _c

MEANS: dict[str, tuple[tuple[str, ...], str, tuple]] = {
    "social_benefit": (("失业工伤待遇发放", "人社失业保险和工伤待遇发放"), "失业保险、工伤保险等待遇发放人员", (*PERSON, _c("benefit", "text", "待遇项目", "待遇名称", "待遇种类"), _c("monthly", "money", "月待遇标准", "月发放标准", "月支付金额"),
        _c("start_on", "month", "待遇起始年月", "待遇享受起始时间"), _c("end_on", "month", "待遇终止年月", "待遇享受截止时间"))),
    "income": (("低保家庭收入核算明细", "家庭经济状况收入核算表"), "低保家庭收入核算明细表", (*HOME, "name", "id", _c("item", "text", "收入项目", "核算项目", "收入来源"), _c("kind", "text", "收入类别", "收入类型", "核算类别"),
        _c("annual", "money", "年收入金额", "核算年收入", "年核算收入"), _c("from_on", "date", "核算期起", "核算期间起"), _c("to_on", "date", "核算期止", "核算期间止"))),
    "maintenance": (("赡养义务人台账", "赡养抚养扶养义务人登记"), "低保对象赡养（抚养、扶养）义务人台账", (*HOME, _c("obligor_name", "name", "义务人姓名", "赡养人姓名"), _c("obligor_id", "id", "义务人身份证号", "赡养人身份证号"), _c("relation", "text", "与被赡养人关系", "义务人关系"),
        _c("obligor_members", "int", "义务人家庭人口", "赡养人家庭人口"), _c("obligor_income", "money", "义务人家庭月人均收入", "赡养人家庭月人均收入"), _c("monthly", "money", "月赡养费", "核定赡养费", "计入赡养费"), _c("ground", "text", "赡养费依据", "赡养费核定方式"),
        _c("agreed_on", "date", "核定日期", "协议日期"), _c("authorised", "text", "是否授权核对", "义务人是否授权"))),
    "machinery": (("农机和船舶登记", "农机购置补贴和登记信息"), "农业机械、渔业船舶、工程机械登记信息", (*PERSON, _c("machine", "text", "机具名称", "机具品目", "机械名称"), _c("power", "number", "功率（千瓦）", "额定功率"), _c("price", "money", "销售价格", "购置价格"), _c("subsidy", "money", "补贴金额"),
        _c("bought_on", "date", "购机日期", "购置日期"), _c("status", "text", "机具状态", "使用状态"), _c("ended_on", "date", "注销日期", "转让日期"), _c("remark", "text", "备注"))),
    "agri_subsidy": (("耕地地力保护补贴", "惠农补贴发放"), "2024年耕地地力保护补贴发放清册", (*PLACED, _c("kind", "text", "补贴项目"), _c("land_area", "number", "补贴面积（亩）", "补贴面积"), _c("amount", "money", "补贴金额", "发放金额"), _c("year", "int", "年度"), _c("remark", "text", "备注"))),
    "financial_asset": (("金融资产核对", "存款核对结果"), "金融资产核对结果", (*PERSON, _c("kind", "text", "资产类型", "资产种类"), _c("institution", "text", "机构名称", "金融机构"), _c("account", "text", "账户号码", "银行账号"), _c("balance", "money", "余额", "账户余额"), _c("balance_on", "date", "余额日期", "核对日期"),
        _c("mean_balance", "money", "近12个月日均余额", "日均余额"), _c("origin", "text", "资金来源", "款项性质"), _c("joint", "text", "是否联名账户", "是否联名"), _c("holders", "int", "联名人数", "账户持有人数"))),
}  # fmt: skip
