"""Showing one sealed value, with its purpose."""

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.accounts.actions.reveal import reveal, sealed_record
from dibao.office.accounts.forms import PurposeForm
from dibao.office.accounts.gates import needs


@needs("personal.reveal")
def show(request, label: str, pk: str, field: str) -> HttpResponse:
    """First the question what for, then the value: in place on the page, until it is left."""
    record = sealed_record(label, pk, field)
    form = PurposeForm(request.POST or None)
    context = {"record": record, "field": field, "form": form, "path": request.path}
    if request.method == "POST" and form.is_valid():
        context["secret"] = reveal(by=request.user, record=record, field=field, purpose=form.cleaned_data["purpose"])
    template = "accounts/reveal_part.html" if request.htmx else "accounts/reveal.html"
    return render(request, template, context)
