"""What people choose before freezing and screening."""

from django import forms

from dibao.office.screening.models import POPULATIONS

DAY = {"type": "date"}


class FreezeForm(forms.Form):
    """Which population, and of what days."""

    population = forms.ChoiceField(
        label="对象",
        choices=[(code, title) for code, title in POPULATIONS.items() if code != "missed"],
        initial="in_force",
    )
    since = forms.DateField(
        label="自", required=False, widget=forms.DateInput(attrs=DAY), help_text="退出、未通过的填起始日；在保的不填"
    )
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(attrs=DAY), help_text="不填：数据里最后发放月的月末"
    )

    def clean(self):
        given = super().clean()
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", "结束日早于起始日")
        return given


class RunForm(forms.Form):
    """By which day to judge."""

    as_of = forms.DateField(
        label="判断截止日", required=False, widget=forms.DateInput(attrs=DAY), help_text="不填：数据里最后发放月的月末"
    )
