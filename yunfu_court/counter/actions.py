"""A visit begins and ends. Between, every page takes the clerk for the party, and every act says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from common.cases.access import checked, namesakes, no_post, not_over, special
from common.cases.actions import announce, finish_todo, need_no_post, need_own_side, one_by_one, open_todo
from common.cases.events import SYSTEM, Audience, By, Channel
from common.cases.models import Case, Party, Representation, Todo
from common.cases.rules import ActionRefused, said_itself
from common.cases.states import PartyKind, TodoKind
from common.documents.actions import receive
from common.fields import blind_index
from common.law.numbers import clean
from common.people.queries import user_by_document
from common.people.rules import same_name
from common.web.wording import day_words
from yunfu_court.counter import queries
from yunfu_court.counter.events import VisitBegan, VisitEnded
from yunfu_court.counter.models import Visit
from yunfu_court.counter.states import Came, Shown


@transaction.atomic
def begin(
    *, case: Case, party: Party, came: Came, name: str, shown: Shown, by: By, today: date, number: str = ""
) -> Visit:
    """Somebody stands at the window and was identified (在线诉讼规则4第2款: nobody needs a phone or an account).

    ActionRefused when this clerk already helps somebody else, the party has left the case, who came is or may be of
    another side (`number` of the document shown tells namesakes apart), or is no agent on file (民诉法62).
    """
    case = Case.lock(case.pk)
    if party.case_id != case.pk or party.left_on is not None:
        raise ActionRefused("这位当事人已经不在本案中。", field="party")
    document = clean(number)
    if came == Came.SELF:
        _need_itself(party, name, shown, document)
    else:
        if shown != Shown.POWER:
            raise ActionRefused("代理人办理，应当核对授权委托书和代理人身份证件。", field="shown")
        _need_agent(party, came, name, today)
    _need_own(party, came, name, document, today)
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                case=case, party=party, clerk_id=by.user_id or 0, came=came, name=name, shown=shown, opened_on=today
            )
    except IntegrityError:
        raise ActionRefused("您正在为另一位当事人代办，请先结束。") from None
    by = By(user_id=by.user_id, channel=Channel.COUNTER, party_id=party.pk)
    visit.began = announce(case=case, event=VisitBegan(visit_id=visit.pk, party_id=party.pk), by=by)
    visit.save(update_fields=["began"])
    return visit


def _need_itself(party: Party, name: str, shown: Shown, document: str) -> None:
    """Who comes as the party is the party: a ward comes in its guardian, a unit in its head, proved by the licence
    (民诉法51, 60): whom the file names as a unit's counts only where the unit itself said so."""
    natural = party.kind == PartyKind.NATURAL
    if not natural and shown != Shown.LICENCE:
        raise ActionRefused("单位来办理，应当核对营业执照和法定代表人身份证明。", field="shown")
    own = party.actor if party.guardian or natural or said_itself(party.side) else ""
    if own and not same_name(name, own):
        whose = "当事人本人" if natural else f"单位的{PartyKind(party.kind).head}"
        whose = "当事人的法定代理人" if party.guardian else whose
        raise ActionRefused(f"{whose}是“{own}”。别人来办理的，请选代理人。", field="name")
    known = party.guardian_id if party.guardian else party.id_number if natural else ""
    if document and known and clean(known) != document:
        raise ActionRefused("这个证件号码与案件中记的不一致，请核对证件原件。", field="number")


def _need_agent(party: Party, came: Came, name: str, today: date) -> None:
    """Who comes as an agent is one on file today, the original of the mandate seen, and of that power (民诉法62)."""
    power = special(today) if came == Came.SPECIAL else checked()
    rows = Representation.objects.filter(power, no_post(today), not_over(today), party=party, since__lte=today)
    if not any(same_name(row.name, name) for row in rows):
        raise ActionRefused(
            f"{party.name}没有登记过这位{came.label}。请先在“登记代理人”中登记委托手续并核对原件，再开始代办。",
            field="name",
        )


