"""What people type about themselves."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password


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
