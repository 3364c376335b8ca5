"""The made-up county: its people, its registers, what is wrong in it, and the workbooks that its offices send."""

from dibao.county.county import CountySummary, write_county

__all__ = ["CountySummary", "write_county"]
