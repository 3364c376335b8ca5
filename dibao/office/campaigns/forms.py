"""What people type about campaigns. The forms check; the actions write."""

from datetime import date

from django import forms
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dibao.engine.campaigns.model import SCOPES, Template
from dibao.office.accounts.models import Area, Post, Unit
from dibao.office.base.file_kinds import PAPERS
from dibao.office.base.files import UploadField
from dibao.office.base.scope import present_sight
from dibao.office.campaigns.models import (
    BasisDocument,
    Campaign,
    FormDay,
    LongTermMeasure,
    Meeting,
    Paper,
    Phase,
    Population,
    Ratio,
    Seat,
    SuperiorItem,
    Task,
    Window,
)


class Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


class Dated(forms.ModelForm):
    """A form for a record: days get a calendar, and only what was changed goes to the action."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = Day()
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5 if isinstance(field, Lines) else 3
            if name == "plan_sections" or name == "sections":
                field.help_text = "一行一项"

    @property
    def told(self) -> dict:
        """The fields of the form as they were typed."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self):
        """The record itself is left alone: the action compares old and new."""

    def once_in(self, campaign: Campaign) -> None:
        """What must be unique within the campaign is; the error stands at the first field that the form has."""
        for rule in self._meta.model._meta.constraints:
            if not isinstance(rule, models.UniqueConstraint) or not set(rule.fields) & set(self.fields):
                continue
            values = {
                n: self.cleaned_data.get(n, getattr(self.instance, n, None)) for n in rule.fields if n != "campaign"
            }
            others = self._meta.model.objects.filter(campaign=campaign, **values).exclude(pk=self.instance.pk)
            if others.exists():
                self.add_error(
                    next(n for n in rule.fields if n in self.fields), "这次专项行动里已经有一条一样的，请改这一项"
                )


class Lines(forms.CharField):
    """A list, one item a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class Numbers(forms.CharField):
    """A list of whole numbers: 7、3、1."""

    def prepare_value(self, value):
        return "、".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value) -> list[int]:
        words = (value or "").replace("、", " ").replace("，", " ").replace(",", " ").split()
        if not all(word.isdigit() for word in words):
            raise forms.ValidationError("请写成 7、3、1 这样的天数")
        return sorted({int(word) for word in words}, reverse=True)


def areas_seen(*levels: str):
    """Areas of these levels inside what the person sees."""
    return Area.objects.filter(present_sight().in_area("code"), level__in=levels, valid_to__isnull=True)


def _in_order(form: forms.BaseForm, told: dict, first: str, last: str) -> dict:
    if told.get(first) and told.get(last) and told[first] > told[last]:
        form.add_error(last, f"不能早于{form.fields[first].label}")
    return told


def next_start(template: Template) -> date:
    """The plan's day and month, in this year; in the next one where that is more than half a year ago."""
    today = timezone.localdate()
    day = template.starts_on.replace(year=today.year)
    return day if (today - day).days < 183 else day.replace(year=today.year + 1)


class IssueForm(forms.Form):
    """The few things to check before a template becomes a campaign."""

    title = forms.CharField(label="名称", max_length=120)
    number = forms.CharField(label="文号", max_length=60, required=False, help_text="还没有文号的，发布后再填")
    area = forms.ModelChoiceField(Area.objects.none(), label="开展单位所辖区划")
    scope = forms.ChoiceField(label="范围", choices=list(SCOPES.items()))
    starts_on = forms.DateField(
        label="开始", widget=Day, help_text="日号不变，各项时限按月平移（月底还是月底）；日号变了，各项时限顺延同样天数"
    )
    ends_on = forms.DateField(label="结束", widget=Day, required=False, help_text="不填就按方案推算")
    as_of = forms.DateField(label="判断截止日", widget=Day, required=False, help_text="不填就按每次筛查当天的数据")
    predecessor = forms.ModelChoiceField(None, label="上一轮", required=False, help_text="回头看的，选上一轮专项行动")
    populations = forms.MultipleChoiceField(label="排查对象", widget=forms.CheckboxSelectMultiple)

    def __init__(self, template: Template, *args, **options):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas_seen("county", "township")
        self.fields["predecessor"].queryset = Campaign.objects.exclude(state="draft")
        self.fields["populations"].choices = [(p.code, p.title) for p in template.population]
        self.initial = {
            "title": template.title, "scope": template.scope, "starts_on": next_start(template),
            "area": self.fields["area"].queryset.filter(level=template.level).first(),
            "populations": [p.code for p in template.population],
        }  # fmt: skip

    def clean(self):
        return _in_order(self, super().clean(), "starts_on", "ends_on")


class CampaignForm(Dated):
    """The head of a campaign."""

    field_order = ["title", "number", "issued_on", "starts_on", "ends_on", "scope", "as_of", "predecessor"]
    predecessor = forms.ModelChoiceField(None, label="上一轮（回头看）", required=False)
    plan_sections = Lines(label="下级方案必备内容", required=False)
    remind_before = Numbers(label="到期前几天催办", required=False)

    class Meta:
        model = Campaign
        fields = [
            "title", "number", "issued_on", "starts_on", "ends_on", "scope", "as_of", "tag", "looks_back", "about", "plan_sections",
            "remind_before", "remind_every", "supervise_after",
        ]  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["predecessor"].queryset = Campaign.objects.exclude(pk=self.instance.pk).exclude(state="draft")
        self.initial["predecessor"] = self.instance.predecessor_id

    def clean(self):
        return _in_order(self, super().clean(), "starts_on", "ends_on")


