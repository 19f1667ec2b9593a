"""委托代理人 in the course of a case: named by the party, recorded by the court, released again.

At the window the clerk has the originals before them: what is handed in there is recorded at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from common.cases.access import checked, namesakes
from common.cases.actions import (
    add_representation,
    admit,
    announce,
    check_representation,
    end_representation,
    finish_todo,
    need_no_post,
    need_own_side,
    open_todo,
    raise_doubts,
    release,
)
from common.cases.events import By, Channel
from common.cases.models import Case, Party, Representation, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Capacity, TodoKind
from common.delivery.actions import confirm_address
from common.delivery.queries import current_address, portal_user
from common.documents.models import Document
from common.fields import blind_index
from common.law.names import name_key
from common.law.transitions import move
from common.people.models import User
from common.people.queries import account_named
from common.people.rules import normalise_phone
from intake.agents.events import (
    AgentChanged,
    AgentRecorded,
    AgentReleased,
    AgentResigned,
    LookedInto,
    MandateBrought,
    MandateChecked,
    MandateDenied,
    MandateGiven,
    MandateRefused,
)
from intake.agents.queries import LOOKED_INTO, brought_by_agent, hangs_on, is_agent, same_as
from intake.mandates.models import Mandate
from intake.mandates.rules import may_name
from intake.mandates.states import MANDATE_MOVES, MandateState, Relation


@dataclass(frozen=True, kw_only=True)
class Agent:
    """Who is named, and what they may do. `powers` only with 特别授权."""

    name: str
    phone: str
    relation: Relation
    unit: str
    authority: Authority
    powers: tuple[str, ...] = ()


@transaction.atomic
def name_agent(
    *, party: Party, agent: Agent, document: Document, proof: Document, once: UUID, by: By, today: date
) -> Mandate:
    """The party, or the agent for it, hands in the mandate (民诉法62). The same `once` gives the same one.

    Of who speaks already it takes the place of the former once it is recorded (民诉法63). Handed in at the window it is
    recorded at once; else a clerk checks it. ActionRefused for a third agent, an empty 特别授权, or who is or was on
    another side.
    """
    case = Case.lock(party.case_id)
    had = Mandate.objects.filter(party=party, once=once).first()
    if had is not None:
        return had
    if case.closed_on is not None or party.left_on is not None:
        raise ActionRefused("案件已经结束，不能再委托代理人。")
    others: list[Representation | Mandate] = [
        *party.representations.filter(until__isnull=True),
        *party.mandates.filter(state=MandateState.WAITING),
    ]
    one = (name_key(agent.name), blind_index(normalise_phone(agent.phone)) or "")
    speaking = len({same_as(each) for each in others} - {one})
    found = may_name(speaking=speaking, authority=agent.authority, powers=agent.powers)
    if found.value:
        raise ActionRefused(f"{found.note}。", field=found.value)
    account = account_named(agent.name, agent.phone)
    need_own_side(party=party, user=account, name=agent.name, phone=agent.phone)
    need_no_post(user=account, phone=agent.phone, today=today, field="name")
    try:
        with transaction.atomic():
            row = Mandate.objects.create(
                party=party,
                once=once,
                name=agent.name[:60],
                phone=normalise_phone(agent.phone),
                relation=agent.relation,
                unit=agent.unit[:120],
                authority=agent.authority,
                powers=list(agent.powers) if agent.authority == Authority.SPECIAL else [],
                document=document,
                proof=proof,
                given_on=today,
            )
    except IntegrityError:
        return Mandate.objects.get(party=party, once=once)
    former = party.mandates.filter(state=MandateState.WAITING).exclude(pk=row.pk)
    for each in [each for each in former if same_as(each) == one]:  # the newest is what the clerk looks at
        _take_back(each, by, today)
    brought = brought_by_agent(row)
    given = MandateBrought if brought else MandateGiven
    announce(case=case, event=given(mandate_id=row.pk, party_id=party.pk), by=by)
    namesake = namesakes(party, name=agent.name, document=(account.id_hash or "") if account else "")
    raise_doubts(case=case, doubts=[f"代理人{agent.name}与{each}" for each in namesake], by=by, today=today)
    if by.channel == Channel.COUNTER and not namesake:
        return confirm_mandate(mandate=row, by=by, today=today)
    words = f"{agent.name}交来{party.name}的" if brought else f"{party.name}提交了"
    words += "委托代理人的手续，请核对。"
    open_todo(case=case, kind=TodoKind.MANDATES, subject=party.subject, words=words, by=by, today=today)
    return row


def _waiting(mandate: Mandate) -> tuple[Case, Mandate]:
    case = Case.lock(mandate.party.case_id)
    row = Mandate.objects.select_for_update(of=("self",)).select_related("party").get(pk=mandate.pk)
    if row.state != MandateState.WAITING:
        raise ActionRefused(f"这份委托手续{MandateState(row.state).label}，请刷新页面。")
    return case, row


@transaction.atomic
def confirm_mandate(*, mandate: Mandate, by: By, today: date) -> Mandate:
    """The papers are in order: the agent is recorded, and comes in where the account is known. ActionRefused for
    somebody who is or was on another side, or may be."""
    case, row = _waiting(mandate)
    _need_here(row.party)
    if case.closed_on is not None:
        words = "案件已经结束，不能再登记代理人。后面的程序要委托的，请当事人在那里另交委托手续。"
        raise ActionRefused(words)
    need_no_doubt(case)
    if row.representation is not None:  # named on filing: it speaks already, and disposes of what it covers from now on
        speaker = row.representation
        _need_own(speaker, today)
        check_representation(representation=speaker, on=today)
        _confirmed(row, speaker, by, today)
        event = MandateChecked(representation_id=speaker.pk, party_id=row.party_id, authority=row.authority)
        announce(case=case, event=event, by=_for(by, row.party_id))
        return row
    user = account_named(row.name, row.phone) or _speaks_beside(row)
    speaking = row.party.representations.filter(until__isnull=True).order_by("pk")
    former = [each for each in speaking if same_as(each) == same_as(row)]
    for each in former:
        end_representation(representation=each, on=today)
        Mandate.objects.filter(representation=each, state=MandateState.CONFIRMED).update(state=MandateState.SUPERSEDED)
    speaker = add_representation(
        party=row.party,
        name=row.name,
        phone=row.phone,
        unit=row.unit,
        authority=row.authority,
        powers=row.powers,
        since=today,
        user_id=user.pk if user else None,
        checked_on=today,
    )
    _confirmed(row, speaker, by, today)
    if user is not None:
        admit(case=case, user_id=user.pk, capacity=Capacity.AGENT, by=by, today=today, party=row.party)
    told = AgentChanged if any(each.checked_on for each in former) else AgentRecorded
    announce(
        case=case,
        event=told(representation_id=speaker.pk, party_id=row.party_id, authority=row.authority),
        by=_for(by, row.party_id),
    )
    return row


def _confirmed(row: Mandate, speaker: Representation, by: By, today: date) -> None:
    move(row, MandateState.CONFIRMED, MANDATE_MOVES)
    row.representation = speaker
    row.decided_by_id, row.decided_on = by.user_id, today
    row.save(update_fields=["representation", "state", "decided_by", "decided_on"])
    _looked_at(speaker.party.case, row.party_id, by, today)


def _need_here(party: Party) -> None:
    if party.left_on is not None:
        raise ActionRefused(f"{party.name}已经退出本案，不能再登记代理人。请在“手续不全”里写明原因，告诉当事人。")


def _need_own(row: Representation, today: date) -> None:
    """Who was named on filing may have turned out since to act for the other side, or to hold a post (律师法39;
    解释84)."""
    need_own_side(party=row.party, user=row.user, name=row.name, phone=row.phone)
    need_no_post(user=row.user, phone=row.phone, today=today)


@transaction.atomic
def refuse_mandate(*, mandate: Mandate, words: str, by: By, today: date) -> Mandate:
    """Something is missing: the party is told what, and may hand it in anew."""
    case, row = _waiting(mandate)
    if not words.strip():
        raise ActionRefused("请写明缺少什么，当事人好补齐。", field="words")
    move(row, MandateState.REFUSED, MANDATE_MOVES)
    row.words, row.representation = words.strip()[:300], None  # who was named on filing goes on provisionally
    row.decided_by_id, row.decided_on = by.user_id, today
    row.save(update_fields=["state", "words", "representation", "decided_by", "decided_on"])
    _looked_at(case, row.party_id, by, today)
    announce(case=case, event=MandateRefused(mandate_id=row.pk, party_id=row.party_id), by=_for(by, row.party_id))
    return row


@transaction.atomic
def check_mandate(*, representation: Representation, by: By, today: date) -> Representation:
    """The clerk has compared the mandate of an agent named on filing with its original: from now on the agent may
    dispose of what it covers (民诉法第六十二条; 民诉解释第八十九条). Twice is once."""
    case = Case.lock(representation.party.case_id)
    row = Representation.objects.select_for_update(of=("self",)).select_related("party").get(pk=representation.pk)
    if row.until is not None:
        raise ActionRefused("这位代理人的委托已经解除，请刷新页面。")
    if row.checked_on is None:
        _need_here(row.party)
        need_no_doubt(case)
        _need_own(row, today)
    if not check_representation(representation=row, on=today):
        return row
    _looked_at(case, row.party_id, by, today)
    event = MandateChecked(representation_id=row.pk, party_id=row.party_id, authority=row.authority)
    announce(case=case, event=event, by=_for(by, row.party_id))
    return row


@transaction.atomic
def link_agent(*, representation: Representation, by: By, today: date) -> Representation:
    """A recorded agent has made an account since: it comes in. ActionRefused while there is none of that name and
    number."""
    case = Case.lock(representation.party.case_id)
    row = Representation.objects.select_for_update(of=("self",)).select_related("party").get(pk=representation.pk)
    if row.user_id is not None or row.until is not None:
        return row
    user = account_named(row.name, row.phone)
    need_no_post(user=user, phone=row.phone, today=today)
    if user is None:
        raise ActionRefused("还没有同名、同手机号并且完成实名认证的账号。请代理人先注册。")
    row.user = user
    row.save(update_fields=["user"])
    admit(case=case, user_id=user.pk, capacity=Capacity.AGENT, by=by, today=today, party=row.party)
    return row


@transaction.atomic
def release_agent(*, representation: Representation, by: By, today: date) -> Representation:
    """解除委托 (民诉法第六十三条), by the party or by the agent itself: out from today, and the other side is told.
    What hung on the mandate ends with it: the papers go to the party; nothing of this agent for this party waits to be
    checked any more. Twice is once."""
    case = Case.lock(representation.party.case_id)
    row = Representation.objects.select_for_update(of=("self",)).select_related("party").get(pk=representation.pk)
    if not end_representation(representation=row, on=today):
        return row
    Mandate.objects.filter(representation=row, state__in=(MandateState.CONFIRMED, MandateState.WAITING)).update(
        state=MandateState.REVOKED, decided_by_id=by.user_id, decided_on=today
    )
    waiting = row.party.mandates.filter(state=MandateState.WAITING).select_related("document")
    for each in [each for each in waiting if is_agent(each, row)]:
        _take_back(each, by, today)
    if row.user_id is not None:
        release(case=case, capacity=Capacity.AGENT, by=by, today=today, user_id=row.user_id, party=row.party)
    _take_papers_oneself(row, _for(by, row.party_id), today)
    _looked_at(case, row.party_id, by, today)
    told = AgentResigned if by.user_id is not None and by.user_id == row.user_id else AgentReleased
    announce(case=case, event=told(representation_id=row.pk, party_id=row.party_id), by=_for(by, row.party_id))
    return row


def _take_papers_oneself(row: Representation, by: By, today: date) -> None:
    """The address that hung on the agent, and the consent given with it, hold no longer (解释137): what is on its way
    goes to the party's own home, and no term begins by what still reaches the agent."""
    party = row.party
    had = current_address(party)
    if had is None or not hangs_on(had, row, read_by=portal_user(party, today)):
        return
    confirm_address(
        party=party,
        by=by,
        recipient_name=party.takes_papers[:60],
        postal=party.address,
        phone=party.reached_at,
        confirmed=False,
    )


