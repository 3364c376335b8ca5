"""The two equations that the account of every sheet keeps (contract, Rows)."""

from dibao.engine.intake.account import ROLES, SheetAccount


def imbalance(account: SheetAccount) -> list[str]:
    """Which of them do not hold; empty when all is well."""
    by_role = sum(getattr(account, role) for role in ROLES)
    by_fate = account.used + account.set_aside + account.repeats
    wrong = ["rows by role"] * (account.nonempty != by_role)
    return wrong + ["data rows by fate"] * bool(account.table and account.data != by_fate)
