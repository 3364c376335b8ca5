"""Who manages a place may manage its people."""

from dibao.office.base.actions import Refused


def in_reach(by, code: str) -> None:
    """Refuse what lies outside the area of whoever acts."""
    if not by.sees_area(code):
        raise Refused("这个单位不在您的管辖范围内，请找上一级管理员办理")
