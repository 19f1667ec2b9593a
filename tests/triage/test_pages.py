"""The officer's and the judge's pages: what they show, two tabs, who gets in, how many queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.cases.events import SYSTEM
from common.cases.models import CaseFact
from common.cases.states import Stage
from common.law import clock
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, answerable, make_team, paying_case, sorting_case
from triage.sorting.actions import propose
from triage.sorting.models import Decision
from triage.sorting.rules import FACTS
from triage.teams.actions import assign
from triage.trial.actions import draft_ruling
from triage.trial.models import Closing, Ruling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> Iterator[None]:
    settings.CHROME_NAV = None  # the frame's links are the roof's, tested there
    with clock.at(DAY):
        yield


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_officer_sees_every_ground_and_confirms_once_in_two_tabs() -> None:
    officer = staff(Role.TRIAGE_OFFICER, name="周分流")
    other = staff(Role.TRIAGE_OFFICER, name="吴分流")
    case, _, _ = sorting_case()
    row = propose(case=case, by=SYSTEM, today=DAY)
    one, two = signed_in(officer), signed_in(other)
    listed = one.get("/triage/")
    assert case.title in listed.content.decode()
    text = one.get(f"/triage/decisions/{row.pk}/").content.decode()
    assert "小额诉讼" in text
    assert "第一百六十五条" in text
    assert "云中法发" in text or "实施意见" in text
    for finding in row.findings:
        assert finding["words"] in text
    two.get(f"/triage/decisions/{row.pk}/")
    one.post(f"/triage/decisions/{row.pk}/confirm/", {"version": row.version})
    late = two.post(f"/triage/decisions/{row.pk}/confirm/", {"version": row.version}, follow=True)
    assert "周分流" in late.content.decode()
    assert Decision.objects.filter(case=case, state="confirmed").count() == 1


def facts_of(row: Decision, **changes: str) -> dict[str, Any]:
    values = {key: "yes" if row.facts[key] else "no" for key in FACTS}
    return {**values, **changes, "version": row.version}


def test_correcting_a_fact_works_the_proposal_out_again_and_a_stale_tab_is_told() -> None:
    officer = staff(Role.TRIAGE_OFFICER, name="周分流")
    case, _, _ = sorting_case()
    row = propose(case=case, by=SYSTEM, today=DAY)
    client = signed_in(officer)
    client.post(f"/triage/decisions/{row.pk}/facts/", facts_of(row, needs_appraisal="yes"))
    old = row.version
    row.refresh_from_db()
    assert (row.proposed_procedure, row.proposed_track, row.version) == ("summary", "careful", old + 1)
    assert CaseFact.objects.get(case=case, key="needs_appraisal").source == "officer"
    assert not CaseFact.objects.filter(case=case, key="foreign").exists()
    stale = client.post(f"/triage/decisions/{row.pk}/confirm/", {"version": old}, follow=True)
    assert "更新了本案的事实" in stale.content.decode()
    row.refresh_from_db()
    assert row.state == "proposed"


def test_overruling_needs_a_reason_and_keeps_to_the_statute() -> None:
    officer = staff(Role.TRIAGE_OFFICER)
    case, _, _ = sorting_case()
    row = propose(case=case, by=SYSTEM, today=DAY)
    client = signed_in(officer)
    values = {"version": row.version, "procedure": "summary", "track": "careful", "words": ""}
    missing = client.post(f"/triage/decisions/{row.pk}/overrule/", values)
    assert missing.status_code == 422
    client.post(f"/triage/decisions/{row.pk}/facts/", facts_of(row, foreign="yes"))
    row.refresh_from_db()
    barred = {**values, "version": row.version, "procedure": "small", "track": "fast", "reason": "complex"}
    text = client.post(f"/triage/decisions/{row.pk}/overrule/", barred).content.decode()
    assert "依法不能适用小额诉讼" in text
    done = {**values, "version": row.version, "procedure": "ordinary_single", "reason": "complex"}
    client.post(f"/triage/decisions/{row.pk}/overrule/", done)
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.state, row.reason, case.procedure, case.track) == ("overruled", "complex", "ordinary_single", "careful")
    kinds = list(case.events.order_by("seq").values_list("kind", flat=True))
    assert kinds.index("triage.overruled") < kinds.index("triage.sorted")


def test_the_judge_signs_only_what_lies_on_the_own_list() -> None:
    judge, other = staff(Role.JUDGE, name="陈法官"), staff(Role.JUDGE, name="何法官")
    case, _, _ = paying_case()
    row = draft_ruling(case=case, kind="withdrawal", by=SYSTEM, today=DAY, articles=["《民事诉讼法》"], facts={})
    mine, foreign = (judge, other) if row.judge == judge else (other, judge)
    assert signed_in(foreign).get(f"/triage/rulings/{row.pk}/").status_code == 404
    assert signed_in(foreign).post(f"/triage/rulings/{row.pk}/sign/").status_code == 404
    client = signed_in(mine)
    assert case.title in client.get("/triage/rulings/").content.decode()
    text = client.get(f"/triage/rulings/{row.pk}/").content.decode()
    assert "准许张三撤诉" in text
    pdf = client.get(f"/triage/rulings/{row.pk}/preview/")
    assert pdf.content.startswith(b"%PDF")
    client.post(f"/triage/rulings/{row.pk}/sign/")
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.state, case.stage, case.closing) == ("signed", "closed", "withdrawal")
    assert client.get(f"/triage/rulings/{row.pk}/").status_code == 200


def test_declining_asks_for_a_reason_that_fits() -> None:
    judge = staff(Role.JUDGE)
    case, _, _ = paying_case()
    row = draft_ruling(case=case, kind="withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    client = signed_in(judge)
    assert client.post(f"/triage/rulings/{row.pk}/decline/", {"reason": "paid_late"}).status_code == 422
    client.post(f"/triage/rulings/{row.pk}/decline/", {"reason": "not_permitted", "words": ""})
    assert Ruling.objects.get().reason == "not_permitted"


def test_closing_by_judgment_wants_the_judgment() -> None:
    team = make_team()
    case, _, _ = paying_case(stage=Stage.ASSIGNMENT)
    assign(case=case, by=SYSTEM, today=DAY)
    answerable(case)
    client = signed_in(team.judge)
    assert case.title in client.get("/triage/mine/").content.decode()
    assert client.get(f"/triage/cases/{case.uid}/close/").status_code == 200
    refused = client.post(f"/triage/cases/{case.uid}/close/", {"way": "judgment"})
    assert refused.status_code == 422
    assert "请上传民事判决书" in refused.content.decode()
    assert not Closing.objects.exists()


def test_a_claimant_asks_to_withdraw_and_the_other_side_cannot() -> None:
    zhang, li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
    judge = staff(Role.JUDGE)
    case, first, second = paying_case()
    from common.cases.actions import link_party
    from tests.factories.triage import by

    for party, user in ((first, zhang), (second, li)):
        link_party(party=party, user_id=user.pk, by=by(user), today=DAY)
    assert signed_in(UserFactory()).get(f"/triage/cases/{case.uid}/withdraw/").status_code == 404
    assert signed_in(zhang).get(f"/triage/cases/{case.uid}/withdraw/").status_code == 200
    assert signed_in(li).get(f"/triage/cases/{case.uid}/withdraw/").status_code == 403
    signed_in(li).post(f"/triage/cases/{case.uid}/withdraw/", {"agreed": "on"})
    assert not Ruling.objects.exists()
    signed_in(zhang).post(f"/triage/cases/{case.uid}/withdraw/", {"agreed": "on"})
    assert (Ruling.objects.get().kind, Ruling.objects.get().judge) == ("withdrawal", judge)


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_lists_cost_the_same_for_one_case_and_for_many() -> None:
    officer, team = staff(Role.TRIAGE_OFFICER), make_team()
    pages = (
        (signed_in(officer), "/triage/"),
        (signed_in(team.judge), "/triage/mine/"),
        (signed_in(team.judge), "/triage/rulings/"),
    )

    def more() -> None:
        waiting, _, _ = sorting_case()
        propose(case=waiting, by=SYSTEM, today=DAY)
        tried, _, _ = paying_case(stage=Stage.ASSIGNMENT)
        assign(case=tried, by=SYSTEM, today=DAY)
        draft_ruling(case=tried, kind="withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})

    more()
    first = [queries_of(client, url) for client, url in pages]
    for _ in range(4):
        more()
    assert [queries_of(client, url) for client, url in pages] == first
    assert max(first) <= 10


def test_strangers_and_other_roles_stay_outside() -> None:
    case, _, _ = sorting_case()
    row = propose(case=case, by=SYSTEM, today=DAY)
    for user in (UserFactory(), staff(Role.JUDGE), staff(Role.FINANCE)):
        assert signed_in(user).get(f"/triage/decisions/{row.pk}/").status_code == 403
    from tests.factories import court

    abroad = staff(Role.TRIAGE_OFFICER, court("luoding"))
    assert signed_in(abroad).get(f"/triage/decisions/{row.pk}/").status_code == 404
    assert Client().get("/triage/").status_code == 302
