"""What people type about themselves, and administrators about people and places."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from dibao.engine.values.identity import is_valid
from dibao.office.accounts.models import Area, Post, Unit, User
from dibao.office.accounts.roles import ROLES
from dibao.office.base.seal import Secret


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": "登录名或密码不对。连续输错 5 次，账号锁定 30 分钟。",
        "inactive": "这个账号已停用，请找县级管理员。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "登录名"
        self.fields["password"].label = "密码"


def _password(label: str, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False)


class PasswordForm(forms.Form):
    """The old password once, the new one twice."""

    old = _password("现在的密码", "current-password")
    new = _password("新密码", "new-password")
    again = _password("再输一次新密码", "new-password")

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("现在的密码不对")
        return self.cleaned_data["old"]

    def clean_new(self):
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self):
        told = super().clean()
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", "两次输入的新密码不一样")
        return told


class Day(forms.DateField):
    """A day, with the browser's calendar."""

    def __init__(self, label: str, **options):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **options)


class NewAreaForm(forms.Form):
    """An area below another."""

    name = forms.CharField(label="名称", max_length=60)
    code = forms.CharField(
        label="区划代码",
        max_length=15,
        required=False,
        help_text="国家统计局的代码。开发区、村民小组等没有国家代码的，留空，系统自动编一个准代码",
    )
    valid_from = Day("启用日期", required=False)


class NameForm(forms.Form):
    """A new name."""

    name = forms.CharField(label="新名称", max_length=60, help_text="原名称会自动记为别名，旧表格照样认得")


class AliasForm(forms.Form):
    """Another name."""

    name = forms.CharField(label="别名", max_length=60)


class CloseForm(forms.Form):
    """An end, and perhaps where it went."""

    day = Day("从哪一天起")
    into = forms.CharField(
        label="并入（填区划代码；单纯撤销的留空）",
        max_length=15,
        required=False,
        help_text="并入后，接收方的人员能看到原区划留下的记录",
    )

    def clean_into(self) -> Area | None:
        code = self.cleaned_data["into"].strip()
        found = Area.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError(f"没有代码为 {code} 的区划")
        return found


class FileForm(forms.Form):
    """One table file."""

    file = forms.FileField(
        label="文件（Excel 或 CSV）",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text="表头写“区划代码、名称”，可以有“乡镇、村、组、别名、启用日期、撤销日期、前身”；没有代码的村民小组按乡镇、村归到村里",
    )


class AccountForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="手机", max_length=20, required=False)
    id_no = forms.CharField(
        label="身份证号",
        max_length=20,
        required=False,
        help_text="用于回避检查（近亲属不能办理）；加密保存，只显示头尾",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_phone(self) -> str:
        return self._kept("phone") or self._phone()

    def _phone(self) -> str:
        phone = self.cleaned_data["phone"].replace(" ", "").replace("-", "")
        if phone and not (phone.isdigit() and 7 <= len(phone) <= 12):
            raise forms.ValidationError("电话号码应是 7 到 12 位数字")
        return phone

    def clean_id_no(self):
        typed = self._kept("id_no")
        if typed:
            return typed
        typed = self.cleaned_data["id_no"].strip().upper()
        if typed and not is_valid(typed):
            raise forms.ValidationError("身份证号不对，请核对 18 位号码")
        return typed

    def _kept(self, name: str) -> Secret | None:
        """The masked value, sent back as it was shown, leaves the sealed one as it is."""
        shown = self.initial.get(name)
        return shown if isinstance(shown, Secret) and shown and self.cleaned_data[name] == str(shown) else None


class NewAccountForm(AccountForm):
    """Somebody new; perhaps already for a free post."""

    username = forms.CharField(label="登录名", max_length=40, help_text="以后不能改，建议用姓名拼音，如 shiming")
    post = forms.ModelChoiceField(
        label="岗位", queryset=Post.objects.none(), required=False, help_text="只列出现在没有人的岗位；可以以后再任岗"
    )
    field_order = ("username", "name", "post", "phone", "id_no")

    def __init__(self, *args, free_posts=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = free_posts

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].strip()
        if not username.replace("_", "").replace(".", "").isalnum():
            raise forms.ValidationError("登录名只能用字母、数字、点和下划线")
        return username


class UnitForm(forms.Form):
    """An office."""

    name = forms.CharField(label="单位名称", max_length=80)
    kind = forms.ChoiceField(label="类别", choices=list(Unit.KINDS.items()))


class NewUnitForm(UnitForm):
    """An office, and its area by code."""

    area = forms.CharField(label="所辖区划（代码）", max_length=15)
    field_order = ("area", "name", "kind")

    def clean_area(self) -> Area:
        found = Area.objects.filter(code=self.cleaned_data["area"].strip(), valid_to__isnull=True).first()
        if found is None:
            raise forms.ValidationError("没有这个区划代码，可以先在“区划”里查")
        return found


class PostForm(forms.Form):
    """A chair."""

    title = forms.CharField(label="岗位名称", max_length=40)
    is_contact = forms.BooleanField(label="本村联系人（一个村一名）", required=False)


class NewPostForm(PostForm):
    """A chair, and what may be done from it."""

    role = forms.ChoiceField(label="角色", help_text="角色决定能办什么事，见“岗位权限一览”")
    field_order = ("role", "title", "is_contact")

    def __init__(self, *args, level: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.code, r.title) for r in ROLES.values() if r.level == level and r.may]
        if level != "village":
            del self.fields["is_contact"]


class HandOverForm(forms.Form):
    """Who sits there from which day on."""

    to = forms.ModelChoiceField(
        label="接任人", queryset=User.objects.none(), required=False, empty_label="（空岗，暂时没有人）"
    )
    day = Day("从哪一天起", help_text="前任的最后一天是这一天的前一天；岗位上的工作都留在岗位上")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.filter(is_active=True).order_by("name")
        self.fields["to"].label_from_instance = lambda user: f"{user.name}（{user.username}）"


class AssignForm(forms.Form):
    """An area for somebody, and why."""

    user = forms.ModelChoiceField(label="人员", queryset=User.objects.none())
    area = forms.CharField(label="区划（代码）", max_length=15)
    reason = forms.CharField(label="事由", max_length=120, help_text="如：2024 年交叉检查第二组")
    until = Day("截止日期", required=False, help_text="到这一天为止；不写的一直有效，直到收回")

    def __init__(self, *args, roaming=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = roaming
        self.fields["user"].label_from_instance = lambda user: f"{user.name}（{user.post_words}）"

    clean_area = NewUnitForm.clean_area


class PurposeForm(forms.Form):
    """Why somebody looks."""

    purpose = forms.CharField(
        label="用途", max_length=200, widget=forms.TextInput(attrs={"placeholder": "如：入户核对身份证", "size": 16})
    )
