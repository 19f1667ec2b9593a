"""An address that is kept from the other side (反家暴法5; 专递规定4第2款): on no paper and no page that side reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

import intake.door.forms
import mediation.course.forms
from common.cases.actions import link_party
from common.cases.models import Case, Party
from common.cases.states import Side
from common.delivery.actions import confirm_address
from common.documents.access import visible_to
from common.documents.actions import claim_paper, keep_rendered
from common.documents.models import Document, Paper
from common.documents.queries import papers_for, printed
from common.law import clock
from intake.filing.documents import party_block
from intake.review.actions import register
from mediation.texts.documents import party_context
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, lending_answers, make_filing
from tests.triage.after.test_rules import JUDGED
from triage.after.documents import form_context
from triage.after.states import Remedy
from triage.trial.documents import party_blocks

pytestmark = pytest.mark.django_db
SECRETS = ("素龙街道藏身巷七号", "泷州大道旧屋", "躲藏的糖厂", "13812345678")


def filed(zhang: Any, luoding: Any, *, kept: bool) -> Case:
    told: dict[str, Any] = {
        "claimant.1.domicile": SECRETS[1],
        "claimant.1.habitual_residence": SECRETS[0],
        "claimant.1.employer": SECRETS[2],
        "service.service_address": SECRETS[0],
        "service.service_phone": SECRETS[3],
    }
    if kept:
        told["claimant.1.address_kept"] = ["keep"]
    filing = make_filing(user=zhang, court=luoding, answers=lending_answers(**told))
    return filing.case


@pytest.mark.parametrize("kept", [True, False])
def test_the_other_side_reads_it_nowhere(
    settings: Any, zhang: Any, luoding: Any, huang: Any, client: Client, kept: bool
) -> None:
    settings.EVENT_HANDLERS = list(project.EVENT_HANDLERS)
    with clock.at(TODAY):
        case = filed(zhang, luoding, kept=kept)
        register(filing=case.filing, by=by_user(huang), today=TODAY)
        mine, other = (case.parties.get(side=side) for side in (Side.CLAIMANT, Side.RESPONDENT))
        assert mine.address == SECRETS[0], "the court knows it"
        li = UserFactory(name=other.name, verified=True)
        link_party(party=other, user_id=li.pk, by=by_user(li), today=TODAY)
        read = [
            json.dumps(each.context, ensure_ascii=False)
            for each in Paper.objects.filter(case=case)
            if papers_for(li, TODAY).filter(pk=each.pk).exists()
        ]
        assert read, "the complaint is there"
        client.force_login(li)
        for page in (f"/cases/{case.uid}/", f"/intake/respond/{case.uid}/", "/", "/notifications/"):
            read.append(client.get(page).content.decode())
        # What may still be printed of this party: by the mediator, by the judge, in an answer, on its own application.
        applied = form_context(case, mine, JUDGED, Remedy.APPEAL)["people"]
        for block in (party_context(mine, "原告"), party_blocks(case, [mine]), party_block(mine, case.kind), applied):
            read.append(json.dumps(block, ensure_ascii=False))
    found = {secret for secret in SECRETS for text in read if secret in text}
    assert found == (set() if kept else {SECRETS[0], SECRETS[1], SECRETS[2]})


def test_who_ticks_it_later_stands_in_no_file_the_other_side_opens_from_then_on(
    settings: Any, zhang: Any, luoding: Any, huang: Any
) -> None:
    """What was a file before is made anew, without the workplace and the former home either; the court keeps the
    former."""
    settings.EVENT_HANDLERS = list(project.EVENT_HANDLERS)
    with clock.at(TODAY):
        case = filed(zhang, luoding, kept=False)
        register(filing=case.filing, by=by_user(huang), today=TODAY)
        mine, other = (case.parties.get(side=side) for side in (Side.CLAIMANT, Side.RESPONDENT))
        li = UserFactory(name=other.name, verified=True)
        link_party(party=other, user_id=li.pk, by=by_user(li), today=TODAY)
        for paper in Paper.objects.filter(case=case, document=None):
            claimed = claim_paper(pk=paper.pk, now=clock.now())
            assert claimed is not None
            keep_rendered(paper=claimed, content=b"%PDF-1.7", pages=1, now=clock.now())
        telling = [each.pk for each in papers_for(li, TODAY).filter(case=case) if SECRETS[2] in str(each.context)]
        files = set(Document.objects.filter(paper__in=telling).values_list("pk", flat=True))
        assert files, "the complaint was a file"
        assert files <= set(visible_to(li, TODAY).values_list("pk", flat=True))
        confirm_address(party=mine, by=by_user(zhang), recipient_name=mine.name, postal=SECRETS[0], kept=True)
        assert not files & set(visible_to(li, TODAY).values_list("pk", flat=True))
        assert files <= set(visible_to(huang, TODAY).values_list("pk", flat=True))
        shown = [str(printed(each)) for each in papers_for(li, TODAY).filter(case=case)]
        anew = Paper.objects.filter(pk__in=telling)
        assert {each.state for each in anew} == {"queued"}
        assert all(claim_paper(pk=pk, now=clock.now()) for pk in telling), "a worker makes it again"
    assert shown
    assert {secret for secret in SECRETS for text in shown if secret in text} == set()


def test_whoever_answers_ticks_it_too(zhang: Any, luoding: Any, client: Client) -> None:
    with clock.at(TODAY):
        case = filed(zhang, luoding, kept=False)
        other = case.parties.get(side=Side.RESPONDENT)
        li = UserFactory(name=other.name, verified=True)
        link_party(party=other, user_id=li.pk, by=by_user(li), today=TODAY)
        client.force_login(li)
        given = {
            "recipient_name": other.name,
            "postal": "别处",
            "phone": "13800000002",
            "e_consent": "no",
            "kept": "yes",
        }
        client.post(f"/intake/respond/{case.uid}/address/", given)
    assert Party.objects.get(pk=other.pk).told_address == ""


def test_every_form_that_asks_for_an_address_has_the_tick() -> None:
    for form in (intake.door.forms.AddressForm, mediation.course.forms.AddressForm):
        assert "kept" in form().fields