@transaction.atomic
def take_back_mandate(*, mandate: Mandate, by: By, today: date) -> Mandate:
    """The party takes back what the court has not looked at yet, or says that what its agent handed in is not its own
    (民诉法62): then a clerk looks at how it came about."""
    case, row = _waiting(mandate)
    _take_back(row, by, today)
    _looked_at(case, row.party_id, by, today)
    if brought_by_agent(row):
        words = f"{row.party.name}说{row.name}交来的委托书不是自己出具的，已作废。请向双方核实。"
        open_todo(case=case, kind=TodoKind.SEAT, subject=f"mandate:{row.pk}", words=words, by=by, today=today)
        announce(case=case, event=MandateDenied(mandate_id=row.pk, party_id=row.party_id), by=by)
    return row


def _take_back(row: Mandate, by: By, today: date) -> None:
    move(row, MandateState.REVOKED, MANDATE_MOVES)
    row.decided_by_id, row.decided_on, row.representation = by.user_id, today, None
    row.save(update_fields=["state", "decided_by", "decided_on", "representation"])


def need_no_doubt(case: Case) -> None:
    """ActionRefused while a clerk has yet to say whether people of two sides who have one name are one person."""
    if Todo.objects.filter(case=case, what=TodoKind.SAME_PERSON, done_on__isnull=True).exists():
        raise ActionRefused("双方有同名的人，请先核对不是同一个人，再核对委托手续。是同一个人的，不能代理。")


