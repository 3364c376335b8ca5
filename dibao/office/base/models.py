"""The ground's records, by their noun."""

from dibao.office.base.audit import AuditEvent
from dibao.office.base.files import KeptFile
from dibao.office.base.jobs import Job
from dibao.office.base.notices import Notice
from dibao.office.base.table.saved import SavedView

__all__ = ["AuditEvent", "Job", "KeptFile", "Notice", "SavedView"]
