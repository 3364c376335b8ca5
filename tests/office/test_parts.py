"""The small parts of pages: this is also the gallery, one short example of each."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from dibao.office.base.audit import AuditEvent

STEPS = [
    {"title": "派单核查", "note": "04-05 救助股", "state": "done"},
    {"title": "入户核查", "note": "等待 石明", "state": "now"},
    {"title": "复核销号", "note": "", "state": "waiting"},
]
ITEMS = [
    {"title": "停发审批表", "done": True, "url": "/x/", "note": "审批表.pdf"},
    {"title": "追缴凭证", "done": False},
]
GALLERY = {
    '{% lamp "red" "超期 77 天" %}': ["lamp-red", "超期 77 天"],
    '{% chip "整改中" "amber" %}': ["chip-amber", "整改中"],
    "{% flow steps %}": ["派单核查", 'class="now" aria-current="step"', "等待 石明", ">3</span>"],
    '{% checklist "销号要件" items %}': ["1 / 2 未齐", "chip-amber", 'href="/x/"', 'aria-label="缺"'],
    '{% empty "还没有问题" "先登记一个" "/new/" "登记问题" %}': [
        "还没有问题",
        "先登记一个",
        'href="/new/"',
        "登记问题",
    ],
    "{% facts facts_of %}": ["<dt>户主</dt><dd>朱先翠</dd>", "<dt>电话</dt><dd>—</dd>", "<dt>人数</dt><dd>0</dd>"],
    "{% progress 25 1200 %}": ['max="1200" value="25"', "25 / 1,200"],
    '{% tile "发现问题" 200000 "本周 12" "/p/" "red" %}': ["200,000", "tile-red", '<a href="/p/"', "本周 12"],
    '{% icon "bell" %}': ['<i class="bi bi-bell" aria-hidden="true"></i>'],
}


def render(text: str, **values) -> str:
    return " ".join(Template(text).render(Context(values)).split())


@pytest.mark.parametrize("tag", GALLERY)
def test_gallery(tag):
    values = {"steps": STEPS, "items": ITEMS, "facts_of": [("户主", "朱先翠"), ("电话", ""), ("人数", 0)]}
    html = render(tag, **values)
    for words in GALLERY[tag]:
        assert words in html


@pytest.mark.parametrize("tag", ['{% lamp "blue" "x" %}', '{% chip "x" "pink" %}'])
def test_a_tone_that_is_not_there_is_a_fault(tag):
    with pytest.raises(TemplateSyntaxError):
        render(tag)


def test_what_people_typed_is_escaped():
    assert "&lt;b&gt;" in render('{% chip words "red" %}', words="<b>")


def test_time_line_says_who_did_what_in_chinese(county):
    event = AuditEvent.objects.create(
        by=county["county_admin"],
        post="县民政局 · 县级管理员",
        title="启用或停用账号",
        label="钱七",
        subject_type="accounts.user",
        old={"is_active": True},
        new={"is_active": False, "reason": "调离"},
    )
    html = render("{% timeline events %}", events=[event])
    assert "启用：<del>是</del> → <ins>否</ins>" in html
    assert "原因：<ins>调离</ins>" in html
    assert "赵01（县民政局 · 县级管理员）" in html


class Sheet(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="姓名", help_text="和户口簿一致")
    kind = forms.ChoiceField(label="类别", choices=[("a", "农村"), ("b", "城市")])
    level = forms.ChoiceField(label="级别", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="同意", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_forms_carry_bootstrap_and_the_error_stands_at_its_field():
    html = render("{{ form }}", form=Sheet({"kind": "b", "level": "a", "secret": "s"}))
    name = html[html.index('class="field') : html.index("类别")]
    assert 'class="field wrong"' in name and "这个字段是必填项" in name and 'aria-invalid="true"' in name
    assert "form-control is-invalid" in name and "和户口簿一致" in name
    assert 'class="form-select"' in html and 'class="form-check-input"' in html and "<legend>级别" in html
    assert '<input type="hidden" name="secret" value="s"' in html
