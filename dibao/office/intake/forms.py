"""What people type about the data they send."""

from django import forms

from dibao.office.accounts.models import Unit
from dibao.office.campaigns.book import book


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files."""

    widget = Files

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(each, initial) for each in (data or [None])]


class UploadForm(forms.Form):
    """Who sends what."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="报送单位", empty_label="请选择")
    files = FilesField(
        label="文件",
        help_text="Excel（.xlsx、.xls）、CSV，或装着它们的 zip；可一次选多个。原来什么格式就传什么格式，不用改表头",
    )
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_seen(user)
        self.fields["files"].widget.attrs["accept"] = ".xlsx,.xls,.xlsm,.csv,.et,.xlsb,.tsv,.zip"
        own = next(iter(user.posts), None)
        self.fields["unit"].initial = own.unit_id if own else None


def units_seen(user):
    """Units of the areas that this person sees."""
    prefixes = [reach.area for reach in user.sight().reaches]
    ids = [
        unit.pk for unit in Unit.objects.select_related("area") if any(unit.area.code.startswith(p) for p in prefixes)
    ]
    return Unit.objects.filter(pk__in=ids)


class MappingForm(forms.Form):
    """What a sheet is, and what each of its columns is."""

    table = forms.ChoiceField(label="这张表是")

    def __init__(self, sheet, table: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tables = book().tables
        self.fields["table"].choices = [("", "请选择"), *((code, t.title) for code, t in tables.items())]
        self.fields["table"].initial = table
        self.headers = list(sheet.columns) + list(sheet.unmapped)
        columns = tables[table].columns.items() if table else ()
        choices = [("", "（不用这一列）"), *((name, column.names[0]) for name, column in columns)]
        for number, header in enumerate(self.headers):
            said = sheet.mapping.get(header) if sheet.mapping else None
            known = sheet.columns.get(header) if table == sheet.table else None
            field = forms.ChoiceField(label=header, choices=choices, required=False, initial=said or known or "")
            self.fields[f"column{number}"] = field

    @property
    def columns(self) -> dict[str, str]:
        """Header → column, of those that were chosen."""
        return {header: self.cleaned_data.get(f"column{n}", "") for n, header in enumerate(self.headers)}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)


class PolicyForm(forms.Form):
    """The county's policy as text."""

    text = forms.CharField(
        label="policy.toml", widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DisputeForm(forms.Form):
    """A doubt about data."""

    table = forms.ChoiceField(label="哪种数据")
    place = forms.CharField(
        label="出处",
        required=False,
        max_length=300,
        help_text="文件、工作表、行号，如 公安死亡.xlsx / Sheet1 / 第 12 行",
    )
    question = forms.CharField(label="哪里不对", widget=forms.Textarea(attrs={"rows": 3}))
    provider = forms.ModelChoiceField(Unit.objects.all(), label="提供单位", required=False, empty_label="还不清楚")
    due_on = forms.DateField(label="请于何日前答复", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [(code, table.title) for code, table in book().tables.items()]


class AnswerForm(forms.Form):
    """What the department answered."""

    answer = forms.CharField(label="答复", widget=forms.Textarea(attrs={"rows": 3}))
    corrected = forms.BooleanField(label="数据确实有误，将重新提供", required=False)
