"""补正 rewrites what the filing said: facts, title, township, parties, claims; the roof sorts it anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as project

from common.cases.models import Case, Event
from common.courts.models import Township
from intake.filing.models import Filing
from intake.review import actions
from tests.factories.intake import TODAY, by_user, make_filing

pytestmark = pytest.mark.django_db
HANDLERS = list(project.EVENT_HANDLERS)


def corrected(filing: Filing, clerk: Any, filer: Any, values: dict[str, Any]) -> Case:
    items = [{"question": question, "code": "mismatch"} for question in values]
    correction = actions.ask_correction(filing=filing, items=items, days=7, by=by_user(clerk), today=TODAY)
    actions.answer_correction(correction=correction, values=values, by=by_user(filer), today=TODAY)
    return Case.objects.get(pk=filing.case_id)


def test_a_no_given_in_a_correction_counts(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    case = corrected(
        filing,
        huang,
        zhang,
        {
            "resolution.consider_mediation": "no",
            "respondent.1.reachable": "lost",
            "claims.accelerate_or_rescind": "rescind",
        },
    )
    facts = dict(case.facts.values_list("key", "value"))
    assert facts["accepts_mediation"] == "no"
    assert facts["respondent_whereabouts_known"] is False
    assert facts["monetary_only"] is False


def test_names_and_townships_follow(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    other = Township.objects.filter(court=luoding).order_by("-code")[0]
    values = {"respondent.1.name": "李肆", "respondent.1.township": other.code, "respondent.1.gender": "female"}
    case = corrected(filing, huang, zhang, values)
    respondent = case.parties.get(side="respondent")
    assert case.title == "张三诉李肆民间借贷纠纷"
    assert "李肆" in case.grams
    assert (case.township, respondent.township, respondent.gender) == (other, other, "女")


def test_a_corrected_request_for_mediation_still_sues_nobody(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding, wish="mediate")
    case = corrected(filing, huang, zhang, {"claims.principal_owed": 100})
    assert "判令" not in case.claims.get(order=1).text
    assert case.amount == 100


def test_a_confirmed_address_follows(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    case = corrected(filing, huang, zhang, {"service.service_address": "云浮市云城区二号"})
    now = case.parties.get(side="claimant").service_addresses.get(superseded_at__isnull=True)
    assert now.postal == "云浮市云城区二号"


def test_the_provisional_procedure_is_sorted_again(settings: Any, luoding: Any, zhang: Any, huang: Any) -> None:
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=zhang, court=luoding)
    case = corrected(filing, huang, zhang, {"claims.principal_owed": 100000})
    assert Event.objects.filter(case=case, kind="triage.presorted").count() == 2
    assert case.stage == "review"
    assert case.amount == 100000
