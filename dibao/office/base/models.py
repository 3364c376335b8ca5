"""The ground's records, by their noun."""

from dibao.office.base.audit import AuditEvent

__all__ = ["AuditEvent"]