def _need_own(party: Party, came: Came, name: str, document: str, today: date) -> None:
    """Nobody stands at the window for one side who is or was on another: as every other door asks."""
    if not document and came == Came.SELF and party.kind == PartyKind.NATURAL:
        document = clean(party.guardian_id if party.guardian else party.id_number)
    user = user_by_document(document) if document else None
    need_own_side(party=party, user=user, name=name)
    if came != Came.SELF:
        need_no_post(user=user, today=today, field="number")
    found = namesakes(party, name=name, document=blind_index(document) or "")
    if found:
        raise ActionRefused(
            f"来人与{'、'.join(found)}同名，不能代表这一方。确是另一个人的，请填写来人的证件号码。", field="number"
        )


def end(*, visit: Visit, scan: UploadedFile[Any] | None, by: By, today: date) -> Visit:
    """The visit ends. Where anything was done, the paper the person signed before the clerk is kept (DocumentError when
    the file cannot be taken, ActionRefused when it is missing). Ending twice is ending once."""
    by = By(user_id=by.user_id, channel=Channel.COUNTER, party_id=visit.party_id)
    acts = len(queries.acts_of(visit))
    if acts and scan is None:
        raise ActionRefused("本次办理了事项，请上传当事人当面签名的材料。", field="scan")
    document = None
    if scan is not None:
        document = receive(
            upload=scan,
            by=by,
            today=today,
            kind="counter_scan",
            title=f"窗口代办签名材料（{visit.party.name}）",
            case=visit.case,
            party=visit.party,
            audience=Audience.SIDE,
        )
    with transaction.atomic():
        case = Case.lock(visit.case_id)
        row = Visit.objects.select_for_update().get(pk=visit.pk)
        if row.closed_on is not None:
            return row
        row.acts, row.closed_on, row.scan = acts, today, document
        row.save(update_fields=["acts", "closed_on", "scan"])
        event = VisitEnded(visit_id=row.pk, acts=acts, document_id=document.pk if document else 0)
        announce(case=case, event=event, by=by)
        finish_todo(case=case, kind=TodoKind.UNSIGNED_VISIT, subject=row.subject, by=by, today=today)
    return row


def close_left(*, today: date) -> int:
    """Visits nobody ended before the window closed, and in which nothing was done, are over. One with acts stays the
    clerk's until the paper is there that the person signed, and the clerks of the case have a to-do for it; acting as
    the party ended with its day. Returns how many are over.
    """

    @transaction.atomic
    def close(pk: int) -> bool:
        case = Case.lock(Visit.objects.values_list("case_id", flat=True).get(pk=pk))
        row = Visit.objects.select_for_update(of=("self",)).get(pk=pk)
        if row.closed_on is not None:
            return False
        if acts := len(queries.acts_of(row)):
            _ask_for_paper(case, row, acts, today)
            return False
        row.acts, row.closed_on = 0, today
        row.save(update_fields=["acts", "closed_on"])
        announce(case=case, event=VisitEnded(visit_id=row.pk, acts=0, document_id=0), by=SYSTEM)
        return True

    rows = Visit.objects.filter(closed_on__isnull=True, opened_on__lt=today).order_by("pk")
    return one_by_one("结束窗口代办", list(rows.values_list("pk", "case_id")), close, today=today)


def _ask_for_paper(case: Case, visit: Visit, acts: int, today: date) -> None:
    """Once a visit: who says that it was looked into is not asked again (the clerk may have left the court)."""
    if Todo.objects.filter(case=case, what=TodoKind.UNSIGNED_VISIT, subject=visit.subject).exists():
        return
    day, who = day_words(visit.opened_on, year=True), visit.clerk.display_name
    words = (
        f"{who} {day}在窗口为{visit.party.name}代办了 {acts} 项，没有上传当事人当面签名的材料。"
        f"请{who}在“窗口代办”上传；传不了的，请联系当事人补签，原件存卷。"
    )
    open_todo(case=case, kind=TodoKind.UNSIGNED_VISIT, subject=visit.subject, words=words, by=SYSTEM, today=today)
