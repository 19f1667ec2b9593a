"""The token of a page belongs to who was shown it: another one who posts the same value gets nothing of theirs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from common.web.forms import OnceForm
from petitions.letters.access import first_code
from petitions.letters.models import Petition
from petitions.letters.rules import shown_code
from tests.factories import UserFactory
from tests.petitions.visiting import body, lodging

pytestmark = pytest.mark.django_db


def post(client: Client, sent: dict[str, str]) -> str:
    return body(client.post(reverse("petitions:lodge"), sent, follow=True))


def test_a_second_visitor_with_the_same_value_gets_a_petition_and_a_code_of_their_own(court, huang):
    sent = lodging(court)
    first, second = Client(), Client()
    mine = post(first, sent)
    theirs = post(second, sent | {"content": "另一个人要说的另一件事。", "name": "赵六"})
    codes = [shown_code(first_code(row.once)) for row in Petition.objects.order_by("pk")]
    assert len(codes) == 2
    assert codes[0] in mine
    assert codes[0] not in theirs
    assert codes[1] in theirs


def test_the_same_visitor_who_presses_twice_has_one(court, huang):
    sent, client = lodging(court), Client()
    pages = [post(client, sent) for _ in range(2)]
    code = shown_code(first_code(Petition.objects.get().once))
    assert all(code in page for page in pages)


def test_another_account_in_the_same_browser_is_another_person(court, huang):
    sent, client = lodging(court, name="陈五"), Client()
    post(client, sent)
    client.force_login(UserFactory())
    post(client, sent)
    assert Petition.objects.count() == 2


def test_a_page_with_a_token_is_not_stored_even_for_a_guest(court, huang):
    client = Client()
    page = client.get(reverse("petitions:lodge"))
    assert page.headers["Cache-Control"] == "private, no-store"
    assert client.session.session_key
    refused = client.post(reverse("petitions:lodge"), lodging(court, content=""))
    assert refused.headers["Cache-Control"] == "private, no-store"


def test_every_form_that_makes_one_thing_reads_its_token_so():
    """The subclasses there are: none has a field of that name that would take what was posted as it is."""
    todo, found = [OnceForm], []
    while todo:
        form = todo.pop()
        todo += form.__subclasses__()
        found.append(form)
    assert len(found) > 8
    assert all(type(form.base_fields["once"]).__name__ == "OnceField" for form in found)
