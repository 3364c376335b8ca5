"""The small parts that many pages share, each one tag; how they look is in static/office/parts.css.

Colours are never alone: every lamp and chip carries words.
"""

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dibao.office.base.templatetags.office import grouped

register = template.Library()
LAMPS = {"red", "amber", "green", "grey"}
TONES = LAMPS | {"blue", "teal"}


@register.simple_tag
def icon(name: str, words: str = "") -> SafeString:
    """A sign of bootstrap-icons; `words` only where it stands alone."""
    if words:
        return format_html('<i class="bi bi-{}" role="img" aria-label="{}"></i>', name, words)
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag(takes_context=True)
def again(context, block: str) -> str:
    """Show a block of the page once more: the title stands in the tab, in the breadcrumb and above the page."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(block).render(context)


@register.inclusion_tag("base/parts/lamp.html")
def lamp(tone: str, words: str) -> dict:
    """`{% lamp "red" "超期 77 天" %}`: how near the day is. Tones: red, amber, green, grey."""
    return {"tone": _known(tone, LAMPS), "words": words}


@register.simple_tag
def chip(words: str, tone: str = "grey") -> SafeString:
    """`{% chip record.get_state_display "amber" %}`: a state. Tones: grey, blue, teal, amber, green, red."""
    return format_html('<span class="chip chip-{}">{}</span>', _known(tone, TONES), words)


@register.inclusion_tag("base/parts/flow.html")
def flow(steps) -> dict:
    """Where a record stands. Steps: dicts of `title`, `note`, `state` (done, now, waiting, stopped)."""
    return {"steps": steps}


@register.inclusion_tag("base/parts/timeline.html")
def timeline(events) -> dict:
    """Audit events, newest first: when, what, who, old → new, purpose."""
    return {"events": events}


@register.inclusion_tag("base/parts/checklist.html")
def checklist(title: str, items) -> dict:
    """What must be there, n of m. Items: dicts of `title`, `done`, and perhaps `note`, `url`."""
    items = list(items)
    done = sum(bool(item["done"]) for item in items)
    whole = done == len(items)
    words = f"{done} / {len(items)} {'齐全' if whole else '未齐'}"
    return {"title": title, "items": items, "words": words, "tone": "green" if whole else "amber"}


@register.inclusion_tag("base/parts/empty.html")
def empty(title: str, hint: str = "", url: str = "", button: str = "", icon: str = "inbox") -> dict:
    """Nothing here, and what to do about it."""
    return {"title": title, "hint": hint, "url": url, "button": button, "icon": icon}


@register.inclusion_tag("base/parts/facts.html")
def facts(rows) -> dict:
    """Names and values, as pairs; an empty value shows as a dash."""
    return {"rows": [(name, "—" if value is None or str(value) == "" else value) for name, value in rows]}


@register.inclusion_tag("base/parts/progress.html")
def progress(done: int, total: int, words: str = "") -> dict:
    """A bar with its numbers in words."""
    return {"done": done, "total": max(total, 1), "words": words or f"{grouped(done)} / {grouped(total)}"}


@register.inclusion_tag("base/parts/tile.html")
def tile(title: str, number, note: str = "", url: str = "", tone: str = "plain") -> dict:
    """A number that people look for; its address opens the list of exactly those."""
    shown = grouped(number) if isinstance(number, int) else number
    return {"title": title, "number": shown, "note": note, "url": url, "tone": tone}


@register.inclusion_tag("base/parts/job.html", takes_context=True)
def job_bar(context, job, reload: bool = False) -> dict:
    """How far a job is, asked anew each second; with `reload` the page comes anew when it has ended."""
    return {"job": job, "reload": reload, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("base/parts/files.html")
def attached(files) -> dict:
    """Kept files with name, size, who and when; pictures small."""
    return {"files": files}


CLASSES = {"check": "form-check-input", "select": "form-select", "input": "form-control", "choices": ""}


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field of a form is laid out: `check`, `choices`, `select` or `input`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "select" if isinstance(widget, forms.Select) else "input"


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control in Bootstrap's classes, red when what was typed is wrong."""
    classes = [field.field.widget.attrs.get("class", ""), CLASSES[control_kind(field)]]
    classes += ["is-invalid"] if field.errors else []
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


def _known(tone: str, tones: set[str]) -> str:
    if tone not in tones:
        raise template.TemplateSyntaxError(f"no tone {tone!r}; there are {', '.join(sorted(tones))}")
    return tone
