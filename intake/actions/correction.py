"""补正: one notice lists everything at once; the filer changes just that; the clerk sees what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import add_claim, announce, set_case, set_deadline
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import Side
from common.delivery.rules import receipt_key
from common.law.numbers import clean
from common.people.rules import normalise_phone
from intake.events import Corrected, CorrectionRequested
from intake.models import Correction, Filing
from intake.rules import answers as reading
from intake.rules.forms import FormSpec, load
from intake.rules.oral import NO_PHONE
from intake.rules.review import NOTICE
from intake.states import CORRECTION_REASONS, FilingState, reason_of

from .review import decided, taken, told


@transaction.atomic
def ask_correction(*, filing: Filing, items: Sequence[Mapping[str, str]], days: int, by: By, today: date) -> Correction:
    """Ask once for everything (登记立案规定第七条). `items`: {"question" or "document", "code", "message"}.

    An empty message is the code's own words. The term of `days` is the court's and runs from receipt of the notice.
    """
    row = taken(filing=filing, to=FilingState.CORRECTING)
    if not items:
        raise ActionRefused("请至少标出一处需要补正的内容。", field="items")
    if not 1 <= days <= 60:
        raise ActionRefused("补正期限应在 1 至 60 日之间。", field="days")
    cleaned = [_item(each) for each in items]
    decided(row, FilingState.CORRECTING, by, today)
    correction = Correction.objects.create(
        filing=row, items=cleaned, asked_on=today, asked_by_id=by.user_id or 0, days=days
    )
    claimant = row.case.parties.filter(side=Side.CLAIMANT).order_by("order").first()
    if claimant is not None:
        set_deadline(
            case=row.case,
            term="correction",
            holder=f"party:{claimant.pk}",
            awaits=receipt_key(NOTICE, claimant.pk),
            party_id=claimant.pk,
            amount=days,
            by=by,
        )
    announce(
        case=row.case,
        event=CorrectionRequested(correction_id=correction.pk, items=len(cleaned), days=days),
        by=by,
    )
    return correction


def _item(raw: Mapping[str, str]) -> dict[str, str]:
    try:
        reason = reason_of(raw["code"], CORRECTION_REASONS)
    except KeyError:
        raise ActionRefused("请为每一处选择原因。", field="items") from None
    kept = {"code": reason.code, "message": raw.get("message", "").strip()[:300] or reason.message}
    for name in ("question", "document"):
        if raw.get(name):
            kept[name] = str(raw[name])
    return kept


@transaction.atomic
def answer_correction(
    *,
    correction: Correction,
    values: Mapping[str, Any],
    by: By,
    today: date,
    new_files: Sequence[int] = (),
) -> Correction:
    """The filer's correction, complete: only the marked answers may change. Announces Corrected.

    `new_files` are ids of documents added meanwhile. The filing keeps its place by first receipt; the review's seven
    days start again from today (登记立案规定第七条第二款).
    """
    Case.lock(correction.filing.case_id)
    row = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("case", "reviewed_by")
        .get(pk=correction.filing_id)
    )
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.answered_on is not None or row.state != FilingState.CORRECTING:
        raise ActionRefused("补正已经提交过了。" if correction.answered_on else told(row))
    marked = {each["question"] for each in correction.items if each.get("question")}
    before = dict(row.answers)
    after = before | {question: value for question, value in values.items() if question in marked}
    files_wanted = any(each.get("document") for each in correction.items)
    if after == before and not new_files and (marked or files_wanted):
        raise ActionRefused("还没有任何改动。请按通知修改标出的内容，或者重新上传文件。")
    correction.before = {question: before.get(question) for question in marked}
    correction.answered_on, correction.new_files = today, list(new_files)
    correction.save(update_fields=["before", "answered_on", "new_files"])
    row.answers, row.state = after, FilingState.WAITING
    row.save(update_fields=["answers", "state"])
    _carry(row.case, load(row.form), after, marked)
    announce(case=row.case, event=Corrected(correction_id=correction.pk), by=by)
    return correction


def _carry(case: Case, form: FormSpec, answers: dict[str, Any], marked: set[str]) -> None:
    """What was corrected shows in parties and claims too: nothing is left to be typed again."""
    for key, side in (("claimant", Side.CLAIMANT), ("respondent", Side.RESPONDENT)):
        section = form.section(key)
        rows = list(case.parties.filter(side=side).order_by("order"))
        for party, index in zip(rows, reading.items(answers, section), strict=False):
            if any(question.startswith(f"{key}.{index}.") for question in marked):
                _mend(party, reading.of_section(answers, section, index))
    if any(question.startswith("claims.") for question in marked):
        drafted = reading.claims(form, answers)
        case.claims.all().delete()
        for claim in drafted:
            add_claim(case=case, text=claim.text, amount=claim.amount)
        set_case(case=case, amount=reading.total(drafted))


def _mend(party: Party, one: Mapping[str, Any]) -> None:
    legal = one.get("party_type") == "法人、非法人组织"
    party.name = str((one.get("org_name") if legal else one.get("name")) or party.name)
    party.address = str(
        (one.get("org_address") if legal else one.get("habitual_residence") or one.get("domicile")) or ""
    )
    party.legal_representative = str(one.get("legal_representative") or "") if legal else ""
    party.set_identity(
        id_number=clean(str((one.get("uscc") if legal else one.get("id_number")) or "")),
        phone="" if one.get("phone") == NO_PHONE else normalise_phone(str(one.get("phone") or "")),
    )
    party.save()
