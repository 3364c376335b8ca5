"""How an empty office gets its first person."""

from django.db import transaction

from dibao.office.accounts.actions import add_area, create_account, create_post, create_unit, take_post
from dibao.office.accounts.models import Area, Tenure, Unit
from dibao.office.accounts.passwords import first_password
from dibao.office.base.actions import House, Refused


@transaction.atomic
def make_first_administrator(username: str, name: str, county: str, county_name: str) -> str:
    """County, bureau, post and account; the first password. Refused as soon as anybody administers the office."""
    if Tenure.objects.filter(post__role="county_admin", to_day__isnull=True, user__is_active=True).exists():
        raise Refused("已经有县级管理员了，请由他在浏览器里新建账号；忘了密码可用 dibao account reset 登录名")
    by, password = House("服务器命令行"), first_password()
    area = Area.objects.filter(code=county).first() or add_area(by=by, code=county, name=county_name)
    bureau = Unit.objects.filter(area=area, kind="bureau").first()
    bureau = bureau or create_unit(by=by, area=area, kind="bureau", name=f"{county_name}民政局")
    post = bureau.posts.filter(role="county_admin", tenures__isnull=True).first()
    post = post or create_post(by=by, unit=bureau, title="系统管理员", role="county_admin")
    take_post(by=by, post=post, user=create_account(by=by, username=username, name=name, password=password))
    return password
