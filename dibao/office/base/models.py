"""The ground's records, by their noun."""

from dibao.office.base.audit import AuditEvent
from dibao.office.base.notices import Notice
from dibao.office.base.table.saved import SavedView

__all__ = ["AuditEvent", "Notice", "SavedView"]
