"""Rules on and off, and their numbers, for one campaign."""

from collections.abc import Collection
from datetime import date

from dibao.engine.policy_words import like, nearest, shown
from dibao.office.accounts.models import User
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.campaigns.actions.reach import needs_own
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign, ParameterSetting, RuleSetting


@action("campaign.rules", "调整规则", needs="rule.set")
def set_rules(
    *, by: User, campaign: Campaign, on: Collection[str], focus: Collection[str] | None = None, reason: str = ""
) -> int:
    """These rules run, no others; returns how many changed. `focus`: each of their hits needs a visit of its own."""
    needs_own(by, campaign)
    _known(on)
    rows = {row.rule: row for row in campaign.rulesettings.all()}
    wanted = {c: (c in on, c in focus if focus is not None else (c in rows and rows[c].focus)) for c in {*rows, *on}}
    changed = sorted(c for c, (is_on, is_focus) in wanted.items() if _differs(rows.get(c), is_on, is_focus))
    for code in changed:
        _set(campaign, rows.get(code), code, *wanted[code], reason)
    if not changed:
        raise Refused("规则没有变化，不用保存")
    was = sorted(code for code, row in rows.items() if row.on)
    tell(campaign, old={"规则": was}, new={"规则": sorted(on), "reason": reason})
    return len(changed)


def _known(codes: Collection[str]) -> None:
    for code in codes:
        if code not in book().rules:
            raise Refused(f"没有规则 {code}。{nearest(code, book().rules)}")


def _differs(row: RuleSetting | None, on: bool, focus: bool) -> bool:
    return row is None or (row.on, row.focus) != (on, focus)


def _set(campaign: Campaign, row: RuleSetting | None, code: str, on: bool, focus: bool, reason: str) -> None:
    if row is None:
        RuleSetting.objects.create(campaign=campaign, rule=code, on=on, focus=focus, reason=reason)
    else:
        change(row, on=on, focus=focus, reason=reason)


@action("campaign.parameter", "设定规则参数", needs="rule.set")
def set_parameter(
    *, by: User, campaign: Campaign, rule: str, name: str, value, since: date | None = None, basis: str = ""
) -> ParameterSetting:
    """A number of a rule from a day on; of two with the same day the later one stands."""
    needs_own(by, campaign)
    checked = _checked(rule, name, value)
    setting = campaign.parametersettings.filter(rule=rule, name=name, since=since).first()
    if setting is None:
        setting = ParameterSetting.objects.create(
            campaign=campaign, rule=rule, name=name, value=checked, since=since, basis=basis
        )
        tell(setting, new={"value": checked, "since": since, "basis": basis})
        return setting
    tell(setting, **change(setting, value=checked, basis=basis))
    return setting


def _checked(rule: str, name: str, value):
    """The value as JSON keeps it, of the kind that the rule's default is of."""
    _known([rule])
    known = book().rules[rule].parameters
    if name not in known:
        raise Refused(f"规则 {rule} 没有参数 {name}。{nearest(name, known)}")
    try:
        checked = like(known[name].value, value)
    except ValueError:
        raise Refused(
            f"{rule} 的“{known[name].meaning}”不能是 {shown(value)}，应和默认值 {shown(known[name].value)} 是同一类的值"
        ) from None
    return str(checked) if isinstance(checked, date) else checked


@action("campaign.unset_parameter", "恢复默认参数", needs="rule.set")
def unset_parameter(*, by: User, setting: ParameterSetting) -> None:
    """Back to what the rule says itself."""
    needs_own(by, setting.campaign)
    tell(setting.campaign, old={str(setting): setting.value}, title=f"恢复默认参数：{setting}")
    setting.delete()
