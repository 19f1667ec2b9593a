"""A guardian written down, proved and ended after filing.

Each act tells whom it concerns, and what is on its way to the party goes to who takes its papers now.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import transaction

from common.cases.access import may_live_by_work
from common.cases.actions import (
    announce,
    ask_for_guardian,
    drop_guardian,
    finish_todo,
    need_own_side,
    open_todo,
    prove_guardian,
    prove_own_work,
    put_guardian,
    strike_own_work,
)
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused, Guardian
from common.cases.states import GuardianEnd, GuardianProof, PartyKind, TodoKind, WardKept, WorkProof
from common.delivery.actions import confirm_address, serve_guardian
from common.delivery.queries import current_address
from common.fields import blind_index
from common.law.numbers import clean
from common.people.queries import user_by_document
from common.people.rules import same_name
from common.people.states import Role
from intake.wards.events import (
    GuardianEnded,
    GuardianNamed,
    GuardianProved,
    OwnWorkProved,
    OwnWorkStruck,
    WardPapersSettled,
)
from intake.wards.queries import received_alone
from intake.wards.rules import need_fit, of_age_on


@transaction.atomic
def name_guardian(
    *, party: Party, guardian: Guardian, by: By, today: date, proof: GuardianProof | None = None, postal: str = ""
) -> Party:
    """A party turned out to be a minor or unable to sue alone, or another person is its guardian now (民诉法60;
    解释83). Without `proof` the guardian is provisional and a to-do stands. `postal`: where the guardian takes papers.

    ActionRefused for a unit, for the ward itself, for who stands on another side, or who cannot be a guardian.
    """
    case, row = _open(party)
    if row.kind != PartyKind.NATURAL:
        raise ActionRefused("单位由法定代表人或者主要负责人参加诉讼，不登记监护人。")
    document = clean(guardian.id_number)
    if document and document == clean(row.id_number):
        raise ActionRefused("证件号码和当事人本人的一样，请核对。", field="id_number")
    if row.guardian and same_name(row.guardian, guardian.name) and (blind_index(document) or "") == row.guardian_hash:
        raise ActionRefused("法定代理人没有变化。只核对证明的，请用“核对证明”。", field="name")
    if (account := user_by_document(document)) is not None and same_name(account.name, guardian.name):
        need_own_side(party=row, user=account)
    need_own_side(party=row, name=guardian.name, phone=guardian.phone)
    _need_no_opponent(row, document)
    of_age = of_age_on(row.birth_date, row.id_number or "", today)
    need_fit(guardian, of_age, today)
    changed, former = bool(row.guardian), row.user_id
    guardian = replace(guardian, until=guardian.until or of_age)
    row = put_guardian(party=row, guardian=guardian, by=by, today=today)
    row.refresh_from_db()
    left = former if former is not None and row.user_id != former else None
    _takes_papers(row, postal, by)
    finish_todo(case=case, kind=TodoKind.GUARDIAN, subject=row.subject, by=by, today=today)
    announce(case=case, event=GuardianNamed(party_id=row.pk, changed=changed, former_id=left), by=_for(by, row))
    if case.closed_on is not None and not changed:
        words = (
            f"{row.name}没有法定代理人就审结了，现在登记了法定代理人{guardian.name}。裁判送达法定代理人以前没有生效；"
            "已经生效的，请看是否再审。"
        )
        alone = f"{row.subject}:alone"  # 民诉法60, 211(8)
        open_todo(case=case, kind=TodoKind.GUARDIAN, subject=alone, words=words, role=Role.JUDGE, by=by, today=today)
    if received := received_alone(row):
        words = f"{row.name}有法定代理人以前，本人收过{len(received)}份文书，请看是否改送法定代理人{guardian.name}。"
        open_todo(case=case, kind=TodoKind.GUARDIAN, subject=_papers(row), words=words, by=by, today=today)
    if proof is not None:
        return check_guardian(party=row, proof=proof, by=by, today=today)
    words = f"{row.name}的法定代理人{guardian.name}还没有交监护关系证明，请核对。"
    open_todo(case=case, kind=TodoKind.GUARDIAN, subject=row.subject, words=words, by=by, today=today)
    return row


@transaction.atomic
def settle_papers(*, party: Party, again: Collection[int], kept: WardKept | None, by: By, today: date) -> int:
    """What had reached the ward alone was looked at: the services `again` (keys) count no more and go to the guardian;
    of the others `kept` says why they do not. Returns how many go. Twice is once."""
    case, row = _open(party)
    received = received_alone(row)
    going = [service for service in received if service.pk in again]
    if len(going) < len(received) and kept is None:
        raise ActionRefused("没有勾选的，请选不改送的理由。", field="kept")
    for service in going:
        serve_guardian(service=service, by=by)
    if received:
        why = kept.value if kept and len(going) < len(received) else ""
        event = WardPapersSettled(party_id=row.pk, again=len(going), kept=why)
        announce(case=case, event=event, by=_for(by, row))
    finish_todo(case=case, kind=TodoKind.GUARDIAN, subject=_papers(row), by=by, today=today)
    return len(going)


@transaction.atomic
def check_guardian(*, party: Party, proof: GuardianProof, by: By, today: date) -> Party:
    """The original of what proves the guardian was seen; from now on the guardian may dispose. Twice is once."""
    case, row = _open(party)
    if not row.guardian:
        raise ActionRefused("这位当事人没有登记法定代理人。")
    if not prove_guardian(party=row, today=today):
        return row
    row.refresh_from_db()
    finish_todo(case=case, kind=TodoKind.GUARDIAN, subject=row.subject, by=by, today=today)
    announce(case=case, event=GuardianProved(party_id=row.pk, proof=proof), by=_for(by, row))
    return row


@transaction.atomic
def confirm_own_work(*, party: Party, proof: WorkProof, by: By, today: date) -> Party:
    """The original of what shows that a party of sixteen or seventeen lives mainly by its own work was seen: from now
    on it acts alone, as of full capacity, and whoever acted for it by law acts no more (民法典18第2款). Twice is once.

    ActionRefused for who is not of that age."""
    case, row = _open(party)
    if row.kind != PartyKind.NATURAL or not may_live_by_work(row, today, row.user):
        words = "只有已满十六周岁、不满十八周岁的人可以这样登记。出生日期没有登记的，请先登记。"
        raise ActionRefused(words, field="proof")
    if not prove_own_work(party=row, today=today):
        return row
    if row.guardian:
        end_guardian(party=row, reason=GuardianEnd.CAPABLE, by=by, today=today)
    row.refresh_from_db()
    finish_todo(case=case, kind=TodoKind.GUARDIAN, subject=row.subject, by=by, today=today)
    announce(case=case, event=OwnWorkProved(party_id=row.pk, proof=proof), by=_for(by, row))
    return row


@transaction.atomic
def mistaken_own_work(*, party: Party, by: By, today: date) -> Party:
    """That the party lives by its own work was written down wrongly: it signs and decides nothing alone from now on,
    and the clerk finds out who acts for it (民诉法60; 民法典18第2款). Whoever had acted before is named again.

    ActionRefused where it is not written down."""
    case, row = _open(party)
    if not strike_own_work(party=row, today=today):
        raise ActionRefused("这位当事人没有这样登记，请刷新页面。")
    row.refresh_from_db()
    announce(case=case, event=OwnWorkStruck(party_id=row.pk), by=_for(by, row))
    ask_for_guardian(party=row, user=row.user, by=by, today=today)
    return row


@transaction.atomic
def end_guardian(*, party: Party, reason: GuardianEnd, by: By, today: date) -> Party:
    """The guardian acts no more. A ward who still cannot sue alone needs another: a to-do asks for it, and meanwhile
    the suit may be suspended (民诉法153第1款第2项; 解释83); else what is on its way goes to the party itself."""
    case, row = _open(party)
    if not row.guardian:
        raise ActionRefused("这位当事人现在没有法定代理人，请刷新页面。")
    former, name = row.user_id, row.guardian
    drop_guardian(party=row, by=by, today=today)
    row.refresh_from_db()
    finish_todo(case=case, kind=TodoKind.GUARDIAN, subject=row.subject, by=by, today=today)
    announce(case=case, event=GuardianEnded(party_id=row.pk, reason=reason, former_id=former), by=_for(by, row))
    if reason.leaves_alone:
        words = (
            f"{row.name}的法定代理人{name}不再代为诉讼（{reason.label}）。请通知其他监护人参加；协商不成的，由法院指定。"
            "确定以前可以中止诉讼。"
        )
        open_todo(case=case, kind=TodoKind.GUARDIAN, subject=row.subject, words=words, by=by, today=today)
        return row
    _takes_papers(row, "", by)
    return row


def _papers(party: Party) -> str:
    """What the to-do about the papers a ward had received is about."""
    return f"{party.subject}:papers"


def _open(party: Party) -> tuple[Case, Party]:
    case = Case.lock(party.case_id)
    row = Party.objects.select_for_update(of=("self",)).select_related("case", "user").get(pk=party.pk)
    if row.left_on is not None:
        raise ActionRefused("这位当事人已经不在本案中。")
    return case, row


def _need_no_opponent(party: Party, document: str) -> None:
    """Whoever is a party of another side, or acts for one, does not act for this one (民诉法59; 民法典35)."""
    key = blind_index(document) or ""
    others = Party.objects.filter(case=party.case_id).exclude(side=party.side)
    if key and (others.filter(id_hash=key) | others.filter(guardian_hash=key)).exists():
        raise ActionRefused("这个人是对方，或者是对方的法定代理人，不能同时代表这一方。", field="id_number")


def _takes_papers(party: Party, postal: str, by: By) -> None:
    """Where its papers go now: to who acts for it, on paper until that person agrees to something else. What is on its
    way goes there too."""
    had = current_address(party)
    where = postal.strip() or (had.postal if had else "") or party.address
    confirm_address(
        party=party,
        by=by,
        recipient_name=party.takes_papers[:60],
        postal=where,
        phone=party.reached_at,
        confirmed=False,
    )


def _for(by: By, party: Party) -> By:
    return By(user_id=by.user_id, channel=by.channel, party_id=party.pk)
