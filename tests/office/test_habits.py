"""The habits of the office, held for every room: docs/explanation/the-office.md."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from dibao.office.accounts.actions import edit_account
from dibao.office.accounts.middleware import OPEN
from dibao.office.accounts.models import Post, Unit
from dibao.office.accounts.roles import PERMISSIONS, ROLES
from dibao.office.base.actions import ACTIONS, NotAllowed
from tests.office.conftest import PASSWORD

OFFICE = Path(__file__).resolve().parents[2] / "dibao/office"
ID, PHONE = "11010519491231002X", "13800138000"  # the example of GB 11643; nobody's
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# The ground keeps these records itself: the log, the work in progress, the bell, the store of files.
GROUND = {f"base/{name}.py" for name in ("actions", "audit", "jobs", "notices", "files")}
# What anybody signed in may do, to what is their own. A new one is a decision: add it here, with a comment above `@action`.
ANYBODY = {
    "account.password",
    "account.sign_in",
    "account.sign_out",
    "job.cancel",
    "relative.declare",
    "table.export",  # the list says which permission it takes
    "table.export_later",
    "view.columns",
    "view.forget",
    "view.save",
}


def modules() -> list[Path]:
    """Every module of the office that is no action and no migration."""
    found = [path for path in OFFICE.rglob("*.py") if "migrations" not in path.parts]
    return [path for path in found if not is_action_module(path) and name_of(path) not in GROUND]


def is_action_module(path: Path) -> bool:
    return path.name == "actions.py" or "actions" in path.parts


def name_of(path: Path) -> str:
    return path.relative_to(OFFICE).as_posix()


def writers(tree: ast.Module) -> list[set[str]]:
    """For each function or class that writes outside `@action`: its name, and those of all that lead to it."""
    tops = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    tops = {name: node for name, node in tops.items() if not any(map(_is_action, node.decorator_list))}
    used = {name: {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} for name, node in tops.items()}
    return [_leading_to(name, used) for name, node in tops.items() if _writes(node)]


def _leading_to(name: str, used: dict[str, set[str]]) -> set[str]:
    found, size = {name}, 0
    while len(found) > size:
        size = len(found)
        found |= {other for other, names in used.items() if names & found}
    return found


def _is_action(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "action"


def _writes(node: ast.AST) -> bool:
    inside = {id(n) for part in ast.walk(node) if _is_action_method(part) for n in ast.walk(part)}
    return any(isinstance(n, ast.Call) and id(n) not in inside and _is_write(n) for n in ast.walk(node))


def _is_action_method(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(map(_is_action, node.decorator_list))


def _is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if ast.unparse(call.func.value) == "super()":  # a model that overrides its own `save`
        return False
    # a dictionary or a hash takes its update by position, a query by the names of columns
    by_name = call.func.attr == "update" and call.keywords and not call.args
    return call.func.attr in WRITES or bool(by_name)


def imported(module: str, paths: list[Path]) -> set[str]:
    """What these files take from a module."""
    nodes = (n for p in paths for n in ast.walk(ast.parse(p.read_text("utf-8"))) if isinstance(n, ast.ImportFrom))
    return {alias.name for node in nodes if node.module == module for alias in node.names}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_actions_write(path):
    """A part of an action may stand in a module of its own, as long as nobody but actions calls it."""
    found = writers(ast.parse(path.read_text("utf-8")))
    if found:
        dotted = "dibao.office." + name_of(path).removesuffix(".py").replace("/", ".")
        for_actions = imported(dotted, [p for p in OFFICE.rglob("*.py") if is_action_module(p)])
        for_others = imported(dotted, [p for p in modules() if p != path])
        assert [names for names in found if not names & for_actions or names & for_others] == []


@pytest.mark.parametrize(
    "code",
    ["record.save()", "Case.objects.create(a=1)", "Case.objects.filter(pk=1).update(state='x')", "cases.delete()"],
)
def test_a_write_in_a_view_would_be_noticed(code):
    view = f"def _part(x):\n    {code}\ndef view(request):\n    _part(1)"
    assert writers(ast.parse(view)) == [{"_part", "view"}]
    assert writers(ast.parse(f"@action('a.b', 'x', needs=None)\ndef act(*, by):\n    {code}")) == []
    assert writers(ast.parse("def view(request):\n    context.update({'a': 1})\n    digest.update(b'x')")) == []


def test_every_action_names_a_permission_that_somebody_has():
    get_resolver().url_patterns  # noqa: B018 (loads every room)
    assert len(ACTIONS) > 20
    assert {code: run.needs for code, run in ACTIONS.items() if run.needs and run.needs not in PERMISSIONS} == {}


def test_what_anybody_may_do_is_a_short_list():
    assert {code for code, run in ACTIONS.items() if run.needs is None} == ANYBODY


@pytest.mark.parametrize("role", ROLES)
def test_every_action_refuses_who_lacks_its_permission(county, role):
    person = county[role]
    for run in (run for run in ACTIONS.values() if run.needs and run.needs not in ROLES[role].may):
        with pytest.raises(NotAllowed):
            run(by=person)


def test_an_account_that_is_switched_off_may_do_nothing(county):
    person = county["county_admin"]
    person.is_active = False
    for run in (run for run in ACTIONS.values() if run.needs):
        with pytest.raises(NotAllowed):
            run(by=person)


# Every page, for everybody


def patterns() -> list[URLPattern]:
    """Every address of the office."""

    def walk(resolver):
        for part in resolver.url_patterns:
            yield from [part] if isinstance(part, URLPattern) else walk(part)

    return [p for p in walk(get_resolver()) if p.name]


def addresses(pattern: URLPattern, keys: list[int]) -> list[str]:
    """The page's addresses for records that are there and for one that is not."""
    words = {"code": "431299101", "label": "accounts.user", "field": "id_no", "key": "x"}
    converters = pattern.pattern.converters
    if not converters:
        return [reverse(pattern.name)]
    found = []
    for key in [*keys, 2**40]:
        values = {
            n: key if type(c).__name__ == "IntConverter" else words.get(n, str(key)) for n, c in converters.items()
        }
        found.append(reverse(pattern.name, kwargs=values))
    return found


