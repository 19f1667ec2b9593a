"""The guides as they are served: to anybody, without an account; where they lead; and into one's own case."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.law import clock
from common.law.terms import term
from common.people.states import Role
from intake.requests.queries import guide
from intake.requests.rules.catalogue import CATALOGUE
from intake.requests.rules.entrances import ENTRANCES
from intake.requests.states import ServiceClass
from tests.factories import UserFactory, court, staff
from tests.factories.intake import TODAY
from tests.factories.triage import make_team, paying_case
from tests.tables import rows
from yunfu_court.workbench.nav import items

pytestmark = pytest.mark.django_db
CODES = sorted(CATALOGUE.by_code)


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    clock.set_process_clock(TODAY)
    yield
    clock.set_process_clock(None)


def opened(address: str, user: Any = None) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def text_of(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html.partition("<main")[2].partition("</main>")[0]))


def tight(text: str) -> str:
    return re.sub(r"\s+", "", str(escape(text)))


def links(html: str) -> set[str]:
    return {
        found.replace("&amp;", "&")
        for found in re.findall(r'href="(/[^"]*)"', html.partition("<main")[2].partition("</main>")[0])
    }


def test_every_guide_says_the_facts_of_the_catalogue() -> None:
    """0 deviations: each fact of each item is read on its page, and each length as its term has it."""
    for code in CODES:
        service, page = CATALOGUE.by_code[code], text_of(opened(reverse("intake:guide", args=[code])))
        shown = guide(code, TODAY, staff=False)
        facts = [service.name, service.lead, service.cls.label, code, *service.who, *service.conditions]
        facts += [each for material in service.bring for each in (material.what, material.note, material.instead)]
        facts += [each for fact in (*shown.court, *shown.yours) for each in (fact.head, fact.note)]
        facts += [term(each.term, TODAY).figures for each in (*service.court, *service.yours) if each.term]
        facts += [service.fee.said, shown.fee_note, *shown.result, shown.after, shown.care, shown.ground]
        facts += [each for proof in shown.proofs for each in (proof.name, proof.instead)]
        facts += [ENTRANCES[code].decides]
        assert [each for each in facts if tight(each) not in page] == [], code
        assert "{" not in page, code


def test_no_dead_link_and_no_second_door() -> None:
    """All links of all guides, lists, forms and answers of the search open, or lead to the sign-in and back."""
    start = [reverse("intake:guides"), reverse("intake:no_more"), f"{reverse('intake:guides')}?q=欠薪", "/"]
    start += [reverse("intake:guide_class", args=[each.value]) for each in ServiceClass]
    start += [reverse("intake:guide", args=[code]) for code in CODES]
    found: set[str] = set()
    for address in start:
        found |= links(opened(address))
    forms = {reverse("intake:guide_form", args=[code]) for code in CODES if CATALOGUE.by_code[code].form}
    assert forms <= found
    assert {reverse("intake:guide", args=[code]) for code in CODES} <= found
    client, signed_out = Client(), set()
    for address in sorted(found):
        answer = client.get(address)
        if answer.status_code == 302:
            assert "/accounts/login/" in answer.headers["Location"], address
            assert "next=" in answer.headers["Location"], address
            signed_out.add(address)
            continue
        assert answer.status_code == 200, address
    assert signed_out == {reverse("casefile:begin", args=[code]) for code in CODES if ENTRANCES[code].acts}


def test_the_table_of_entrances() -> None:
    """S01-S58: each has a row; what is not built has a form or needs none; every act is the name of a page."""
    assert sorted(ENTRANCES) == CODES
    for code, entrance in ENTRANCES.items():
        assert entrance.decides, code
        assert bool(entrance.open) == bool(entrance.words), code
        assert bool(entrance.acts) == bool(entrance.inside), code
        if entrance.open:
            assert reverse(entrance.open)
        for name in entrance.acts:
            assert reverse(name, args=["x"]), name
        printed = bool(CATALOGUE.by_code[code].form)
        assert not (printed and entrance.online), f"{code}: an act and a form would be two doors"
        if not printed and not entrance.online:
            assert code in {"S02", "S12", "S13"}, f"{code}: neither an act nor a form"


@rows(
    ("code", "acts"),
    [
        ("S01", "intake:start"), ("S07", "fees:relief"), ("S14", "intake:address mediation:address"),
        ("S31", "intake:start mediation:replace"), ("S32", "mediation:finish"), ("S36", "triage:objection"),
        ("S40", "intake:address mediation:address"), ("S43", "intake:withdraw triage:withdraw"),
        ("S47", "fees:choose"), ("S48", "fees:review"), ("S51", "triage:after"), ("S52", "triage:after"),
        ("S53", "triage:after"), ("S03", "intake:assess"), ("S05", "intake:assess"), ("S15", ""), ("S37", ""),
    ],
)  # fmt: skip
def test_an_item_leads_to_its_own_act(code: str, acts: str) -> None:
    entrance = ENTRANCES[code]
    assert " ".join(each for each in (entrance.open, *entrance.acts) if each) == acts


def test_what_is_not_confirmed_is_told_to_staff_alone() -> None:
    clerk, person = staff(Role.CLERK, court("luoding")), UserFactory(name="张三", verified=True)
    doubtful = [each for each in CATALOGUE.services if each.doubtful]
    assert len(doubtful) > 7
    for service in doubtful:
        address = reverse("intake:guide", args=[service.code])
        told = text_of(opened(address, clerk))
        assert "待确认" in told, service.code
        for reader in (None, person):
            read = text_of(opened(address, reader))
            assert "待确认" not in read, service.code
            assert not service.doubt or tight(service.doubt) not in read
    assert "律师调查令：多久决定签发：5日" in text_of(opened(reverse("intake:guide", args=["S24"]), clerk))
    certain = reverse("intake:guide", args=["S15"])
    assert "待确认" not in text_of(opened(certain, clerk))


def test_the_search_says_what_it_looked_for() -> None:
    address = reverse("intake:guides")
    page = text_of(opened(f"{address}?q=房子被查封"))
    assert "按这个意思查的：财产被查封、冻结" in page
    assert "保全续行、解除、变更" in page
    nothing = opened(f"{address}?q=<b>外星人")
    assert "没有查到“&lt;b&gt;外星人”" in nothing
    assert "12368" in text_of(nothing)
    assert reverse("intake:assess") in links(nothing)
    assert reverse("intake:guide_class", args=["trial"]) in links(nothing)


def test_who_looks_finds_the_guides() -> None:
    """From the home page, from the menu of a guest and of a party, and at the foot of every page."""
    home = opened("/")
    assert f'action="{reverse("intake:guides")}"' in home
    request = RequestFactory().get("/")
    for user in (AnonymousUser(), UserFactory()):
        request.user = user
        places = {each.place for each in items(request) if each.url == reverse("intake:guides")}
        assert places == {"main", "footer"}


def test_the_command_prints_the_catalogue_as_served() -> None:
    out = StringIO()
    call_command("services", "--json", stdout=out)
    rows_ = json.loads(out.getvalue())
    assert [each["id"] for each in rows_] == CODES
    for each in rows_:
        assert set(each) == {"id", "name", "class", "url"}
        assert each["name"] in opened(each["url"])
    assert {each["class"] for each in rows_} == {each.label for each in ServiceClass}
    table = StringIO()
    call_command("services", stdout=table)
    assert len(table.getvalue().splitlines()) == 58


@rows("address", ["guides/S99/", "guides/S01/form/", "guides/S99/form/", "guides/classes/none/"])
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(f"/intake/{address}").status_code == 404


def test_pages_cost_no_query_of_a_guest() -> None:
    for address in (
        reverse("intake:guides"),
        reverse("intake:guide", args=["S15"]),
        f"{reverse('intake:guides')}?q=欠薪",
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            opened(address)
        assert len(asked) == 0, (address, [each["sql"] for each in asked])


def seated(who: Any) -> Case:
    """A case before the court in which this person is the claimant."""
    case, party, _ = paying_case(claimant_user=who)
    link_party(party=party, user_id=who.pk, by=SYSTEM, today=TODAY)
    return case


def test_a_guide_leads_into_the_case() -> None:
    """One case: to it at once, and to the act its page offers; several: which; what is not offered is said."""
    zhang = UserFactory(name="张三", verified=True)
    make_team()
    case = seated(zhang)
    client = Client()
    client.force_login(zhang)
    begun = client.get(reverse("casefile:begin", args=["S43"]))
    assert begun.headers["Location"] == reverse("casefile:begin_in", args=[case.uid, "S43"])
    acted = client.get(begun.headers["Location"])
    assert acted.headers["Location"] == reverse("triage:withdraw", args=[case.uid])
    assert acted.headers["Location"] in links(opened(f"/cases/{case.uid}/", zhang))
    refused = opened(reverse("casefile:begin_in", args=[case.uid, "S32"]), zhang)
    assert {reverse("casefile:case", args=[case.uid]), reverse("intake:guide", args=["S32"])} <= links(refused)
    seated(zhang)
    listed = client.get(reverse("casefile:begin", args=["S43"]))
    assert reverse("casefile:begin_in", args=[case.uid, "S43"]) in links(listed.content.decode())


def test_nobody_gets_into_a_case_by_a_guide() -> None:
    make_team()
    case, _, _ = paying_case(claimant_user=UserFactory(name="张三", verified=True))
    stranger = Client()
    stranger.force_login(UserFactory(name="路人", verified=True))
    assert stranger.get(reverse("casefile:begin_in", args=[case.uid, "S43"])).status_code == 404
    assert "您还没有案件" in stranger.get(reverse("casefile:begin", args=["S43"])).content.decode()
    assert stranger.get(reverse("casefile:begin", args=["S15"])).status_code == 404
    assert stranger.get(reverse("casefile:begin_in", args=[case.uid, "S99"])).status_code == 404


def test_the_list_of_ones_cases_costs_the_same_for_two_and_for_eight() -> None:
    zhang = UserFactory(name="张三", verified=True)
    make_team()
    client, address = Client(), reverse("casefile:begin", args=["S43"])
    client.force_login(zhang)
    costs = []
    for more in (2, 6):
        for _ in range(more):
            seated(zhang)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
