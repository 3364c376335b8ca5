"""How every form looks: Bootstrap's classes, the error next to its field. `{{ form }}` is all that a page writes."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Our templates for forms and fields; `{{ form.name.as_field_group }}` shows one field."""

    form_template_name = "base/form.html"
    field_template_name = "base/field.html"
