"""Sheets that are no data, and the ways in which sheets of data are bent."""

from habits import (
    Habit,
    card,
    day,
    dotted,
    head,
    money,
    month6,
    name,
    nothing,
    other,
    phone,
    pick,
    pid,
    seq,
    township,
)

NO_DATA = [
    Habit(
        "值班表",
        "国庆值班表.xlsx",
        None,
        [("日期", "", day), ("带班领导", "", name), ("值班人员", "", other(name)), ("联系电话", "", phone)],
        title=[["国庆假期值班安排表"]],
    ),
    Habit(
        "通讯录",
        "乡镇民政办通讯录.xlsx",
        None,
        [("乡镇", "", township), ("姓名", "", name), ("职务", "", pick("主任", "干事")), ("联系电话", "", phone)],
    ),
    Habit(
        "统计表",
        "低保情况统计表.xlsx",
        None,
        [
            ("乡镇", "", township),
            ("户数", "", pick(120, 88)),
            ("人数", "", pick(230, 150)),
            ("占比", "", pick(0.3, 0.2)),
            ("当月支出（万元）", "", money),
        ],
        title=[["2024年4月农村低保情况统计表"]],
    ),
    Habit(
        "信函",
        "关于报送材料的函.xlsx",
        None,
        [
            (
                "关于报送低保专项治理材料的函",
                "",
                pick("各乡镇人民政府：", "请于本月底前报送有关材料，逾期不候。", "特此函告"),
            )
        ],
    ),
]

# Shapes: the same kinds of data once more, in the ways that sheets are bent.
SHAPES = [
    Habit(
        "左边空列、行间空行、列号行",
        "低保对象2.xlsx",
        "roster",
        [
            ("序号", "serial", seq),
            ("户主姓名", "head_name", head(name)),
            ("姓名", "name", name),
            ("证件号码", "id_no", pid),
            ("是否享受低保", "covered", pick("是", "否")),
            ("家庭年收入（元）", "annual_income", money),
        ],
        shift=2,
        gap_every=4,
        numbering=True,
    ),
    Habit(
        "表头未合并的两级表头",
        "发放明细（CSV）.csv",
        "payment",
        [
            ("序号", "serial", seq),
            ("户主信息/户主姓名", "head_name", name),
            ("户主信息/户主身份证号", "head_id_no", pid),
            ("发放信息/发放年月", "month", month6),
            ("发放信息/发放金额", "amount", money),
            ("发放信息/银行账号", "account", card),
        ],
        merged=False,
    ),
    Habit(
        "身份证列没有列头",
        "死亡名单.xlsx",
        "death",
        [("姓名", "name", name), ("", "id_no", pid), ("去世日期", "died_on", dotted)],
    ),
    Habit(
        "号码二字就是身份证",
        "车辆（交警）.xlsx",
        "vehicle",
        [
            ("车主", "name", name),
            ("号码", "id_no", pid),
            ("车牌", "plate", lambda i: f"湘N{i:05d}"),
            ("车型", "vehicle_type", pick("小型轿车", "轻型货车")),
            ("上户日期", "registered_on", day),
        ],
    ),
    Habit(
        "村名一行隔开",
        "2024年一季度低保发放（白水乡）.xlsx",
        "payment",
        [
            ("序号", "serial", seq),
            ("姓名", "name", name),
            ("身份证号码", "id_no", pid),
            ("存折账号", "account", card),
            ("本季发放（元）", "amount", money),
            ("领取人签字", "", nothing),
        ],
        block_every=4,
        people=12,
        expect={"period": (2024 * 12, 2024 * 12 + 2), "township": "白水乡"},
    ),
    Habit(
        "三级表头",
        "低保户信息.xlsx",
        "roster",
        [
            ("序号", "serial", seq),
            ("基本信息/户主/姓名", "head_name", head(name)),
            ("基本信息/户主/身份证号", "head_id_no", head(pid)),
            ("基本信息/家庭成员/姓名", "name", name),
            ("基本信息/家庭成员/身份证号", "id_no", pid),
            ("基本信息/家庭成员/与户主关系", "relation", pick("户主", "配偶")),
            ("低保情况/月低保金", "amount", head(money)),
            ("低保情况/起始时间", "start_on", dotted),
        ],
    ),
    Habit(
        "只写迁出和迁往地",
        "派出所/户口注销人员.xlsx",
        "hukou_change",
        [
            ("姓名", "name", name),
            ("公民身份号码", "id_no", pid),
            ("注销原因", "kind", pick("迁出", "参军入伍", "出国（境）定居")),
            ("注销日期", "changed_on", day),
            ("迁往地", "destination", pick("浙江省宁波市鄞州区", "本省长沙市", "")),
        ],
    ),
    Habit(
        "备案合同，用途和共有情况",
        "住建/网签备案2024.xlsx",
        "real_estate",
        [
            ("合同备案号", "contract_no", lambda i: f"WQ2024{i:05d}"),
            ("买受人姓名", "name", name),
            ("买受人证件号码", "id_no", pid),
            ("项目名称", "location", pick("阳光城3栋101", "棚改安置小区5栋", "阳光城地下车位12号")),
            ("设计用途", "use", pick("商品住宅", "储藏间", "车库", "商业服务")),
            ("共有情况", "share", pick("单独所有", "共同共有", "按份共有50%")),
            ("备案时间", "registered_on", day),
        ],
    ),
    Habit(
        "专户流水，对方户名和借方金额",
        "财政/低保专户代发明细.xlsx",
        "payment",
        [
            ("交易日期", "pay_on", day),
            ("对方户名", "holder", name),
            ("对方账号", "account", card),
            ("借方金额", "amount", money),
            ("贷方金额", "", nothing),
            ("摘要", "kind", pick("代发低保", "补发")),
            ("余额", "", other(money)),
        ],
    ),
]
