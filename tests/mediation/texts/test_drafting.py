"""While others' agreements are open: the mediator drafts, sends and takes back their own text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

import mediation.course.actions
import mediation.texts.actions
from common.law import clock
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState
from tests.factories.mediation import MONDAY, Dispute, dispute

pytestmark = pytest.mark.django_db
FOREIGN = "宁采荷把南山石场的碎石机退给燕赤霄。"


def foreign_agreement() -> Agreement:
    """Of another court's dispute, out to be signed."""
    other = dispute(slug="yuncheng", claimant="宁采荷", respondent="燕赤霄")
    draft = AgreementText(
        facts=FOREIGN,
        items=[Item(text=FOREIGN)],
        claim_ids=[],
        party_ids=[other.claimant.pk, other.respondent.pk],
        costs="",
    )
    made = mediation.texts.actions.draft_agreement(mediation=other.mediation, draft=draft, by=other.chen, today=MONDAY)
    return mediation.texts.actions.send_agreement(agreement=made, by=other.chen, today=MONDAY)


@pytest.fixture
def ours() -> Iterator[Dispute]:
    with clock.at(MONDAY):
        made = dispute(slug="luoding", running=False)
        mediation.course.actions.consent(mediation=made.mediation, by=made.by_li, today=MONDAY, leaves_to_court=True)
        yield made


@pytest.mark.parametrize("stands", ["signing", "draft"])
def test_a_mediator_drafts_while_an_agreement_of_others_is_open(client: Client, ours: Dispute, stands: str) -> None:
    """One is neither led to sign what is not there, nor handed the words and the parties of another dispute."""
    foreign = foreign_agreement()
    Agreement.objects.filter(pk=foreign.pk).update(state=stands)
    client.force_login(ours.mediator.user)

    def url(name: str) -> str:
        return reverse(f"mediation:{name}", args=[ours.case.uid])

    assert client.post(url("answer"), {"accepts": "yes"}).status_code == 302
    logged = {
        "held_on": "2026-11-02",
        "mode": "on_site",
        "record": "各自陈述。",
        "identity_checked": "on",
        "warned": "on",
    }
    logged |= {f"present_{party.pk}": party.name for party in (ours.claimant, ours.respondent)}
    assert client.post(url("session_log"), logged).status_code == 302
    page = client.get(url("agreement"))
    assert page.status_code == 200, "the text is drafted here"
    assert FOREIGN not in page.content.decode()
    assert [pk for pk, _ in page.context["form"].fields["parties"].choices] == [
        str(ours.claimant.pk),
        str(ours.respondent.pk),
    ]
    text = {"facts": "借款属实。", "text_1": "李四归还张三一万元。", "subject": "obligation", "send": "1"}
    text |= {"parties": [str(ours.claimant.pk), str(ours.respondent.pk)], f"claim_{ours.case.claims.get().pk}": "open"}
    sent = client.post(url("agreement"), text)
    assert sent.status_code == 302, sent.context["form"].errors
    assert ours.fresh().agreements.get().state == AgreementState.SIGNING
    assert client.get(url("agreement")).headers["Location"] == url("sign")
    assert client.post(url("recall")).status_code == 302
    again = client.get(url("agreement"))
    assert "李四归还张三一万元" in again.content.decode()
    foreign.refresh_from_db()
    assert foreign.state == stands
