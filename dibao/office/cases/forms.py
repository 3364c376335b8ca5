"""What people type about a case."""

from django import forms
from django.utils import timezone

from dibao.office.accounts.models import Unit, User
from dibao.office.cases.words import BOOKS, CAUSES, DECISIONS, GROUNDS, METHODS, ORIGINS, ROOTS
from dibao.office.intake.forms import FilesField
from dibao.office.screening.models import CampaignHousehold
from dibao.office.screening.showing import hits_of, shown
from dibao.office.screening.states import CONCLUSIONS, CONFIRMED

DAY = {"type": "date"}
CONCLUSION_CHOICES = list(CONCLUSIONS.items())


class Yuan(forms.DecimalField):
    """Typed in yuan, given in fen."""

    def __init__(self, **options):
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0} | options)

    def clean(self, value):
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)


class Month(forms.CharField):
    """Typed as 2024-05, given as a month number."""

    def __init__(self, **options):
        super().__init__(**{"widget": forms.TextInput(attrs={"type": "month", "placeholder": "2024-05"})} | options)

    def clean(self, value):
        text = super().clean(value)
        try:
            year, month = (int(part) for part in text.split("-"))
        except ValueError:
            raise forms.ValidationError("请写成 2024-05 这样") from None
        if not 1 <= month <= 12 or not 2000 <= year <= 2100:
            raise forms.ValidationError("请写成 2024-05 这样")
        return year * 12 + month - 1


class HitsField(forms.ModelMultipleChoiceField):
    """Hits to tick, each in the words that this person may read."""

    def __init__(self, **options):
        super().__init__(None, required=False, widget=forms.CheckboxSelectMultiple, **options)

    def of(self, household: CampaignHousehold, user) -> None:
        """Offer the household's confirmed hits."""
        self.user = user
        self.queryset = hits_of(user).filter(household=household, conclusion__in=CONFIRMED)

    def label_from_instance(self, hit) -> str:
        told = shown(hit, self.user)
        return f"{told.title}：{told.words}"


class MonthForm(forms.Form):
    """Which month."""

    month = Month(label="月份")


class DispatchForm(forms.Form):
    """To whom, by when."""

    unit = forms.ModelChoiceField(
        Unit.objects.all(), label="核查单位", required=False, empty_label="按所在乡镇分别派发"
    )
    due_on = forms.DateField(label="核查时限", widget=forms.DateInput(attrs=DAY))
    note = forms.CharField(label="要求", required=False, max_length=200)


class VisitForm(forms.Form):
    """What was found at the door."""

    method = forms.ChoiceField(label="方式", choices=list(METHODS.items()))
    visited_on = forms.DateField(label="核查日期", widget=forms.DateInput(attrs=DAY), initial=timezone.localdate)
    visitors = forms.ModelMultipleChoiceField(User.objects.none(), label="核查人员", required=False)
    others = forms.CharField(
        label="其他核查人员", required=False, max_length=120, help_text="没有账号的同行人员，用顿号分开。入户要两人以上"
    )
    respondent = forms.CharField(label="接受核查的人", required=False, max_length=60)
    refused = forms.BooleanField(label="拒绝核查", required=False)
    found = forms.CharField(label="核查情况", widget=forms.Textarea(attrs={"rows": 3}))
    members = forms.IntegerField(label="实际人口", required=False, min_value=0, max_value=30)
    income_fen = Yuan(label="核实的人均月收入（元）", required=False)
    files = FilesField(label="照片、签字、证明", required=False)

    def __init__(self, household: CampaignHousehold, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = household.area_code
        near = [code[:n] for n in (6, 9, 12) if len(code) >= n]
        people = User.objects.filter(
            is_active=True, tenures__to_day__isnull=True, tenures__post__unit__area__code__in=near
        )
        self.fields["visitors"].queryset = people.distinct()


class ProposeForm(forms.Form):
    """What ought to be done about a household."""

    kind = forms.ChoiceField(label="处理意见", choices=list(DECISIONS.items()))
    hits = HitsField(label="依据的疑点（已属实）")
    ground = forms.ChoiceField(
        label="代替入户的凭据", required=False, choices=[("", "（有入户核查，不用）"), *GROUNDS.items()]
    )
    basis = forms.CharField(label="政策依据", max_length=200, initial="《最低生活保障审核确认办法》")
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 2}))
    effective_month = Month(label="执行月份")
    amount_after_fen = Yuan(label="调整后月保障金（元）", required=False)
    cause = forms.ChoiceField(label="原因类别", required=False, choices=[("", "—"), *CAUSES.items()])
    files = FilesField(label="凭据", required=False)

    def __init__(self, household: CampaignHousehold, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hits"].of(household, user)


class NotifyForm(forms.Form):
    """When and how the household was told."""

    on = forms.DateField(label="送达日期", widget=forms.DateInput(attrs=DAY), initial=timezone.localdate)
    how = forms.CharField(label="送达方式", max_length=60, initial="本人签收")


class ProblemForm(forms.Form):
    """A problem of a household."""

    kind = forms.CharField(label="问题类型", max_length=80)
    text = forms.CharField(label="具体情况", widget=forms.Textarea(attrs={"rows": 2}))
    root = forms.ChoiceField(label="问题根源", choices=[("", "请选择"), *ROOTS.items()])
    origin = forms.ChoiceField(label="来源", choices=list(ORIGINS.items()), initial="compare")
    hits = HitsField(label="有关疑点（已属实）")
    decision = forms.ModelChoiceField(None, label="处理决定", required=False, empty_label="（没有）")
    books = forms.ChoiceField(label="对账方式", required=False, choices=[("", "按处理决定"), *BOOKS.items()])
    due_on = forms.DateField(label="整改时限", required=False, widget=forms.DateInput(attrs=DAY))
    fast = forms.BooleanField(label="立行立改", required=False)

    def __init__(self, household: CampaignHousehold, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hits"].of(household, user)
        self.fields["decision"].queryset = household.decisions.filter(state__in=("made", "notified"))


class MeasureForm(forms.Form):
    """What is done about a problem."""

    measures = forms.CharField(label="整改措施", widget=forms.Textarea(attrs={"rows": 2}))
    due_on = forms.DateField(label="整改时限", widget=forms.DateInput(attrs=DAY))
    unit = forms.ModelChoiceField(Unit.objects.all(), label="整改单位")


class SubmitForm(forms.Form):
    """It is put right."""

    text = forms.CharField(label="整改情况", widget=forms.Textarea(attrs={"rows": 2}))
    files = FilesField(label="佐证", required=False)


class RecoveryForm(forms.Form):
    """Money due, or come back."""

    kind = forms.ChoiceField(label="登记", choices=[("due", "应追缴"), ("receipt", "已到账")])
    amount_fen = Yuan(label="金额（元）")
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs=DAY), initial=timezone.localdate)
    paper_no = forms.CharField(label="凭证号", required=False, max_length=60)


class AcceptForm(forms.Form):
    """A sample is checked after closing."""

    score = forms.IntegerField(label="得分", min_value=0, max_value=100, initial=100)
    passed = forms.BooleanField(label="通过", required=False, initial=True)
    note = forms.CharField(label="说明", required=False, max_length=200)
