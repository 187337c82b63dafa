"""Nobody sees what belongs to another province: every address, every role (security.md 1, 2, 45).

The tables stand in tests/leaks, one an app; an address without a line fails.
"""

import importlib
import pkgutil

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from accounts.roles import Role
from tests import leaks
from tests.leaks.world import SECRET, build_world


def gathered():
    """Every line of the tables by the name of its address."""
    found = {}
    for module in pkgutil.iter_modules(leaks.__path__):
        if module.name != "world":
            found |= importlib.import_module(f"tests.leaks.{module.name}").URLS
    return found


def names(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)


CASES = gathered()
OBJECTS = sorted(name for name, case in CASES.items() if case.kwargs and not case.everybody)
LISTS = sorted(set(CASES) - set(OBJECTS) - {name for name, case in CASES.items() if case.public})
CLOSED = sorted(name for name, case in CASES.items() if not case.public)
PUBLIC = sorted(name for name, case in CASES.items() if case.public)
FOLDED = "khuat"  # found without diacritics, so the word in the box is not the name itself
WORDS = {"q": FOLDED, "search": FOLDED, "name": FOLDED}  # whatever a list calls its search
POWERFUL = (Role.SECRETARIAT, Role.HEAD, Role.ADMINISTRATOR)


def test_every_address_has_a_line():
    """And every line an address."""
    assert sorted(set(names(get_resolver().url_patterns))) == sorted(CASES)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Built once; each test writes in a savepoint of its own."""
    files = tmp_path_factory.mktemp("leaks")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True  # deeds are durable
        world = build_world()
        world.files = files
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def files_of_the_world(own_files, world):
    with override_settings(MEDIA_ROOT=world.files):
        yield


def address(name, world):
    case = CASES[name]
    return reverse(name, kwargs=case.kwargs(world) if case.kwargs else None)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client


@pytest.fixture(scope="module")
def visits(world):
    """A signed-in browser for each stranger, as each of them keeps it for all pages."""
    return {role: signed_in(world.strangers[role]) for role in Role}


def ask(client, name, world, data=None):
    case = CASES[name]
    if case.method == "post":
        response = client.post(address(name, world), case.data(world) if case.data else {})
    else:
        response = client.get(address(name, world), data)
    response.shown = b"".join(response).decode(errors="ignore")  # read to its end, files are closed
    return response


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_nobody_reads_without_signing_in(name, world):
    response = ask(Client(), name, world)
    assert response.status_code == 302
    assert response["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_show_nothing_that_is_not_published(name, world):
    response = ask(Client(), name, world, WORDS)
    assert response.status_code < 500
    assert SECRET not in response.shown


@pytest.mark.django_db
@pytest.mark.parametrize("name", OBJECTS)
def test_strangers_find_nothing(name, world, visits):
    """For every role of another province the object does not exist."""
    found = {role: ask(client, name, world).status_code for role, client in visits.items()}
    assert found == dict.fromkeys(Role, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("name", OBJECTS)
def test_strangers_change_nothing(name, world, visits):
    """Sending a form is no way around: not there, or not a page that takes forms."""
    url = address(name, world)
    found = {role: visits[role].post(url).status_code for role in POWERFUL}
    assert {role: code for role, code in found.items() if code not in (404, 405)} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", OBJECTS)
def test_the_owner_finds_it(name, world):
    """So the test before proves something: the object is there, the stranger is not let in."""
    user = world.users[CASES[name].owner]
    assert ask(signed_in(user), name, world).status_code not in (403, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_lists_name_nothing_of_others(name, world, visits):
    """With and without searching for it."""
    shown = {
        (role, bool(data)): ask(client, name, world, data).shown
        for role, client in visits.items()
        for data in (None, WORDS)
    }
    assert [key for key, page in shown.items() if SECRET in page] == []


BAD = {"superscript": "²", "nul": "\0", "huge": "9" * 40, "negative": "-1", "long": "x" * 5000}
NAMES = (
    "page q unit campaign period until group state year parent standing kind level role next scope "
    "responsible version pk one seen appointment note text add award kind recipient confirmed"
).split()
BEFORE_THE_SECOND_FACTOR = {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(CLOSED) - BEFORE_THE_SECOND_FACTOR))
def test_nothing_opens_without_the_second_factor(name, world, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    response = signed_in(world.users["secretariat"]).get(address(name, world))
    assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_forms_of_other_sites_are_refused(name, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users[CASES[name].owner], backend="accounts.backends.PasswordBackend")
    assert client.post(address(name, world)).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(n for n, case in CASES.items() if case.method != "post"))
def test_reading_writes_nothing(name, world):
    """But the session."""
    client = signed_in(world.users[CASES[name].owner])
    with CaptureQueriesContext(connection) as asked:
        ask(client, name, world)
    written = [
        query["sql"]
        for query in asked
        if query["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        and "django_session" not in query["sql"]
    ]
    assert written == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_odd_input_breaks_no_page(name, world):
    """In every field that any page reads; an exception would come through the client."""
    client = signed_in(world.users[CASES[name].owner])
    for value in BAD.values():
        for send in (client.get, client.post):
            response = send(address(name, world), dict.fromkeys(NAMES, value))
            assert response.status_code < 500
            b"".join(response)  # read to its end, files are closed