class PartForm(Dated):
    """A line of the plan."""

    def __init__(self, campaign: Campaign, *args, **options):
        self.campaign = campaign
        super().__init__(*args, **options)
        if "post" in self.fields:
            self.fields["post"].queryset = posts_in(campaign.area_code)

    def clean(self):
        told = super().clean()
        for first, last in (("starts_on", "ends_on"), ("from_day", "to_day")):
            if first in self.fields:
                _in_order(self, told, first, last)
        if told.get("unit") == "percent" and (told.get("value") or 0) > 100:
            self.add_error("value", "百分比不能大于 100")
        self.once_in(self.campaign)
        return told


PART_FIELDS = {
    Population: ["title", "kind", "from_day", "to_day"],
    Window: ["title", "from_day", "to_day"],
    Phase: ["title", "starts_on", "ends_on"],
    FormDay: ["title", "to", "due", "period_from", "interim", "nil"],
    Ratio: ["title", "value", "unit", "least"],
    Seat: ["title", "group", "duty", "post", "person", "from_day", "to_day"],
    BasisDocument: ["code", "title", "issuer", "issued_on"],
}
ENTRY_FIELDS = {
    Paper: ["area", "kind", "title", "number", "issued_on", "signer", "sections"],
    Meeting: ["area", "kind", "title", "held_on", "place", "chair", "attendees", "agenda", "minutes"],
    LongTermMeasure: ["area", "title", "unit_words", "document", "number", "effective_on", "state"],
    SuperiorItem: ["area", "source", "number", "text", "received_on", "due", "unit_words"],
}


def part_form(kind) -> type[PartForm]:
    """The form for a kind of part."""
    return forms.modelform_factory(kind, form=PartForm, fields=PART_FIELDS[kind])


def posts_in(code: str):
    """Posts of an area and of what lies in it."""
    inside = Q(unit__area__code__gte=code, unit__area__code__lt=str(int(code) + 1))
    return Post.objects.filter(inside).select_related("unit__area")


class EntryForm(Dated):
    """What a unit enters about itself, with its files."""

    files = UploadField(
        label="附件", kinds=PAPERS, many=True, required=False, help_text="PDF、Word、Excel 或照片，可以一次选几个"
    )

    def __init__(self, campaign: Campaign, *args, **options):
        self.campaign = campaign
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas_seen("county", "township", "village").filter(
            code__startswith=campaign.area_code
        )
        self.fields["area"].label = "单位所辖区划"
        if not self.instance.pk:
            self.fields["area"].initial = self.fields["area"].queryset.first()
        if "sections" in self.fields:
            self._ask_sections(campaign)
        self.fields["files"].required = self._meta.model is Paper and not self.instance.pk

    def clean(self):
        told = super().clean()
        self.once_in(self.campaign)
        return told

    def _ask_sections(self, campaign: Campaign) -> None:
        wanted = list(dict.fromkeys([*campaign.plan_sections, *(self.instance.sections or [])]))
        self.fields["sections"] = forms.MultipleChoiceField(
            label="方案里已有的内容",
            choices=[(s, s) for s in wanted],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


def entry_form(kind) -> type[EntryForm]:
    """The form for a kind of entry."""
    return forms.modelform_factory(kind, form=EntryForm, fields=ENTRY_FIELDS[kind])


class ReplyForm(forms.Form):
    """The reply to an item from above."""

    reply = forms.CharField(label="整改回复", widget=forms.Textarea(attrs={"rows": 4}))
    replied_on = forms.DateField(label="回复日期", widget=Day, required=False)


class TaskForm(Dated):
    """A task, or a part of one."""

    phase = forms.ModelChoiceField(None, label="所属阶段", required=False)

    class Meta:
        model = Task
        fields = ["title", "area", "unit", "post", "person", "starts_on", "due", "deliverable"]

    def __init__(self, campaign: Campaign, parent: Task | None, *args, **options):
        super().__init__(*args, **options)
        home = (parent or campaign).area_code
        self.fields["area"].queryset = areas_seen("county", "township", "village").filter(code__startswith=home)
        self.fields["area"].initial = self.fields["area"].queryset.first()
        self.fields["unit"].queryset = Unit.objects.filter(area__in=self.fields["area"].queryset).select_related("area")
        self.fields["post"].queryset = posts_in(home)
        self.fields["phase"].queryset = campaign.phases.all()
        self.initial["phase"] = self.instance.phase_id or (parent and parent.phase_id)
        if self.instance.pk:
            del self.fields["area"]  # what was reported on it hangs on the area
        if parent:
            self.fields["due"].help_text = f"不晚于上级任务的时限 {parent.due}"

    def clean(self):
        return _in_order(self, super().clean(), "starts_on", "due")


class AssignForm(forms.Form):
    """Who of the unit does it."""

    post = forms.ModelChoiceField(Post.objects.none(), label="责任岗位", required=False)
    person = forms.CharField(label="责任人（没有账号的）", max_length=60, required=False)

    def __init__(self, task: Task, *args, **options):
        super().__init__(*args, **options)
        self.fields["post"].queryset = posts_in(task.area_code)
        self.initial = {"post": task.post, "person": task.person}


class ReportForm(forms.Form):
    """How far a task is."""

    progress = forms.IntegerField(label="进度（%）", min_value=0, max_value=99)
    text = forms.CharField(label="进展情况", widget=forms.Textarea(attrs={"rows": 3}))


class WordsForm(forms.Form):
    """One text: what was handed in, why it goes back; with it the files that show it."""

    text = forms.CharField(label="情况说明", widget=forms.Textarea(attrs={"rows": 3}))
    files = UploadField(label="附件", kinds=PAPERS, many=True, required=False)
