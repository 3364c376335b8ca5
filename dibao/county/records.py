"""Rows of registers, one maker each; the word for a lawful thing and for an unlawful one is the same."""

from datetime import date, timedelta

from dibao.county.clock import LAST_MONTH, month_of
from dibao.county.decisions import refusal_papers
from dibao.county.households import Household, Member
from dibao.county.people import Person
from dibao.county.world import World


def death(world: World, person: Person, day: date, sources: tuple[str, ...]) -> None:
    """One row in each source's file; the registers close some days or weeks later."""
    for source in sources:
        lag = {"公安": 25, "卫健": 6, "殡葬": 3}[source]
        registered = day + timedelta(days=world.rng.randrange(1, lag))
        world.add("death", person, source=source, died_on=day, registered_on=registered, cremated_on=day + timedelta(days=2),
                  certificate_no=f"{world.map.region}{world.rng.randrange(10**8):08d}", cause=world.rng.choice(("疾病", "疾病", "年老", "意外")))  # fmt: skip


def disabled(
    world: World, member: Member | None, kind: str, grade: int, person: Person | None = None, **changes
) -> dict:
    """A disability certificate, and what the roster says of it."""
    person = person or member.person
    if member:
        member.disability = f"{kind}{'一二三四'[grade - 1]}级"
    code = {"视力": 1, "听力": 2, "言语": 3, "肢体": 4, "智力": 5, "精神": 6, "多重": 7}[kind]
    issued = changes.pop("issued_on", date(world.rng.randrange(2012, 2022), world.rng.randrange(1, 13), 12))
    row = {"certificate_no": f"{person.id_no}{code}{grade}", "kind": kind, "grade": "一二三四"[grade - 1] + "级", "issued_on": issued,
           "valid_to": date(issued.year + 10 if issued.year > 2015 else issued.year + 20, issued.month, 12), "status": "正常"}  # fmt: skip
    return world.add("disability", person, **{**row, **changes})


def house(world: World, person: Person, use: str, nature: str, day: date, **changes) -> dict:
    """One real estate unit."""
    unit = f"{world.map.region}{world.rng.randrange(10**6):06d}GB{world.rng.randrange(10**5):05d}F{world.rng.randrange(10**8):08d}"
    row = {"unit_no": unit, "location": f"{world.map.name}{person.address}", "use": use, "nature": nature, "share": "1/1", "area": round(world.rng.uniform(70, 130), 2),
           "registered_on": day, "cancelled_on": None, "status": "现势"}  # fmt: skip
    return world.add("real_estate", person, **{**row, **changes})


def plate(world: World) -> str:
    """A number plate of a province that has none."""
    return "某" + world.rng.choice("ABCDEF") + "".join(world.rng.choice("0123456789ABCDEFGHJK") for _ in range(5))


def car(world: World, person: Person, day: date, **changes) -> dict:
    """One motor vehicle in use."""
    row = {"plate": plate(world), "plate_class": "小型汽车", "vehicle_type": "小型轿车", "use": "非营运", "status": "正常", "registered_on": day,
           "transferred_on": None, "value": world.rng.randrange(60000, 150000, 500), "brand": world.rng.choice(("长安牌SC7169", "五菱牌LZW6450", "哈弗牌CC6460", "吉利牌JL7152"))}  # fmt: skip
    return world.add("vehicle", person, **{**row, **changes})


def job(world: World, person: Person, kind: str, start: date, **changes) -> dict:
    """One row of the public payroll."""
    row = {"unit": world.rng.choice(("县教育局", "县卫生健康局", "县水利局", "县第二中学", "乡镇人民政府", "县林业局")), "post_type": kind, "post": world.rng.choice(("科员", "教师", "办事员", "医师")),
           "start_on": start, "end_on": None, "status": "在职" if kind != "退休人员" else "退休", "amount": world.rng.randrange(4200, 7800, 50)}  # fmt: skip
    return world.add("payroll", person, **{**row, **changes})


def insured(world: World, person: Person, kind: str, start: date, **changes) -> dict:
    """Employee insurance."""
    row = {"kind": kind, "employer": world.rng.choice(("宏达建材有限公司", "恒通物流有限公司", "新源食品厂", "安泰物业服务有限公司")), "base": world.rng.randrange(3800, 6200, 100),
           "start_on": start, "end_on": date(2025, 6, 1), "months": 0, "status": "正常参保"}  # fmt: skip
    row["months"] = max(1, month_of(row["end_on"]) - month_of(start) + 1)
    return world.add("insurance", person, **{**row, **changes})


def firm(world: World, person: Person, role: str, **changes) -> dict:
    """A role in a business."""
    row = {"entity_name": f"{world.map.name}{world.rng.choice(('鑫盛', '宏远', '聚福', '丰源'))}{world.rng.choice(('商贸有限公司', '农业发展有限公司', '建材经营部'))}",
           "credit_code": f"92{world.map.region}MA{world.rng.randrange(10**8):08d}"[:18], "entity_kind": "有限责任公司", "role": role, "share": 40, "capital": 500000,
           "status": "存续", "founded_on": date(world.rng.randrange(2016, 2023), 5, 18), "cancelled_on": None, "turnover": None, "disputed": "否"}  # fmt: skip
    return world.add("market_entity", person, **{**row, **changes})


