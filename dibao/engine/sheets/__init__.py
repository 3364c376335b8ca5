"""A file becomes coded columns and row roles, and is recognised."""

from dibao.engine.sheets.files import is_data_file, open_file
from dibao.engine.sheets.hints import hint_of
from dibao.engine.sheets.households import fill_household
from dibao.engine.sheets.layout import read_layout
from dibao.engine.sheets.model import CodedColumn, RawSheet, Recognition, RowCounts, SheetTable
from dibao.engine.sheets.recognise import recognise

__all__ = [
    "CodedColumn",
    "RawSheet",
    "Recognition",
    "RowCounts",
    "SheetTable",
    "fill_household",
    "hint_of",
    "is_data_file",
    "open_file",
    "read_layout",
    "recognise",
]
