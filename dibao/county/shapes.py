"""What each department sends: file names, titles and headers as such offices write them (domain.md 2.12 and 5).

A column is (key, kind, headers): the first header is the plain one, the others are used by other senders.
"""

from dibao.county.columns import COLUMNS, HOME, PERSON, PLACED
from dibao.county.columns import column as _c
from dibao.county.shapes_means import MEANS
from dibao.county.shapes_need import LATER, NEED
from dibao.county.shapes_office import OFFICE

# table → (file names, title, columns)
REGISTERS: dict[str, tuple[tuple[str, ...], str, tuple]] = {
    **MEANS,
    **NEED,
    "death公安": (("公安局死亡注销户口人员", "公安-死亡注销名单"), "死亡注销户口人员信息表", (*PERSON, "sex", "address",
        _c("died_on", "date", "死亡日期", "死亡时间"), _c("registered_on", "date", "注销日期", "注销户口时间"))),
    "death卫健": (("卫健委死因登记", "卫健-死亡医学证明"), "居民死亡医学证明登记", (_c("certificate_no", "text", "证明编号", "死亡证明编号"), "name", "id", "sex",
        _c("died_on", "date", "死亡日期"), _c("cause", "text", "死亡原因", "根本死因"), _c("registered_on", "date", "登记日期", "填报日期"))),
    "death殡葬": (("殡仪馆火化名单", "殡葬火化登记"), "遗体火化登记表", ("no", _c("name", "name", "逝者姓名", "死者姓名", "姓名"), _c("id", "id", "逝者身份证号", "死者身份证号", "身份证号"),
        _c("died_on", "date", "死亡日期", "去世时间"), _c("cremated_on", "date", "火化日期", "火化时间"), "township")),
    "hukou": (("全县户籍人口", "公安户籍人口信息"), "户籍人口信息", (_c("hukou_no", "text", "户号"), _c("relation", "text", "与户主关系"), "name", "id", "sex", "born",
        "township", "village", "address", _c("residence", "text", "现居住地", "实际居住地"), _c("marital", "text", "婚姻状况"), _c("moved_in_on", "date", "迁入日期", "何时迁入"), _c("split_on", "date", "分户日期", "立户日期"), _c("split_from", "text", "原户号", "分户前户号"))),
    "hukou_change": (("户口迁出及参军人员", "户口变动人员"), "户口迁出、出国、参军人员名单", (*PERSON, _c("kind", "text", "变动类型", "迁移类型"), _c("changed_on", "date", "变动日期", "迁出日期"),
        _c("destination", "text", "迁往地", "去向"), _c("returned_on", "date", "迁回日期", "恢复户口日期"))),
    "marriage": (("婚姻登记信息", "民政婚姻登记"), "婚姻登记信息", ("no", _c("name", "name", "姓名", "当事人姓名"), "id",
        _c("spouse_name", "name", "配偶姓名"), _c("spouse_id", "id", "配偶身份证号", "配偶证件号码"), _c("registered_on", "date", "登记日期"), _c("kind", "text", "登记类型", "业务类型"))),
    "birth": (("出生医学证明", "新生儿亲子信息"), "出生医学证明签发登记", (_c("name", "name", "新生儿姓名", "子女姓名"), _c("id", "id", "新生儿身份证号", "子女身份证号"), "sex", _c("born_on", "date", "出生日期"),
        _c("mother_name", "name", "母亲姓名"), _c("mother_id", "id", "母亲身份证号", "母亲证件号码"), _c("father_name", "name", "父亲姓名"), _c("father_id", "id", "父亲身份证号", "父亲证件号码"))),
    "payroll": (("财政统发工资人员", "财政供养人员花名册"), "财政供养人员名册", (*PERSON, _c("unit", "text", "单位名称", "工作单位"), _c("post_type", "text", "人员性质", "编制类型"), _c("post", "text", "职务"),
        _c("start_on", "date", "起薪时间", "参加工作时间"), _c("end_on", "date", "停薪时间", "离职时间"), _c("status", "text", "在职状态", "人员状态"), _c("amount", "money", "月工资", "应发工资"))),
    "pension": (("人社养老待遇发放", "养老金领取人员"), "养老保险待遇发放人员", (*PERSON, _c("kind", "text", "险种", "养老保险类型", "待遇类型"), _c("amount", "money", "月待遇金额", "月养老金"), _c("start_on", "date", "待遇开始时间", "领取起始时间"),
        _c("end_on", "date", "待遇终止时间", "停发时间"), _c("status", "text", "发放状态", "待遇状态"), _c("unit", "text", "原工作单位"))),
    "insurance": (("职工社保参保缴费", "企业职工养老保险参保"), "职工社会保险参保缴费信息", (*PERSON, _c("kind", "text", "参保类型", "缴费类型", "参保身份"), _c("employer", "text", "参保单位", "单位名称"), _c("base", "money", "缴费基数", "月缴费基数"),
        _c("start_on", "month", "缴费起始年月", "起始年月"), _c("end_on", "month", "缴费截止年月", "最后缴费年月"), _c("months", "int", "累计缴费月数", "缴费月数"), _c("status", "text", "参保状态", "缴费状态"))),
    "housing_fund": (("住房公积金缴存", "公积金缴存名单"), "住房公积金缴存职工信息", (*PERSON, _c("employer", "text", "缴存单位", "单位名称"), _c("base", "money", "缴存基数"), _c("monthly", "money", "月缴存额"),
        _c("start_on", "month", "开户年月", "起缴年月"), _c("end_on", "month", "缴至年月", "最后缴存年月"), _c("status", "text", "账户状态", "缴存状态"))),
    "tax": (("税务个税申报", "个人所得税数据"), "个人所得税扣缴申报信息", (*PERSON, _c("income_kind", "text", "所得项目"), _c("employer", "text", "扣缴义务人"), _c("year", "int", "所属年度", "纳税年度"), _c("amount", "money", "收入额", "全年收入"), _c("band", "text", "收入区间"))),
    "cadre": (("村干部及低保经办人员登记", "村居干部和经办人员名册"), "村（居）委会成员和低保经办人员登记表", (*PLACED, _c("unit", "text", "单位", "所在单位"), _c("post", "text", "职务"), _c("kind", "text", "人员类别", "类别"), _c("start_on", "date", "任职时间"), _c("end_on", "date", "离任时间", "离职时间"),
        _c("account", "text", "银行账号", "本人银行卡号"), "phone", "address", _c("relative_name", "name", "享受低保近亲属姓名", "近亲属姓名"), _c("relative_id", "id", "近亲属身份证号"), _c("relative_relation", "text", "与本人关系", "亲属关系"))),
    "tekun": (("特困人员花名册", "特困供养人员名册"), "特困人员救助供养花名册", (*PLACED, _c("form", "text", "供养方式"), _c("start_on", "date", "纳入时间", "认定时间"), _c("end_on", "date", "终止时间", "退出时间"), _c("status", "text", "状态", "供养状态"), _c("amount", "money", "月供养金", "基本生活费"), _c("institution", "text", "供养机构"), _c("care_level", "text", "自理能力"))),
    "marginal": (("低保边缘家庭", "低保边缘家庭花名册"), "低保边缘家庭成员名册", (*PLACED, _c("relation", "text", "与户主关系"), _c("start_on", "date", "认定时间"), _c("end_on", "date", "终止时间", "退出时间"), _c("income", "money", "月人均收入", "家庭人均月收入"), "head_name", "head_id")),
    "temporary_aid": (("临时救助台账", "临时救助发放名单"), "临时救助台账", (*PLACED, _c("aided_on", "date", "救助时间", "救助日期"), _c("amount", "money", "救助金额"), _c("reason", "text", "救助原因", "救助事由"))),
    "vehicle": (("交警大队机动车登记", "机动车信息"), "机动车登记信息", ("no", _c("name", "name", "机动车所有人", "车主姓名"), _c("id", "id", "所有人身份证号", "车主身份证号", "机动车所有人证件号"), _c("plate", "text", "号牌号码", "车牌号"), _c("plate_class", "text", "号牌种类"),
        _c("vehicle_type", "text", "车辆类型"), _c("use", "text", "使用性质"), _c("status", "text", "机动车状态", "车辆状态"), _c("registered_on", "date", "初次登记日期", "注册登记日期"), _c("transferred_on", "date", "转移日期", "过户日期"), _c("value", "money", "车辆价值", "购置价"), _c("brand", "text", "品牌型号", "车辆品牌"))),
    "real_estate": (("不动产登记信息", "自然资源局不动产"), "不动产登记信息", ("no", _c("name", "name", "权利人", "权利人名称"), _c("id", "id", "权利人证件号", "权利人身份证号"), _c("unit_no", "text", "不动产单元号"), _c("location", "text", "坐落"), _c("use", "text", "规划用途", "用途"),
        _c("nature", "text", "房屋性质", "权利性质"), _c("share", "text", "共有份额", "份额"), _c("area", "number", "建筑面积（平方米）", "建筑面积"), _c("registered_on", "date", "登记时间", "登簿日期"), _c("cancelled_on", "date", "注销时间", "注销日期"), _c("status", "text", "权属状态", "登记状态"))),
    "market_entity": (("市场主体登记", "市场监管局企业和个体户"), "市场主体登记信息", ("no", _c("entity_name", "text", "企业名称", "市场主体名称"), _c("credit_code", "text", "统一社会信用代码"), _c("entity_kind", "text", "主体类型"), "name", "id", _c("role", "text", "人员角色", "职务/身份"),
        _c("share", "number", "出资比例（%）", "持股比例（%）"), _c("capital", "wan", "认缴出资额（万元）", "注册资本（万元）"), _c("status", "text", "登记状态", "经营状态"), _c("founded_on", "date", "成立日期"), _c("cancelled_on", "date", "注销日期", "吊销日期"), _c("turnover", "money", "年营业额", "年度销售额"), _c("disputed", "text", "是否冒名登记"))),
    "disability": (("残联持证残疾人", "残疾人证信息"), "持证残疾人名册", (*PLACED, _c("certificate_no", "text", "残疾人证号"), _c("kind", "text", "残疾类别"), _c("grade", "text", "残疾等级"), _c("issued_on", "date", "发证日期", "初次办证日期"), _c("valid_to", "date", "有效期至", "证件有效期止"), _c("status", "text", "证件状态", "持证状态"), _c("guardian", "name", "监护人", "监护人姓名"))),
    "medical": (("医保重大疾病和医疗支出", "医保高额医疗费用"), "医疗费用支出情况", (*PLACED, _c("year", "int", "年度"), _c("settled_on", "date", "结算日期", "出院结算日期"), _c("total", "money", "医疗总费用", "总费用"), _c("self_paid", "money", "个人自付", "个人负担费用"), _c("commercial", "money", "商业保险赔付"), _c("disease", "text", "疾病名称", "诊断"), _c("serious", "text", "是否重大疾病", "是否大病"))),
    "health_insurance": (("城乡居民医保参保", "医保参保名单"), "城乡居民基本医疗保险参保名单", (*PERSON, _c("year", "int", "参保年度"), _c("kind", "text", "参保险种"), _c("insured", "text", "是否参保"))),
    "monitored": (("防返贫监测对象", "监测对象名单"), "防止返贫监测对象名单", (*PLACED, _c("kind", "text", "监测对象类别", "对象类型"), _c("risk", "text", "返贫风险", "主要风险"), _c("identified_on", "date", "识别时间", "纳入监测时间"), _c("removed", "text", "是否消除风险", "风险是否消除"), _c("removed_on", "date", "消除时间", "风险消除日期"), _c("labour", "text", "劳动能力", "劳动技能"), _c("income", "money", "人均纯收入"), _c("relation", "text", "与户主关系"), "head_name", "head_id")),
    "sentence": (("司法局服刑戒毒社矫", "在押和社区矫正人员"), "服刑、强制戒毒、社区矫正人员名单", (*PERSON, _c("kind", "text", "人员类型", "监管类型"), _c("start_on", "date", "起始日期", "开始日期"), _c("end_on", "date", "截止日期", "期满日期"), _c("released_on", "date", "实际释放日期"), _c("place", "text", "执行场所", "执行机关"))),
    "school": (("教育局学籍", "义务教育在校生"), "在校学生名册", (*PERSON, _c("school", "text", "学校名称"), _c("stage", "text", "学段"), _c("status", "text", "学籍状态"), _c("enrolled_on", "date", "入学日期", "入学年月"), _c("tuition", "money", "年学费", "学费标准"), _c("boarding", "money", "年住宿费", "住宿费标准"), _c("nature", "text", "办学性质", "学校性质"), _c("aid", "text", "资助情况", "享受资助"))),
    "petition": (("信访台账", "社会救助信访事项"), "社会救助领域信访台账", ("no", _c("name", "name", "信访人", "信访人姓名"), _c("received_on", "date", "登记日期", "来访日期"), _c("topic", "text", "反映事项", "信访事项"), _c("kind", "text", "诉求类型", "类别"), _c("result", "text", "办理结果", "处理结果"), "township", "village", _c("petitioner_phone", "text", "联系电话", "手机号码"), _c("petitioner_id", "text", "身份证号", "信访人身份证号"))),
    "exit": (("退出低保名单", "低保退出人员花名册"), "退出低保家庭和人员名单", (*HOME, "name", "id", _c("scope", "text", "退出类型", "退出范围"), _c("start_on", "date", "纳入时间"), _c("end_on", "date", "退出时间", "停保时间"), _c("reason", "text", "退出原因"), _c("covered_count", "int", "退出人数", "保障人数"), _c("yuan", "money", "原月保障金额", "原低保金额"),
        _c("visited_on", "date", "退出前入户日期", "入户核查日期"), _c("income", "money", "核定人均收入", "退出时人均收入"), _c("basis", "text", "退出依据", "政策依据"), _c("decided_on", "date", "决定日期", "停保决定日期"), _c("decision_no", "text", "决定文号", "决定书编号"), _c("notified", "text", "是否送达告知书", "是否告知"), _c("notified_on", "date", "告知书送达日期", "送达日期"))),
    "adjustment": (("低保动态调整台账", "低保金增发减发停发台账"), "低保动态调整（增发、减发、停发）台账", (*HOME, _c("kind", "text", "调整类型", "变更类型"), _c("reason", "text", "调整原因", "变更原因"), _c("happened_on", "date", "变化发生日期", "变更发生时间"), _c("reported_on", "date", "报告日期", "家庭报告日期"), _c("visited_on", "date", "入户核查日期", "核查日期"),
        _c("decided_on", "date", "决定日期", "调整决定日期"), _c("effective_from", "month", "执行月份", "执行起始月"), _c("amount_before", "money", "调整前金额", "原月保障金额", "调整前保障金额"), _c("amount_after", "money", "调整后金额", "现保障金额", "调整后保障金额"), _c("count_before", "int", "调整前人数", "原保障人数"), _c("count_after", "int", "调整后人数", "现保障人数"),
        _c("basis", "text", "调整依据", "政策依据"), _c("decision_no", "text", "决定文号", "通知书编号"), _c("notified", "text", "是否告知", "书面告知"), _c("notified_on", "date", "告知日期", "送达日期"), _c("handler", "text", "经办人", "具体经办人"))),
    "refusal": (("申请未通过名单", "低保申请不予确认名单"), "低保申请未通过审核名单", ("no", "township", "village", "head_name", "head_id", _c("member_count", "int", "家庭人口"), _c("applied_on", "date", "申请时间", "受理日期"), _c("refused_on", "date", "不予确认时间", "未通过时间"), _c("stage", "text", "未通过环节"), _c("reason", "text", "未通过原因", "不符合原因"), _c("checked_on", "date", "核对报告日期", "信息核对日期"), _c("visited_on", "date", "入户调查日期", "入户日期"), _c("income", "money", "核定人均收入", "月人均收入"), _c("basis", "text", "不予确认依据", "政策依据"),
        _c("decision_no", "text", "不予确认通知书编号", "告知书编号"), _c("notified", "text", "是否书面告知"), _c("notified_on", "date", "书面告知日期", "通知书送达日期"))),
    "archive": (("低保档案检查登记", "一户一档检查台账"), "低保家庭档案检查登记表", (*HOME, _c("inspected_on", "date", "检查日期", "抽查日期"), _c("application", "text", "申请书", "低保申请书"), _c("declaration", "text", "声明承诺书", "诚信承诺书"), _c("authorization_letter", "text", "核对授权书", "授权书"), _c("authorization_due", "int", "应授权人数", "应签字人数"), _c("authorized_count", "int", "授权签字人数", "已签授权人数"),
        _c("identity_copies", "text", "身份证复印件", "户口本复印件"), _c("visit_form", "text", "入户调查表"), _c("check_report", "text", "核对报告", "信息核对报告"), _c("notice_photo", "text", "公示照片", "公示材料"), _c("approval_form", "text", "审批表", "审核确认表"), _c("hardship_proof", "text", "残疾证疾病证明", "佐证材料"), _c("review_form", "text", "复核表", "定期核查表"), _c("notice_letter", "text", "告知书", "确认通知书"), _c("missing", "text", "缺少材料", "缺件情况"), _c("inspector", "text", "检查人", "抽查人"))),
    "utility": (("供电公司用电情况", "居民用电量"), "居民生活用电量明细", ("no", _c("name", "name", "用户名称", "用电人"), _c("id", "id", "用户身份证号", "用电人身份证号"), "address", _c("kind", "text", "用能类型"), _c("month", "month", "用电月份", "抄表月份"), _c("quantity", "number", "用电量（千瓦时）", "月用电量"))),
    "relocation": (("易地搬迁安置名单", "移民搬迁安置花名册"), "易地搬迁安置对象名单", ("no", "name", "id", _c("kind", "text", "搬迁类型"), _c("project", "text", "项目名称"), _c("moved_on", "date", "入住时间", "搬迁入住时间"), _c("resettled_at", "text", "安置点", "安置点名称"))),
    "withdrawal": (("农商行低保账户取款流水", "低保账户支取明细"), "低保账户取款交易流水", ("no", _c("account", "text", "账号", "交易卡号"), _c("name", "name", "户名", "客户姓名"), _c("id", "id", "证件号码", "客户证件号码"), _c("taken_on", "date", "交易日期", "取款日期"), _c("taken_at", "text", "交易时间", "取款时间"),
        _c("amount", "money", "交易金额", "取款金额"), _c("channel", "text", "交易渠道", "取款方式"), _c("terminal", "text", "终端号", "设备编号"), _c("branch", "text", "交易网点", "网点名称"), _c("agent_name", "name", "代办人姓名", "代取人姓名"), _c("agent_id", "id", "代办人身份证号", "代取人身份证号"))),
    "relative_filing": (("近亲属备案登记", "低保经办人员和村干部近亲属备案表"), "近亲属享受低保备案登记表", ("no", "township", "village", "household_no", _c("name", "name", "低保对象姓名", "享受人姓名"), _c("id", "id", "低保对象身份证号", "享受人身份证号"), _c("cadre_name", "name", "干部姓名", "经办人员（干部）姓名"), _c("cadre_id", "id", "干部身份证号"), _c("post", "text", "单位及职务", "干部职务"), _c("relation", "text", "与干部关系", "亲属关系"), _c("filed_on", "date", "备案时间", "备案日期"), _c("visited_on", "date", "县级入户日期", "县局入户日期"), _c("recused", "text", "是否回避", "经办人员是否回避"), _c("kept_apart", "text", "是否单独建档", "档案是否单独存放"), _c("rechecked_on", "date", "最近复核日期", "年度核查时间"))),
    "card_custody": (("卡折代管台账", "卡折委托代管备案"), "低保对象卡折委托代管台账", ("no", "township", "village", "household_no", _c("name", "name", "被代管人姓名", "低保对象姓名"), _c("id", "id", "被代管人身份证号", "低保对象身份证号"), _c("self_care", "text", "自理能力", "生活自理情况"), _c("reason", "text", "代管原因"), _c("keeper_name", "name", "代管人姓名", "代管人"), _c("keeper_id", "id", "代管人身份证号"), _c("relation", "text", "与被代管人关系", "代管人身份"),
        _c("agreement_on", "date", "协议签订日期", "协议日期"), _c("filed_on", "date", "备案日期", "县级备案时间"), _c("ended_on", "date", "代管终止日期", "终止日期"), _c("account", "text", "代管账号", "卡折账号"))),
    **LATER,
    **OFFICE,
}  # fmt: skip
VISIT = (
    _c("visited_on", "date", "入户调查日期", "入户时间"), _c("investigators", "text", "调查人员", "调查人"), _c("visit_method", "text", "调查方式", "入户方式"), _c("visit_result", "text", "入户调查结果", "调查结论"),
    _c("visit_signed", "text", "调查人员签字", "调查人签字"), _c("respondent_signed", "text", "被调查人签字", "在场家庭成员签字"),
)  # fmt: skip
PROCEDURE = ((*HOME, _c("applied_on", "date", "申请时间", "申请日期"), _c("accepted_on", "date", "受理时间", "受理日期"), _c("check_requested_on", "date", "提请核对日期", "核对提请时间"), _c("checked_on", "date", "核对报告日期", "核对完成日期"),
    _c("checked_members", "int", "核对人数"), _c("check_result", "text", "核对结果"), _c("accepted_by", "text", "受理人", "受理责任人"), _c("checked_by", "text", "核对人", "核对责任人"), *VISIT, _c("notice_from", "date", "审核公示开始", "公示开始日期"), _c("notice_to", "date", "审核公示结束", "公示结束日期"),
    _c("objection", "text", "公示有无异议", "有无异议"), _c("revisited_on", "date", "重新调查日期", "异议复查日期"), _c("appraised_on", "date", "民主评议日期", "民主评议时间"), _c("appraisal_result", "text", "民主评议结果", "评议意见"), _c("noticed_by", "text", "公示责任人", "张贴人"), _c("prelim_by", "text", "乡镇审核人", "审核人"), _c("county_received_on", "date", "县级收件日期", "县民政局收到材料日期"), _c("approved_on", "date", "审批时间", "确认日期", "审批日期"), _c("publication_from", "date", "审批公示开始日期", "县级公示日期"), _c("publication_to", "date", "审批公示结束日期", "审批公示结束"), _c("approved_by", "text", "审批人", "确认人"),
    _c("declared_income", "money", "申报家庭收入", "申报收入"), _c("visited_income", "money", "入户核实收入", "调查收入"), _c("checked_income", "money", "信息核对收入", "核对收入"),
    _c("emergency", "text", "是否紧急程序"), _c("supplement_from", "date", "补正通知日期", "一次性告知日期"), _c("supplement_to", "date", "补齐材料日期", "补正完成日期"), _c("special_case", "text", "是否特殊情况延长", "是否延长时限"), _c("result", "text", "审批结果", "确认结果")))  # fmt: skip