def official(world: World, township: int, kind: str, village: int | None = None, **changes) -> Person:
    """A handler of the township or a cadre of a village, nobody's relative so far."""
    town = world.map.townships[township]
    at = village if village is not None else 0
    person = world.outsider(world.rng.uniform(32, 58), None, (township, at))
    post = (
        "民政办低保经办员"
        if kind == "低保经办人员"
        else world.rng.choice(("村党支部书记", "村委会主任", "村委会委员", "妇联主席"))
    )
    unit = town.name + "民政办" if kind == "低保经办人员" else town.villages[at].name
    row = {
        "unit": unit,
        "post": post,
        "kind": kind,
        "start_on": date(2017, 6, 1),
        "end_on": None,
        "account": world.account(),
        "relative": None,
        "relative_relation": "",
    }
    world.add("cadre", person, **{**row, **changes})
    world.cadres.setdefault(township, []).append(person)
    return person


def filed_relative(world: World, home: Household, member: Person, day: date, **changes) -> Person:
    """A village cadre declares a relative on dibao and files it; the county calls, the cadre keeps out, the file lies apart."""
    person = official(world, home.township, "村干部", home.village, relative=member, relative_relation="兄弟姐妹")
    home.filed = True
    called = home.approved - timedelta(days=3) if day < home.approved else day + timedelta(days=3)
    row = {"cadre": person, "post": "村委会委员", "relation": "兄弟姐妹", "filed_on": day, "visited_on": called, "recused": "是", "kept_apart": "是",
           "rechecked_on": date(2025, world.rng.randrange(2, 6), world.rng.randrange(1, 28))}  # fmt: skip
    world.add("relative_filing", member, household=home, **{**row, **changes})
    return person


def custody(world: World, home: Household, keeper: Person, day: date, **changes) -> dict:
    """A card kept by somebody else with agreement and filing, for one who cannot care for themselves."""
    row = {
        "household": home,
        "keeper": keeper,
        "relation": "侄子",
        "agreement_on": day,
        "filed_on": day + timedelta(days=5),
        "ended_on": None,
        "self_care": "不能自理",
        "reason": "瘫痪在床",
    }
    return world.add("card_custody", home.head.person, **{**row, **changes})


def refused(world: World, person: Person, day: date, reason: str = "家庭人均收入超过低保标准", **changes) -> dict:
    """An application that did not pass, after income was worked out and the house visited."""
    row = {
        "applied_on": day - timedelta(days=25),
        "refused_on": day,
        "stage": "信息核对",
        "reason": reason,
        "member_count": 1,
    }
    return world.add("refusal", person, **{**row, **refusal_papers(world, person, day), **changes})


def withdrawn(world: World, home: Household, day: date, minute: int, amount: float, terminal: str = "", agent: Person | None = None) -> dict:  # fmt: skip
    """Money taken out of the household's account, so many minutes after midnight, at a cash machine of its township."""
    town = world.map.townships[home.township].name
    row = {"account": home.account, "taken_on": day, "taken_at": f"{minute // 60:02d}:{minute % 60:02d}:{world.rng.randrange(60):02d}", "amount": amount, "channel": "ATM取款",
           "terminal": terminal or f"ATM{home.township:02d}{world.rng.randrange(1, 4)}", "branch": f"{town}支行", "agent": agent}  # fmt: skip
    return world.add("withdrawal", home.head.person, **row)


def file_inspected(world: World, home: Household, **changes) -> dict:
    """One household's file, in which every paper was found."""
    papers = ("application", "declaration", "authorization_letter", "identity_copies", "visit_form", "check_report", "notice_photo", "approval_form", "review_form", "notice_letter")  # fmt: skip
    ill = home.reason in ("因病", "因残") or any(member.disability for member in home.members)
    row = {**dict.fromkeys(papers, "有"), "inspected_on": date(2025, 5, world.rng.randrange(6, 30)), "authorization_due": len(home.members), "authorized_count": len(home.members),
           "hardship_proof": "有" if ill else "不涉及", "missing": "", "inspector": world.signer("档案")}  # fmt: skip
    return world.add("archive", home.head.person, household=home, **{**row, **changes})


def called_at(world: World, home: Household, day: date, result: str = "在家，情况属实", signed: str = "是") -> dict:
    """Two people of the township at the door, years after the decision."""
    who = f"{world.registry.name(True)}、{world.registry.name(False)}"
    return world.add("door_visit", home.head.person, household=home, visited_on=day, investigators=who, visit_method="入户走访", visit_result=result,
                     visit_signed="是", respondent_signed=signed)  # fmt: skip


def electricity(world: World, home: Household, quantities: list[int]) -> None:
    """Kilowatt hours of the last months, the latest last."""
    for back, quantity in enumerate(reversed(quantities)):
        world.add("utility", home.head.person, kind="电", month=LAST_MONTH - back, quantity=quantity)
