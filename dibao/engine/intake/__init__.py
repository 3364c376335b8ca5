"""A recognised sheet becomes typed records and an account of its rows; what cannot be used goes back."""

from dibao.engine.intake.account import SheetAccount, open_account
from dibao.engine.intake.required import SetAside
from dibao.engine.intake.take_in import Intake, take_in

__all__ = ["Intake", "SetAside", "SheetAccount", "open_account", "take_in"]
