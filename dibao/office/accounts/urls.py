"""Addresses of the people's pages."""

from django.urls import path

from dibao.office.accounts.views import areas, people, reveal, session, units
from dibao.office.accounts.views.people_list import People

urlpatterns = [
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("password/", session.password, name="password"),
    path("profile/", session.profile, name="profile"),
    path("areas/", areas.areas, name="areas"),
    path("areas/import/", areas.take_file, name="areas-import"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/add/", areas.add, name="area-add"),
    path("areas/<str:code>/rename/", areas.rename, name="area-rename"),
    path("areas/<str:code>/close/", areas.close, name="area-close"),
    path("areas/<str:code>/alias/", areas.alias_add, name="area-alias"),
    path("areas/<str:code>/alias/<int:pk>/drop/", areas.alias_drop, name="area-alias-drop"),
    path("people/", People.page, name="people"),
    path("people/new/", people.new_person, name="person-new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit_person, name="person-edit"),
    path("people/<int:pk>/reset/", people.reset, name="person-reset"),
    path("people/<int:pk>/switch/", people.switch, name="person-switch"),
    path("people/<int:pk>/unlock/", people.unlock, name="person-unlock"),
    path("assignments/", people.assignments, name="assignments"),
    path("assignments/new/", people.assign, name="assignment-new"),
    path("assignments/<int:pk>/end/", people.unassign, name="assignment-end"),
    path("units/", units.units, name="units"),
    path("units/new/", units.new_unit, name="unit-new"),
    path("units/contacts/", units.contacts, name="contacts"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/edit/", units.edit_unit, name="unit-edit"),
    path("units/<int:pk>/posts/new/", units.new_post, name="post-new"),
    path("units/posts/<int:pk>/", units.post, name="post"),
    path("units/posts/<int:pk>/edit/", units.edit_post, name="post-edit"),
    path("units/posts/<int:pk>/hand-over/", units.hand_over, name="post-hand-over"),
    path("roles/", units.roles, name="roles"),
    path("reveal/<str:label>/<str:pk>/<str:field>/", reveal.show, name="reveal"),
]
