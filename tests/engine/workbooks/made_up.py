"""A made-up screening: four townships by default, every kind of finding, values that must not travel down."""

import random
from datetime import date
from pathlib import Path

from dibao.engine.intake.account import COUNTS
from dibao.engine.tables import load_tables
from dibao.engine.triage import load_triage
from dibao.engine.workbooks import HouseholdInfo, RuleInfo, ScreenResult, SheetReport, ShownFinding, Unchecked

RULEBOOK = Path(__file__).parents[3] / "dibao/rulebook"
TABLES = load_tables(RULEBOOK / "tables")
TRIAGE = load_triage(RULEBOOK / "parameters/triage.toml")
TOWNS = ("云岭镇", "沙溪乡", "白石铺镇", "竹坪苗族乡")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = (
    "秀英",
    "建国",
    "桂兰",
    "德厚",
    "春生",
    "玉珍",
    "家旺",
    "满妹",
    "喜",
    "长庚",
    "翠花",
    "水生",
    "阿依古丽·买买提",
)
UNITS = ("青溪县第三中学", "青溪县林业站")
ILLNESSES = ("慢性肾功能衰竭", "肝恶性肿瘤")


def rule(code, title, kind, severity, audience, problem, door, sources, **more) -> RuleInfo:
    """A rule with a basis, so that the sheets have something to print."""
    basis = ["《社会救助暂行办法》第十三条", "民发〔2021〕57号第三十条"]
    return RuleInfo(code, title, kind, severity, audience, basis, problem=problem, door=door, sources=sources, **more)


DOWN = {"R20": "登记信息提示家里有人名下有机动车。请弄清是不是本人在用"}
RULES = {r.code: r for r in (
    rule("R01", "死亡人员仍在享受低保", "inclusion", "A", "township", "死亡保", "死亡日期、丧葬证明；其余成员现状；死后是谁取的款。", ("paid", "death"),
         exceptions={"REVIEW_WINDOW": "死亡三个月内，家庭状况核查和金额调整尚在期限内"}, remarks={"LATE_REGISTRATION": "死亡信息在末次发放之后才登记，追回资金，可不追究经办责任"}),
    rule("R05", "重复享受低保", "inclusion", "A", "township", "重复保", "户口在哪一户；哪一户的待遇应当保留。", ("roster",), exceptions={"TRANSFER": "户口迁移当月两地交接，依规重叠"}),
    rule("R20", "共同生活成员名下有机动车", "inclusion", "B", "village", "有车", "车在不在、谁在开；是否已卖未过户、挂名、残疾人代步。", ("vehicle",),
         exceptions={"MOBILITY": "残疾人代步车，政策允许"}),
    rule("R48", "发放账户与家庭成员姓名不一致", "payment", "B", "township", "账户不符", "卡折在谁手里、钱由谁取；代管的看协议和备案。", ("payment", "roster")),
    rule("R17", "未按标准核定保障金", "amount", "B", "township", "不按标施保", "家庭人口、收入和残疾、老人、未成年人情况，当场重算。", ("roster", "payment")),
    rule("R56", "重度残疾人未纳入保障", "exclusion", "B", "village", "漏保", "家庭收入和财产；本人愿不愿意申请；符合条件的当场协助申请。", ("disability", "roster")),
    rule("R57", "重病大额支出家庭未纳入救助", "exclusion", "B", "township", "漏保", "病情和自付费用；是否已有商业保险；愿不愿意申请。", ("medical",)),
    rule("R41", "公示时间不足", "procedure", "C", "township", "程序", "公示照片、起止日期。", ("procedure",), exceptions={"EMERGENCY": "急难情形先行救助，事后补办公示"}),
    rule("R32", "村内保障金额高度相同", "area", "D", "county", "平均保", "看该村的收入核算表和评议记录。", ("roster",)),
    rule("R53", "卡折由村干部代管", "payment", "B", "discipline", "卡折代管", "不入户，由县级查。", ("card_custody", "cadre")),
    rule("R25", "经办人员近亲属未备案", "relation", "B", "county", "近亲属", "县级入户百分之百。", ("cadre", "relative_filing")),
)}  # fmt: skip