@pytest.fixture
def keys(county) -> list[int]:
    """Of a person with an ID number and a phone, a unit, a post."""
    edit_account(by=county["county_admin"], user=county["village_worker"], id_no=ID, phone=PHONE)
    return [county["village_worker"].pk, Unit.objects.first().pk, Post.objects.first().pk]


def test_without_a_person_every_page_leads_to_the_front_door(client, keys):
    closed = [a for p in patterns() if p.name not in OPEN for a in addresses(p, keys)]
    assert len(closed) > 50
    for address in closed:
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302 and response.url.startswith("/sign-in/"), address


def as_person(client: Client, person) -> None:
    """Signed in anew, whatever the page before did to the session."""
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    person.session_key = client.session.session_key
    person.must_change_password = False
    person.save()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_every_role_without_a_fault(client, county, keys, role):
    """200 shows, 302 leads on, 403 and 404 refuse, 405 wants a button, 409 says what hinders; a fault would raise."""
    response = None
    for pattern in patterns():
        for address in addresses(pattern, keys if role == "county_admin" else keys[:1]):
            for method in (client.get, client.post):
                if response is None or response.status_code == 302:
                    as_person(client, county[role])
                response = method(address)
                assert response.status_code in {200, 302, 400, 403, 404, 405, 409}, address
                if response.get("Content-Type", "").startswith("text/html"):
                    text = response.content.decode()
                    assert "http://" not in text.replace("http://testserver", "") and "https://" not in text, address
                    assert not re.search(r"\bNone\b", text), address  # a token may spell it, a word may not
                    assert ID not in text and PHONE not in text, address


def test_every_page_has_the_policy_that_stops_foreign_script(client, county):
    assert client.post("/sign-in/", {"username": county["auditor"].username, "password": PASSWORD}).status_code == 302
    for address in ("/sign-in/", "/", "/roles/", "/nowhere/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "style-src 'self'" in policy and "unsafe" not in policy, address
        assert client.get(address)["X-Frame-Options"] == "DENY"
        assert "no-store" in client.get(address)["Cache-Control"]