PROCEDURE_GROUPS = (
    ("", 1),
    ("申请家庭", 5),
    ("受理和核对", 8),
    ("调查和公示", 14),
    ("审核确认", 5),
    ("收入核算", 3),
    ("特殊情形", 4),
    ("", 1),
)  # group, columns
APPRAISAL = ((*HOME, _c("accepted_on", "date", "受理时间", "受理日期"), _c("accepted_by", "text", "受理人"), _c("check_requested_on", "date", "提请核对日期"), _c("checked_on", "date", "核对报告日期", "核对完成日期"), _c("checked_members", "int", "核对人数"), _c("check_result", "text", "核对结果"), _c("checked_by", "text", "核对人"), *VISIT,
    _c("appraised_on", "date", "民主评议日期", "评议时间"), _c("appraisal_attendees", "int", "参加评议人数", "评议到会人数"), _c("appraisal_representatives", "int", "村（居）民代表人数", "其中村民代表"), _c("appraisal_result", "text", "评议结果", "民主评议意见"), _c("appraisal_signed", "text", "参评人员签字", "评议签字"), _c("appraised_by", "text", "评议主持人"),
    _c("notice_from", "date", "审核公示开始日期"), _c("notice_to", "date", "审核公示结束日期"), _c("objection", "text", "有无异议"), _c("noticed_by", "text", "公示责任人"), _c("prelim_by", "text", "审核人"), _c("publication_from", "date", "审批公示开始日期"), _c("publication_to", "date", "审批公示结束日期"), _c("approved_on", "date", "审批日期", "批准日期"), _c("approved_by", "text", "审批人"), _c("result", "text", "审批结果")))  # fmt: skip