def id_number(rng: random.Random) -> str:
    """Eighteen digits of nobody: the region does not exist."""
    return f"9901{rng.randint(10, 29)}{rng.randint(1940, 2015)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(1000, 9999)}"


def made_up_result(findings: int = 150, towns: tuple[str, ...] = TOWNS, seed: int = 7) -> ScreenResult:
    """A screening of that many findings."""
    rng = random.Random(seed)
    homes = {f"QX{n:05d}": _home(rng, towns) for n in range(max(20, findings // 2))}
    made = [_finding(rng, n, homes) for n in range(findings)]
    unchecked = [
        Unchecked("R20", "NOT_COVERED", towns[-1], 212, "vehicle"), Unchecked("R57", "NO_TABLE", "", 1980, "medical"),
        Unchecked("R41", "NO_COLUMN", towns[0], 96, "procedure", "approved_on"), Unchecked("R01", "ID_UNUSABLE", towns[1], 17),
        Unchecked("R53", "NO_TABLE", "", 1980, "cadre"),
    ]  # fmt: skip
    return ScreenResult("青溪县", date(2024, 4, 30), "20240430-3fa9c1", made, RULES, TRIAGE, homes, unchecked, _sheets(), 1980, 3422, TABLES,
                        {"full_width": "全角转半角", "spaces": "去空格", "merged": "补合并单元格"})  # fmt: skip


def _home(rng: random.Random, towns: tuple[str, ...]) -> HouseholdInfo:
    town = rng.choice(towns)
    village = f"{rng.choice('上中下新老')}{rng.choice('坪坝湾塘岭')}村"
    address = f"{town}{village}{rng.randint(1, 12)}组{rng.randint(1, 60)}号"
    phone = f"199{rng.randint(0, 99999999):08d}"
    return HouseholdInfo(
        _name(rng),
        id_number(rng),
        town,
        village,
        address,
        phone,
        rng.randint(1, 6),
        1,
        rng.randint(200, 1500) * 100,
        "农村低保",
    )


def _name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def _finding(rng: random.Random, n: int, homes: dict[str, HouseholdInfo]) -> ShownFinding:
    info = RULES[rng.choice(list(RULES))]
    number, home = rng.choice(list(homes.items()))
    outside = info.kind == "exclusion"
    severity = {"A": rng.choice("AAB"), "B": rng.choice("BBC")}.get(info.severity, info.severity)
    amount = rng.randint(1, 40) * 31050 * (-1 if info.code == "R17" and n % 2 else 1)
    id_no, name = id_number(rng), _name(rng)
    explanation, evidence = _story(rng, info.code, name, id_no, amount)
    area = info.kind == "area"
    return ShownFinding(
        finding_id=f"{rng.getrandbits(80):020x}", finding_group=f"{rng.getrandbits(80):020x}", rule=info.code, title=info.title, kind=info.kind,
        severity=severity, audience=info.audience, explanation=explanation, tier="" if area else rng.choice(("T1", "T1", "T1", "T2", "T4")),
        household_no="" if outside or area else number, id_no="" if area else id_no, name="" if area else name, area=home.village, area_code="990101001",
        township="" if n % 37 == 5 else home.township, village=home.village, first_month="" if outside or area else "2022-12",
        last_month="" if outside or area else "2023-08", months=None if outside or area else 9, amount_fen=None if outside or area else amount,
        excused=next(iter(info.exceptions), "") if n % 6 == 0 else "", remarks="LATE_REGISTRATION" if info.code == "R01" and n % 2 else "", evidence=evidence,
        explanation_down=DOWN.get(info.code, ""), home="" if outside or area else number,
    )  # fmt: skip


def _story(rng: random.Random, code: str, name: str, id_no: str, amount: int) -> tuple[str, list[dict]]:
    """Explanation and evidence, full of values that only the county may see."""
    day = date(2022, 11, rng.randint(1, 28))
    plate = f"湘Z{rng.randint(10000, 99999)}"
    account = f"6230{rng.randint(10**14, 10**15 - 1)}"
    who = {"name": name, "id_no": id_no}
    pay = [
        row(
            "payment",
            "发放明细2023.xlsx",
            "3月",
            40 + i,
            {"holder": name, "account": account, "month": 2022 * 12 + 11 + i, "amount_fen": 62100},
            rows_total=9,
            amount_total=5589.0,
        )
        for i in range(3)
    ]
    stories = {
        "R01": (f"{name}已于{day}死亡，此后其本人份额仍发放9个月，共{amount / 100:.2f}元", [row("death", "公安死亡注销.xlsx", "Sheet1", 57, {**who, "died_on": day, "cause": ILLNESSES[1]}), *pay]),
        "R20": (f"{name}名下有小型轿车{plate}，登记在享受低保期间", [row("vehicle", "车辆.xlsx", "Sheet1", 81, {**who, "plate": plate, "vehicle_type": "car", "registered_on": day, "value_fen": 8_765_400})]),
        "R48": (f"发放账户{account}的户名不是家庭成员", pay),
        "R56": (f"{name}为一级肢体残疾，未纳入低保、特困", [row("disability", "残联持证.xls", "持证", 12, {**who, "certificate_no": id_no + "41", "issued_on": day})]),
        "R57": (f"{name}因{rng.choice(ILLNESSES)}自付医疗费{73_456.78:,.2f}元，未获救助", [row("medical", "医保大病.csv", "", 9, {**who, "disease": ILLNESSES[0], "self_paid_fen": 7_345_678})]),
        "R53": (f"{name}的卡由村支书万某某（{UNITS[0]}）保管", [row("cadre", "干部名册.xlsx", "村干", 4, {"name": "万某某", "unit": UNITS[0], "post": "村支书"})]),
        "R25": (f"{name}是低保经办人员万某某的父亲，没有备案", [row("cadre", "干部名册.xlsx", "经办", 6, {"name": "万某某", "unit": UNITS[1]})]),
        "R30": ("全村 34 户中有 33 户月保障金同为 310 元", []),
    }  # fmt: skip
    return stories.get(code, (f"{name}户登记与发放不一致，涉及{abs(amount) / 100:.2f}元", pay))


def row(table: str, file: str, sheet: str, number: int, fields: dict, **more) -> dict:
    """One evidence row."""
    return {
        "table": table,
        "file": f"各部门数据/{file}",
        "sheet": sheet,
        "row": number,
        "as_of": "2024-04-15",
        "fields": fields,
        **more,
    }


def counted(*numbers: int) -> dict[str, int]:
    """Rows by role and fate."""
    return dict(zip(COUNTS, numbers, strict=True))


def _sheets() -> list[SheetReport]:
    digest = "3b7e9c1d" * 8
    return [
        SheetReport("低保花名册2024.xlsx", "云岭镇", "roster", "", "", 0.98, digest, "2024-04", "2024-04-30", "云岭镇", counted(842, 2, 2, 9, 2, 12, 815, 806, 9, 0, 4), {"full_width": 31, "merged": 402}),
        SheetReport("发放明细/发放明细2023.xlsx", "3月", "payment", "", "", 0.97, digest, "2023-01 至 2023-12", "2023-12-31", "全县", counted(24_120, 1, 1, 2, 1, 0, 24_115, 24_100, 3, 12, 0), {"spaces": 8}),
        SheetReport("各部门数据/公安死亡注销.xlsx", "Sheet1", "death", "", "", 0.95, digest, "", "2024-04-15", "全县", counted(412, 1, 1, 0, 1, 0, 409, 409, 0, 0, 1), {}),
        SheetReport("各部门数据/干部名册.xlsx", "村干", "cadre", "", "", 0.93, digest, "", "2024-03-01", "全县", counted(300, 1, 1, 0, 0, 0, 298, 298, 0, 0, 0), {}),
        SheetReport("值班表.xlsx", "Sheet1", None, "", "表头里没有姓名、证件号码或金额，认不出是哪一类数据，没有采用", 0.1, digest, counts={"nonempty": 31, "note": 31}),
    ]  # fmt: skip
