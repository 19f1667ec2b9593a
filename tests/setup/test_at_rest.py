"""What people write about themselves and each other lies sealed in the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from common.fields import EncryptedJSONField, EncryptedTextField
from tests.factories import UserFactory
from tests.factories import court as court_of
from tests.factories.intake import ZHANG_ID, make_draft

LONG = 200  # characters: a column of fewer is a name, a title or a place

# Long texts and structures that lie open, with the reason. A new one is sealed, or gets its line here.
OPEN = {
    "cases.Case.title": "names of the parties, on every list",
    "cases.CaseFact.value": "yes, no or a code, read by rules",
    "cases.Deadline.articles": "of the law",
    "cases.Deadline.dealt_words": "of the court, of its own lateness",
    "cases.Deadline.note": "of the rule",
    "cases.Event.body": "the chain's exact text: ids, codes, amounts and days",
    "cases.LeftOut.removed_words": "of the court, of a day it took out",
    "cases.Todo.words": "of the house: what is to be done",
    "courts.CalendarDay.note": "reference data",
    "courts.CalendarDay.source": "reference data",
    "courts.CourtParameter.source": "reference data",
    "courts.CourtRegime.article_note": "reference data",
    "delivery.Service.articles": "of the law",
    "delivery.Service.note": "of the rule: why this way",
    "fees.FeeNotice.quote": "amounts",
    "fees.Settlement.quote": "amounts",
    "intake.Correction.new_files": "ids",
    "intake.Draft.answers": "sealed inside, but for choices",
    "intake.Guidance.shown": "ids of hints",
    "intake.Mandate.powers": "codes",
    "mediation.Agreement.claim_ways": "codes",
    "mediation.Agreement.paper_bears": "ids and amounts",
    "mediation.Agreement.paper_fee": "amounts",
    "mediation.Confirmation.checks": "yes or no",
    "mediation.Mediator.bio": "shown to everybody",
    "mediation.Proposal.why": "of the rule: why this mediator",
    "notifications.Notice.link": "an address of the portal",
    "people.AccountRecord.body": "the chain's exact text: ids, codes and days",
    "people.Organisation.address": "in the public register",
    "people.User.email": "none of ours: people are reached by telephone",
    "petitions.Reply.basis": "of the law",
    "petitions.Reply.remedy": "of the rule: where one may turn",
    "triage.AnswerTerm.note": "of the court, of a day",
    "triage.Appeal.signer": "who signed, as the paper says",
    "triage.Assignment.why": "of the rule: why this judge",
    "triage.ClaimChange.signer": "who asked, as the paper says",
    "triage.Decision.facts": "yes or no",
    "triage.Decision.findings": "of the rules, with their articles",
    "triage.Decision.note": "of the rules",
    "triage.Hearing.attendance": "ids and codes",
    "triage.RuleSet.note": "reference data",
    "triage.RuleSet.rules": "reference data",
    "triage.Ruling.articles": "of the law",
}


def long_and_open() -> set[str]:
    """Columns of ours that could hold what people write, and are not sealed."""
    found = set()
    for model in apps.get_models():
        for each in model._meta.local_concrete_fields:
            text = isinstance(each, models.TextField | models.JSONField)
            text |= isinstance(each, models.CharField) and (each.max_length or LONG) >= LONG
            sealed = isinstance(each, EncryptedTextField | EncryptedJSONField)
            if text and not sealed and not model.__module__.startswith(("django.", "allauth.")):
                found.add(f"{model._meta.label}.{each.attname}")
    return found


def test_what_people_write_is_sealed_or_the_reason_stands_here() -> None:
    assert long_and_open() == set(OPEN)


@pytest.mark.parametrize(
    ("label", "columns"),
    [
        ("fees.Relief", ("words", "news", "reason")),  # what somebody says of their hardship
        ("fees.FeeReview", ("words", "reason")),
        ("triage.Recusal", ("ground",)),
        ("mediation.Proposal", ("disclosure", "reason_text")),
        ("triage.Ruling", ("facts",)),
        ("mediation.Agreement", ("facts",)),
        ("cases.Claim", ("text",)),
        ("triage.ClaimChange", ("before", "after")),
        ("intake.Guidance", ("answers",)),
        ("intake.Filing", ("answers",)),
        ("intake.Answer", ("text", "answers")),
        ("petitions.Petition", ("content", "demand")),
    ],
)
def test_it_is_sealed(label: str, columns: tuple[str, ...]) -> None:
    model = apps.get_model(label)
    kinds = [type(model._meta.get_field(name)) for name in columns]
    assert set(kinds) <= {EncryptedTextField, EncryptedJSONField}


@pytest.mark.django_db
def test_a_draft_lies_open_in_its_choices_alone(reference: None) -> None:
    zhang = UserFactory(name="张三", phone="13800000001", verified=True, id_text=ZHANG_ID)
    draft = make_draft(user=zhang, court=court_of("luoding"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers::text FROM intake_draft WHERE id = %s", [draft.pk])
        (raw,) = cursor.fetchone()
    given = draft.given()
    asked = {f"{section.key}.{each.key}": each for section in draft.spec.sections for each in section.fields}
    free = {
        question: value
        for question, value in given.items()
        if isinstance(value, str) and len(value) > 1 and not asked[_plain(question)].options
    }
    assert {"loan.lender", "claimant.1.name", "claimant.1.id_number"} <= set(free)
    assert [question for question, value in free.items() if value in raw] == []


def _plain(question: str) -> str:
    """`claimant.1.name` is asked as `claimant.name`."""
    return ".".join(part for part in question.split(".") if not part.isdigit())