@transaction.atomic
def looked_into(*, todo: Todo, by: By, today: date) -> None:
    """A clerk has looked whether it is one person (`SAME_PERSON`: it is not), or what was done from another's seat.
    Of several that wait, this one."""
    case, kind = Case.lock(todo.case_id), TodoKind(todo.what)
    if kind not in LOOKED_INTO:
        raise ActionRefused("这一项需要在相应页面办理。")
    if finish_todo(case=case, kind=kind, subject=todo.subject, by=by, today=today):
        announce(case=case, event=LookedInto(what=kind.value), by=by)


def _speaks_beside(row: Mandate) -> User | None:
    """The account by which this agent speaks for this party, or for another of its side, already."""
    rows = Representation.objects.filter(party__case=row.party.case_id, party__side=row.party.side, until__isnull=True)
    known = rows.filter(user__isnull=False).select_related("user").order_by("pk")
    return next((each.user for each in known if same_as(each) == same_as(row)), None)


def _looked_at(case: Case, party_id: int, by: By, today: date) -> None:
    """Nothing of this party waits for the clerk any more: no mandate handed in, no agent of a filing."""
    waits = Mandate.objects.filter(party=party_id, state=MandateState.WAITING).exists()
    named = Representation.objects.filter(party=party_id, until__isnull=True).exclude(checked())
    if not waits and not named.exists():
        finish_todo(case=case, kind=TodoKind.MANDATES, subject=f"party:{party_id}", by=by, today=today)


def _for(by: By, party_id: int) -> By:
    """The court's answer belongs to the party it is given to."""
    return By(user_id=by.user_id, channel=by.channel, party_id=party_id)