DOOR = (*HOME, *VISIT)
REVIEW = (
    *HOME,
    _c("reviewed_on", "date", "最近复核时间", "最近一次核查时间", "复核日期"),
    _c("result", "text", "复核结果"),
    _c("reviewed_by", "text", "复核人", "核查责任人"),
)
FADE = (
    *HOME,
    _c("fade_out_from", "date", "渐退期开始", "渐退起始时间"),
    _c("fade_out_to", "date", "渐退期结束", "渐退截止时间"),
    _c("why", "text", "渐退原因"),
)
# roster: (group of a two-row header, column)
ROSTER = (
    ("家庭情况", "no"), ("家庭情况", "village"), ("家庭情况", _c("group", "text", "村民小组", "组")), ("家庭情况", "household_no"), ("家庭情况", "head_name"),
    ("家庭情况", _c("member_count", "int", "家庭人口", "家庭人口数")), ("家庭情况", _c("covered_count", "int", "保障人口", "保障人数")),
    ("保障情况", _c("programme", "text", "低保类型", "城乡类别")), ("保障情况", _c("review_class", "text", "类别", "低保类别")), ("保障情况", _c("form", "text", "保障方式", "施保方式")),
    ("保障情况", _c("income", "money", "家庭月人均收入", "人均月收入")), ("保障情况", _c("yuan", "money", "月保障金额", "户月低保金额", "月低保金")), ("保障情况", _c("reason", "text", "致贫原因", "困难原因")), ("保障情况", _c("filed", "text", "是否近亲属备案", "近亲属备案")),
    ("账户信息", _c("account", "text", "银行账号", "一卡通账号")), ("账户信息", _c("holder", "name", "开户人", "户名")),
    ("成员情况", "name"), ("成员情况", "id"), ("成员情况", "sex"), ("成员情况", _c("relation", "text", "与户主关系", "与申请人关系")), ("成员情况", _c("covered", "text", "是否保障对象", "是否享受低保")), ("成员情况", _c("ground", "text", "未纳入原因", "不保障原因")),
    ("成员情况", _c("start_on", "date", "纳入时间", "享受低保时间")), ("成员情况", _c("labour", "text", "劳动能力", "劳动能力状况")), ("成员情况", _c("disability", "text", "残疾类别等级", "残疾情况")), ("成员情况", _c("occupation", "text", "职业", "就业状况")), ("成员情况", "phone"), ("成员情况", "address"), ("成员情况", _c("remark", "text", "备注", "备注说明")),
)  # fmt: skip
HOUSEHOLD_GROUPS = ("家庭情况", "保障情况", "账户信息")
PAY_WIDE = (
    "no",
    "village",
    "household_no",
    "head_name",
    "head_id",
    _c("account", "text", "银行账号", "账号"),
    _c("holder", "name", "开户名", "户名"),
)
PAY_BANK = (_c("no", "int", "序号", "流水号"), _c("account", "text", "账号", "收款账号"), _c("holder", "name", "户名", "收款人户名"), _c("head_id", "id", "证件号码", "身份证号"), _c("household_no", "text", "低保证号", "户编号"), "township",
    _c("programme", "text", "资金项目", "补贴项目"), _c("yuan", "money", "交易金额", "金额"), _c("status", "text", "交易状态", "处理结果"), _c("return_reason", "text", "失败原因", "退票原因"))  # fmt: skip
