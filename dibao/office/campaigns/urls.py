"""Addresses of the campaigns."""

from django.urls import path

from dibao.office.campaigns.tables import Reminders, TaskLedger
from dibao.office.campaigns.views import campaigns, entries, plan, rules, tasks

urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.choose_template, name="new-campaign"),
    path("campaigns/new/<slug:code>/", campaigns.draft, name="draft-campaign"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/choose/", campaigns.choose, name="choose-campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="edit-campaign"),
    path("campaigns/<int:pk>/step/", campaigns.step, name="step-campaign"),
    path("campaigns/<int:pk>/plan/", plan.plan, name="plan"),
    path("campaigns/<int:pk>/plan/<slug:kind>/add/", plan.add_part, name="add-part"),
    path("campaigns/<int:pk>/plan/<slug:kind>/<int:part>/", plan.edit_part, name="edit-part"),
    path("campaigns/<int:pk>/plan/<slug:kind>/<int:part>/remove/", plan.remove_part, name="remove-part"),
    path("campaigns/<int:pk>/rules/", rules.rules, name="rules"),
    path("campaigns/<int:pk>/rules/<slug:code>/", rules.rule, name="rule"),
    path("campaigns/<int:pk>/parameters/<int:setting>/unset/", rules.unset, name="unset-parameter"),
    path("campaigns/<int:pk>/tasks/add/", tasks.add, name="add-task"),
    path("campaigns/<int:pk>/tasks/<int:parent>/split/", tasks.add, name="split-task"),
    path("campaigns/<int:pk>/register/<slug:kind>/", entries.entries, name="entries"),
    path("campaigns/<int:pk>/register/<slug:kind>/add/", entries.add, name="add-entry"),
    path("campaigns/<int:pk>/register/<slug:kind>/<int:entry>/", entries.edit, name="edit-entry"),
    path("campaigns/<int:pk>/register/<slug:kind>/<int:entry>/remove/", entries.strike_out, name="remove-entry"),
    path("campaigns/<int:pk>/superior/<int:entry>/reply/", entries.reply, name="reply-superior"),
    path("tasks/", TaskLedger.page, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/step/", tasks.step, name="step-task"),
    path("tasks/<int:pk>/edit/", tasks.edit, name="edit-task"),
    path("tasks/<int:pk>/assign/", tasks.assign, name="assign-task"),
    path("tasks/<int:pk>/remind/", tasks.remind, name="remind-task"),
    path("reminders/", Reminders.page, name="reminders"),
]
