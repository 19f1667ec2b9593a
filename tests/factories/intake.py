"""Drafts and filings for tests, made through the real actions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from common.cases.events import Audience, By, Channel
from common.courts.models import Court, Township
from common.documents.actions import receive
from common.documents.states import PAPERS
from common.law.numbers import birth_date, is_male
from intake.filing.actions import save_answers, start_draft, submit
from intake.filing.models import Draft, Filing
from tests.factories.triage import pdf

TODAY = date(2026, 11, 23)
ZHANG_ID = "11010519491231002X"


def by_user(user: Any, channel: Channel = Channel.WEB) -> By:
    return By(user_id=user.pk if user else None, channel=channel)


def by_filer(filing: Filing, user: Any) -> By:
    """The first claimant acts through this account."""
    claimant = filing.case.parties.filter(side="claimant").order_by("order")[0]
    return By(user_id=user.pk, channel=Channel.WEB, party_id=claimant.pk)


def as_the_number_says(number: str) -> dict[str, str]:
    """Birth and sex of the first claimant as the identity number has them: anything else is refused, or asked about."""
    return {
        "claimant.1.birth_date": birth_date(number).isoformat(),
        "claimant.1.gender": "male" if is_male(number) else "female",
    }


def lending_answers(**more: Any) -> dict[str, Any]:
    """张三 lent 李四 128,600.50 yuan: everything a complaint needs."""
    return {
        "claimant.1.party_type": "natural",
        "claimant.1.name": "张三",
        "claimant.1.id_type": "identity_card",
        "claimant.1.id_number": ZHANG_ID,
        **as_the_number_says(str(more.get("claimant.1.id_number") or ZHANG_ID)),
        "claimant.1.phone": "13800000001",
        "claimant.1.domicile": "罗定市罗城街道一号",
        "respondent.1.party_type": "natural",
        "respondent.1.name": "李四",
        "respondent.1.phone": "13800000002",
        "respondent.1.domicile": "罗定市附城街道二号",
        "respondent.1.reachable": "yes",
        "claims.principal_owed": 12860050,
        "claims.interest_until_paid": "yes",
        "claims.claim_court_fee": "yes",
        "loan.contract_signing": "2025年1月1日在罗定签订借条。",
        "loan.lender": more.get("claimant.1.name") or more.get("claimant.1.org_name") or "张三",
        "loan.borrower": more.get("respondent.1.name") or more.get("respondent.1.org_name") or "李四",
        "loan.amount_agreed": 13000000,
        "loan.amount_delivered": 13000000,
        "loan.delivery_way": "transfer",
        "terms.is_due": "yes",
        "terms.is_overdue": "yes",
        "terms.overdue_since": "2023-06-01",
        "service.service_address": "罗定市罗城街道一号",
        "service.service_recipient": "张三",
        "service.service_phone": "13800000001",
        "service.e_service": "yes",
        "service.e_service_ways": ["portal"],
        "resolution.consider_mediation": "yes",
        **more,
    }


def general_answers(**more: Any) -> dict[str, Any]:
    """The same people over a sale, in the general form."""
    kept = {
        question: value
        for question, value in lending_answers().items()
        if question.split(".")[0] in ("claimant", "respondent", "service", "resolution")
    }
    return kept | {
        "claims.claim_list": [
            {"text": "支付货款", "amount": 4620000},
            {"text": "本案诉讼费由被告负担", "amount": None},
        ],
        "facts.full_text_facts": "2025年3月送货，至今未付款。",
        **more,
    }


def agent(name: str, phone: str, index: int = 1, **more: Any) -> dict[str, Any]:
    """The answers that name somebody as an agent; a lawyer with 一般授权 unless said otherwise."""
    given = {"name": name, "phone": phone, "relation": "lawyer", "authority": "general", **more}
    if given.get("powers"):
        given["authority"] = "special"
    return {f"agent.{index}.{key}": value for key, value in given.items()}


def own_name(answers: dict[str, Any], user: Any) -> dict[str, Any]:
    """The same answers with whoever owns the account as the first claimant: nobody files as another person. Answers
    that name somebody of their own, or an agent, stay."""
    if not user.is_verified or answers.get("claimant.1.id_number") != ZHANG_ID or "agent.1.name" in answers:
        return answers
    number = user.id_number
    own = {"claimant.1.name": user.name, "claimant.1.id_number": number}
    if answers.get("loan.lender") == answers.get("claimant.1.name"):
        own["loan.lender"] = user.name
    return answers | own | as_the_number_says(number)


def make_draft(
    *,
    user: Any,
    court: Court,
    form: str = "private_lending",
    wish: str = "sue",
    cause: str = "108.3",
    answers: dict[str, Any] | None = None,
    channel: Channel = Channel.WEB,
    today: date = TODAY,
) -> Draft:
    """A draft with every answer it needs."""
    by = by_user(user, channel)
    counter = channel == Channel.COUNTER
    if answers is not None and not counter:
        answers = own_name(answers, user)
    draft = start_draft(
        by=by,
        today=today,
        form=form,
        wish=wish,
        owner_id=None if counter else user.pk,
        court_id=court.pk,
        cause=cause,
    )
    if answers is None:
        answers = lending_answers() if form == "private_lending" else general_answers()
        if wish == "mediate":
            answers.pop("resolution.consider_mediation")
        if not counter:
            answers = own_name(answers, user)
        town = Township.objects.filter(court=court).order_by("code").first()
        if town is not None:
            answers["respondent.1.township"] = town.code
    save_answers(draft=draft, values=answers, by=by)
    draft.refresh_from_db()
    return draft


def hand_in(draft: Draft, by: By, index: int = 1, name: str = "") -> Draft:
    """The mandate and the licence of an agent of the draft, as its page takes them; `name` makes them other papers."""
    for kind, key in (("mandate", "mandate"), ("mandate_proof", "proof")):
        upload = SimpleUploadedFile(f"{kind}.pdf", pdf() + f"%{name}{kind}".encode(), "application/pdf")
        row = receive(
            upload=upload,
            by=by,
            today=draft.started_on,
            kind=kind,
            draft_key=draft.files_key,
            audience=Audience.SIDE,
            takes=PAPERS,
        )
        save_answers(draft=draft, values={f"agent.{index}.{key}": row.uid}, by=by)
    draft.refresh_from_db()
    return draft


def make_filing(*, user: Any, court: Court, today: date = TODAY, **draft: Any) -> Filing:
    """A submitted filing on the clerk's list; with `papers`, the mandate and the licence of its first agent."""
    channel = draft.get("channel", Channel.WEB)
    papers = draft.pop("papers", False)
    row = make_draft(user=user, court=court, today=today, **draft)
    if papers:
        hand_in(row, by_user(user, channel))
    case = submit(draft=row, once=uuid4(), by=by_user(user, channel), today=today)
    return Filing.objects.get(case=case)