PAY_LONG = ("no", "township", "village", "household_no", "head_name", "head_id", _c("programme", "text", "资金项目", "补贴名称"), _c("month", "month", "发放月份", "所属月份"), _c("batch", "text", "批次号", "发放批次"), _c("account", "text", "银行账号", "一卡通账号"),
    _c("holder", "name", "户名", "开户人"), _c("yuan", "money", "发放金额", "实发金额"), _c("covered_count", "int", "保障人数", "享受人数"), _c("pay_on", "date", "发放日期", "到账日期"), _c("status", "text", "发放状态", "状态"), _c("return_reason", "text", "退回原因", "失败原因"), _c("kind", "text", "发放类型", "发放性质"), _c("months", "int", "补发月数"))  # fmt: skip
SUBSIDY = (
    "no",
    "township",
    "village",
    "household_no",
    "head_name",
    "head_id",
    _c("programme", "text", "补贴项目"),
    _c("yuan", "money", "发放金额"),
    _c("account", "text", "银行账号"),
    _c("holder", "name", "户名"),
)
ALLOCATION = (
    "no",
    "township",
    _c("month", "month", "月份", "拨付月份"),
    _c("households", "int", "户数"),
    _c("persons", "int", "人数"),
    _c("yuan", "money", "拨付金额", "下拨金额"),
    _c("paid_on", "date", "拨付日期"),
)
STATISTICS = (
    "no",
    "township",
    _c("month", "month", "统计月份", "报表月份"),
    _c("programme", "text", "保障类型"),
    _c("households", "int", "保障户数", "在保户数"),
    _c("persons", "int", "保障人数", "在保人数"),
    _c("new_households", "int", "新增户数", "本月新增户数"),
    _c("left_households", "int", "退出户数", "本月退出户数"),
    _c("yuan", "money", "支出金额", "当月支出"),
)
AREA = (
    "no",
    _c("area_code", "text", "区划代码", "行政区划代码"),
    "township",
    _c("village", "text", "村（社区）名称", "村名"),
    _c("alias", "text", "曾用名", "别名"),
)


def columns(keys: tuple) -> list[tuple]:
    """Names of shared columns replaced by the columns."""
    return [COLUMNS[key] if isinstance(key, str) else key for key in keys]
