"""补正: one notice lists everything at once; the filer changes just that; the clerk sees what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.access import not_over
from common.cases.actions import (
    add_claim,
    announce,
    move_home,
    need_own_side,
    record_facts,
    record_home_facts,
    rename_case,
    set_case,
    set_deadline,
)
from common.cases.events import By
from common.cases.models import Case, Party, Representation
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Capacity, Disposal, Holder, Side
from common.law.papers import PaperKind
from common.law.transitions import move
from common.people.queries import user_by_document
from common.people.rules import same_name
from intake.elements.rules import answers as reading
from intake.filing.actions.submitting import keep_address, keep_for_others, raise_namesakes, townships_of
from intake.filing.models import Filing
from intake.filing.queries import standing_of
from intake.filing.rules.complaint import SIDES, Complaint, Person, complaint_from
from intake.filing.states import FILING_MOVES, FilingState
from intake.review.actions.deciding import decided, taken, told
from intake.review.events import Corrected, CorrectionRequested
from intake.review.models import Correction
from intake.review.states import CORRECTION_REASONS, reason_of

OTHERS_NAME = "起诉的人不能改成别人。要由别人起诉，请撤回以后重新提交。"


@transaction.atomic
def ask_correction(
    *, filing: Filing, items: Sequence[Mapping[str, str]], days: int, by: By, today: date, again: str = ""
) -> Correction:
    """Ask once for everything (登记立案规定第七条). `items`: {"question" or "document", "code", "message"}.

    The law wants one notice: for a further one the clerk says why it is needed (`again`). An empty message is the
    code's own words. The term of `days` is the court's and runs from receipt of the notice.
    """
    row = taken(filing=filing, to=FilingState.CORRECTING)
    if not items:
        raise ActionRefused("请至少标出一处需要补正的内容。", field="items")
    if not 1 <= days <= 60:
        raise ActionRefused("补正期限应在 1 至 60 日之间。", field="days")
    if not again.strip() and row.corrections.exists():
        raise ActionRefused("已经要求补正过一次。依法应当一次性告知，请写明为什么还要再补。", field="again")
    cleaned = [_item(each) for each in items]
    decided(row, FilingState.CORRECTING, by, today)
    correction = Correction.objects.create(
        filing=row, items=cleaned, asked_on=today, asked_by_id=by.user_id or 0, days=days, again=again.strip()[:300]
    )
    claimant = row.case.parties.filter(side=Side.CLAIMANT).order_by("order").first()
    if claimant is not None:
        set_deadline(
            case=row.case,
            term="correction",
            holder=Holder.PARTY,
            awaits=Awaited(PaperKind.CORRECTION_NOTICE, claimant.pk),
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
    mendable = marked | (set(reading.why_of(row.spec, marked)) & set(values))
    after = before | {question: value for question, value in values.items() if question in mendable}
    files_wanted = any(each.get("document") for each in correction.items)
    if after == before and not new_files and (marked or files_wanted):
        raise ActionRefused("还没有任何改动。请按通知修改标出的内容，或者重新上传文件。")
    correction.before = {question: before.get(question) for question in mendable}
    correction.answered_on, correction.new_files = today, list(new_files)
    correction.save(update_fields=["before", "answered_on", "new_files"])
    # The seven days begin anew: should they run out again, that is told again.
    move(row, FilingState.WAITING, FILING_MOVES)
    row.answers, row.escalated_on = after, None
    row.save(update_fields=["answers", "state", "escalated_on"])
    _carry(row, before, by, today)
    announce(case=row.case, event=Corrected(correction_id=correction.pk), by=by)
    return correction


def _carry(row: Filing, before: Mapping[str, Any], by: By, today: date) -> None:
    """What was corrected shows in parties, claims, facts, title and township too: nothing is left to be typed again,
    and nothing goes on as it was said first."""
    case, given = row.case, row.answers
    complaint = complaint_from(row.spec, row.wish, given)
    changed = {question for question, value in given.items() if before.get(question) != value}
    touched = {question.split(".")[0] for question in changed}
    if touched & set(SIDES):
        _need_own_name(row, given, changed, today)
        _mend_parties(case, complaint, changed, by, today)
        if any(question.endswith((".name", ".id_number")) for question in changed):
            raise_namesakes(case=case, by=by, today=today)
    if "claims" in touched:
        _need_to_change_claims(by, today)
        case.claims.all().delete()
        for claim in complaint.claims:
            add_claim(case=case, text=claim.text, amount=claim.amount)
        set_case(case=case, amount=complaint.amount)
    if "service" in touched:
        claimant = case.parties.filter(side=Side.CLAIMANT).order_by("order")[0]
        keep_address(claimant, complaint.address, by)
        keep_for_others(case, claimant, complaint.address, by)
    record_facts(case=case, facts=complaint.facts, source="filing", today=today)
    record_home_facts(case=case, today=today)


def _need_to_change_claims(by: By, today: date) -> None:
    """ActionRefused for an agent whose 特别授权 does not name it (民诉法62第2款). A provisional agent mends what it
    filed, where its mandate says so."""
    needed = Disposal.CHANGE.power.label
    agents = Representation.objects.filter(not_over(today), party=by.party_id, user=by.user_id, user__isnull=False)
    named = [needed in powers for powers in agents.order_by("pk").values_list("powers", flat=True)]
    if (by.limited and needed not in by.powers) or (named and not any(named)):
        raise ActionRefused(f"{needed}，须有写明这一项的特别授权。请由当事人本人，或者有这项授权的代理人修改。")


def _need_own_name(row: Filing, given: Mapping[str, Any], changed: set[str], today: date) -> None:
    """Whoever filed for themselves or their unit still does after mending the names (`filing.rules.standing`)."""
    first = row.case.parties.filter(side=Side.CLAIMANT).order_by("order").select_related("user").first()
    if first is None or first.user is None or not any(each.startswith("claimant.") for each in changed):
        return
    found = standing_of(first.user, row.spec, given, today)
    if found.value.capacity != Capacity.PARTY:
        raise ActionRefused(f"{found.note}。" if found.note else OTHERS_NAME, field=found.value.field)


def _mend_parties(case: Case, complaint: Complaint, changed: set[str], by: By, today: date) -> None:
    townships = townships_of(complaint)
    for side in SIDES.values():
        rows = case.parties.filter(side=side).order_by("order")
        for party, person in zip(rows, complaint.of_side(side), strict=False):
            if any(question.startswith(f"{person.at}.") for question in changed):
                _mend(party, person, townships.get(person.township))
                if person.home != party.home:
                    move_home(party=party, home=person.home, by=by, today=today)
    first = case.parties.filter(side=Side.RESPONDENT, left_on__isnull=True).order_by("order").first()
    set_case(case=case, township_id=first.township_id if first else None)
    rename_case(case=case)


def _mend(party: Party, person: Person, township_id: int | None) -> None:
    party.kind, party.name = person.kind, person.name or party.name
    party.address, party.legal_representative = person.address, person.legal_representative
    party.address_kept = person.address_kept
    party.gender, party.birth_date, party.township_id = person.gender, person.birth_date, township_id
    party.set_identity(id_number=person.id_number, phone=person.phone)
    party.set_guardian(person.guardian)
    if (guardian := person.guardian) is not None:
        account = user_by_document(guardian.id_number)
        known = account if account is not None and same_name(account.name, guardian.name) else None
        need_own_side(party=party, user=known, name=guardian.name, phone=guardian.phone)
    party.save()
