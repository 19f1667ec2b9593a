"""Taking a petition in, giving it an owner, linking the suit it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from common.cases.access import conflicted
from common.cases.access.sight import WITHOUT_POST
from common.cases.actions import (
    PartyData,
    admit,
    announce,
    finish_todo,
    give_number,
    link_party,
    open_case,
    open_todo,
    release,
)
from common.cases.events import SYSTEM, Admitted, By
from common.cases.models import Case, CaseLink, Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, CaseKind, PartyKind, Side, Stage, TodoKind
from common.courts.models import Court, Division
from common.fields import blind_index
from common.law.regimes import NumberKind
from common.people.models import User
from common.people.queries import organisations_of, staff_of
from common.people.rules import same_name
from common.people.states import Role
from petitions.letters.access import code_hash, first_code
from petitions.letters.actions.locking import keep, locked, move
from petitions.letters.actions.terms import set_terms
from petitions.letters.events import Linked, Lodged, Routed
from petitions.letters.models import Petition, Routing, Sorting
from petitions.letters.queries import (
    case_number_text,
    complained_of,
    division_for,
    loads,
    possible_owners,
    suit_of,
)
from petitions.letters.rules import limb_for, owner_by_load, representatives_problem
from petitions.letters.states import IN_HAND, About, Form, Limb, PetitionState, RouteReason

ANONYMOUS = "匿名信访人"
_OVERSEERS = [Role.DIVISION_HEAD, Role.PRESIDENT]
# What is said about a suit itself concerns whoever had it in hand; a question about service or anything else does not.
_OF_THE_SUIT = (About.CONDUCT, About.JUDGMENT, About.ENFORCEMENT, About.FILING)


@transaction.atomic
def lodge(
    *,
    court: Court,
    form: Form,
    about: About,
    content: str,
    demand: str,
    petitioner: PartyData,
    once: UUID,
    by: By,
    today: date,
    concerned_number: str = "",
    anonymous: bool = False,
    people: int = 1,
    representatives: int = 1,
    received_on: date | None = None,
) -> Petition:
    """Register a petition, number it, set its terms and route it; the same `once` gives the same petition.

    `received_on` is the day a letter came in (not after today; the terms run from it). The query code is
    `access.first_code(once)`; only its hash is kept. Announces Lodged, then Linked and Routed as far as they happen;
    without a petition officer in the court a to-do is opened instead. 信访条例 17, 20, 23, 31.
    """
    had = Petition.objects.filter(once=once).first()
    if had is not None:
        return had
    received = received_on or today
    if received > today:
        raise ActionRefused("收到日不能晚于今天。", field="received_on")
    problem = representatives_problem(form, people, representatives).value
    if problem:
        raise ActionRefused(problem, field="representatives")
    _need_own_name(petitioner, today)
    return taken_in(
        court=court,
        form=form,
        about=about,
        limb=limb_for(about).value,
        content=content,
        demand=demand,
        petitioner=petitioner,
        once=once,
        by=by,
        today=today,
        received=received,
        concerned_number=case_number_text(concerned_number),
        anonymous=anonymous,
        people=people,
        representatives=representatives,
    )


def taken_in(
    *,
    court: Court,
    form: Form,
    about: About,
    limb: Limb,
    petitioner: PartyData,
    once: UUID,
    by: By,
    today: date,
    received: date,
    **values: Any,
) -> Petition:
    """The petition as a case of its own, numbered, with its terms and its owner. `values`: other columns of the row.
    Inside the caller's transaction; what is asked before, its caller asks."""
    if petitioner.side is not Side.PETITIONER:
        raise ValueError("a petitioner stands on the petitioner's side")
    case, (party,) = open_case(
        court=court,
        kind=CaseKind.PETITION,
        route=None,
        cause="",
        cause_name="",
        received_on=received,
        channel=by.channel,
        parties=[petitioner],
        stage=Stage.HANDLING,
        title=f"{petitioner.name}反映{about.label}问题",
    )
    case = Case.lock(case.pk)
    # Before the number: a second submit waits here on `once` and draws none.
    petition = Petition.objects.create(
        case=case,
        form=form,
        about=about,
        limb=limb,
        code_hash=code_hash(case.uid, first_code(once)),
        lodged_on=today,
        due_on=received,
        once=once,
        **values,
    )
    Sorting.objects.create(petition=petition, limb=limb, on=today)
    by = By(user_id=by.user_id, channel=by.channel, party_id=party.pk)
    give_number(case=case, kind=NumberKind.PETITION, by=by, today=today)
    if party.user_id is not None:
        link_party(party=party, user_id=party.user_id, by=by, today=today)
    petition.due_on = set_terms(petition, start=received, today=today, by=by)[0].due or received
    petition.save(update_fields=["due_on"])
    announce(case=case, event=Lodged(petition_id=petition.pk, form=form), by=by)
    _link_own_suit(petition, party, today)
    _name_who_is_named(petition, today)
    _route_by_rule(petition, today)
    return petition


def _need_own_name(petitioner: PartyData, today: date) -> None:
    """Who lodges under an account whose real name was checked signs with that name, or for a unit it belongs to."""
    if petitioner.user_id is None:
        return
    user = User.objects.filter(pk=petitioner.user_id, verified_on__isnull=False).first()
    if user is None:
        return
    if petitioner.kind is PartyKind.NATURAL:
        if not same_name(petitioner.name, user.name):
            words = f"您的账号实名是“{user.name}”，署名应当一致。替别人反映的，请退出登录后提交，或者到窗口。"
            raise ActionRefused(words, field="name")
    elif not any(same_name(petitioner.name, each.organisation.name) for each in organisations_of(user, today)):
        words = "您的账号没有加入这个单位。请退出登录后以单位名义提交，或者带证明到窗口。"
        raise ActionRefused(words, field="name")


def _link_own_suit(petition: Petition, party: Party, today: date) -> None:
    """Only a suit in which the petitioner is a party, by the identity number's hash; the rest an officer decides."""
    suit = suit_of(petition.concerned_number) if petition.concerned_number else None
    if suit is None:
        return
    known = {blind_index(party.id_number)}
    if party.user is not None and party.user.is_verified:
        known.add(party.user.id_hash)
    known.discard(None)
    if known and suit.parties.filter(id_hash__in=known).exists():
        _link(petition, suit, SYSTEM, today)


def _link(petition: Petition, suit: Case, by: By, today: date) -> bool:
    """Whoever had a suit in hand is concerned by what is said of it (信访条例28第3款)."""
    _, made = CaseLink.objects.get_or_create(case=petition.case, other=suit, kind="concerns")
    if made:
        announce(case=petition.case, event=Linked(petition_id=petition.pk, case_id=suit.pk), by=by)
        if petition.about in _OF_THE_SUIT:
            for user_id in _handled(suit):
                admit(case=petition.case, user_id=user_id, capacity=Capacity.COMPLAINED, by=by, today=today)
    return made


def _handled(suit: Case) -> list[int]:
    """Who has had the suit in hand for the court."""
    rows = suit.participations.exclude(capacity__in=(*WITHOUT_POST, Capacity.COMPLAINED))
    return list(rows.order_by("user").values_list("user", flat=True).distinct())


def _route_by_rule(petition: Petition, today: date) -> None:
    court = petition.case.court
    division = division_for(court, About(petition.about))
    owner = owner_by_load(loads(petition.case, today))
    if division is None or owner is None:
        lack = "没有信访专员" if owner is None else "没有可以承办的部门"
        petition.division = division
        petition.save(update_fields=["division"])
        open_todo(
            case=petition.case,
            kind=TodoKind.PETITION_ROUTE,
            words=f"本院{lack}，请指定承办人。",
            by=SYSTEM,
            today=today,
        )
        return
    _give(petition, division, owner.user_id, RouteReason.RULE, "", SYSTEM, today)


def _give(
    petition: Petition, division: Division, owner_id: int, reason: RouteReason, words: str, by: By, today: date
) -> None:
    former = petition.owner_id
    Routing.objects.create(
        petition=petition,
        division=division,
        former_id=former,
        owner_id=owner_id,
        on=today,
        by_id=by.user_id,
        reason=reason,
        words=words,
    )
    to = PetitionState.ROUTED if petition.state == PetitionState.LODGED else PetitionState(petition.state)
    if to == petition.state:
        keep(petition, division=division, owner_id=owner_id)
    else:
        move(petition, to, division=division, owner_id=owner_id)
    if former is not None and former != owner_id:
        release(case=petition.case, capacity=Capacity.PETITION_OFFICER, user_id=former, by=by, today=today)
    admit(case=petition.case, user_id=owner_id, capacity=Capacity.PETITION_OFFICER, by=by, today=today)
    finish_todo(case=petition.case, kind=TodoKind.PETITION_ROUTE, by=by, today=today)
    announce(
        case=petition.case,
        event=Routed(petition_id=petition.pk, division_id=division.pk, owner_id=owner_id),
        by=by,
    )


@transaction.atomic
def reroute(
    *,
    petition: Petition,
    division: Division,
    owner_id: int,
    reason: RouteReason,
    by: By,
    today: date,
    words: str = "",
    expected: int | None = None,
) -> Petition:
    """Give it to another owner or division of its court, for a coded reason (other reasons need words).

    ActionRefused when it is answered already, when nothing would change, or when somebody was faster (`expected`).
    """
    row = locked(petition, expected)
    recused = row.owner_id is not None and row.owner_id in conflicted(row.case)
    if row.state != PetitionState.LODGED and row.state not in IN_HAND and not recused:
        raise ActionRefused("已经答复的信访不能再转办。")
    if division.court_id != row.case.court_id:
        raise ActionRefused("请选择本院的部门。", field="division")
    if owner_id not in {post.user_id for post in possible_owners(row.case, today)}:
        raise ActionRefused("请选择本院的信访专员或者庭长。", field="owner")
    if (row.owner_id, row.division_id) == (owner_id, division.pk):
        raise ActionRefused("承办人和承办部门没有变化。", field="owner")
    if reason is RouteReason.OTHER and not words.strip():
        raise ActionRefused("请写明原因。", field="words")
    _give(row, division, owner_id, reason, words.strip(), by, today)
    return row


@transaction.atomic
def link_case(*, petition: Petition, suit: Case, by: By, today: date, expected: int | None = None) -> Petition:
    """Link the suit it concerns, by an officer's hand; linking again changes nothing."""
    row = locked(petition, expected)
    if suit.kind == CaseKind.PETITION or suit.pk == row.case_id:
        raise ActionRefused("这不是诉讼案件的案号。", field="number")
    if _link(row, suit, by, today):
        keep(row)
        pass_on(row, today)
    return row


@transaction.atomic
def name_complained(*, petition: Petition, user_id: int, by: By, today: date, expected: int | None = None) -> Petition:
    """Somebody of the court's own staff of whom it complains: they neither see it nor handle it (信访条例28第3款,
    30第3款), and where it lies with them another has it. Named again, nothing changes."""
    row = locked(petition, expected)
    if row.state == PetitionState.CONCLUDED:
        raise ActionRefused("已经办结的信访不再登记。")
    if user_id not in {post.user_id for post in staff_of(row.case.court_id, list(Role), today)}:
        raise ActionRefused("请选择本院的人员。", field="user")
    left = {post.user_id for post in staff_of(row.case.court_id, _OVERSEERS, today)} - conflicted(row.case) - {user_id}
    if not left:
        raise ActionRefused("登记以后，本院没有人能监督这件信访。请报上一级法院办理。", field="user")
    admit(case=row.case, user_id=user_id, capacity=Capacity.COMPLAINED, by=by, today=today)
    keep(row)
    pass_on(row, today)
    return row


@transaction.atomic
def clear_complained(*, petition: Petition, user_id: int, by: By, today: date, expected: int | None = None) -> Petition:
    """Somebody was not meant after all; said by another than who had named them. Said twice, nothing changes."""
    row = locked(petition, expected)
    seat = next((each for each in complained_of(row) if each.user_id == user_id), None)
    if seat is None:
        return row
    named = Event.objects.filter(case=row.case_id, kind=Admitted.kind, payload__participation_id=seat.pk)
    if by.user_id in set(named.values_list("actor", flat=True)):
        raise ActionRefused("是您登记的，请另一位信访专员、庭长或者院长核对后取消。")
    release(case=row.case, capacity=Capacity.COMPLAINED, user_id=user_id, by=by, today=today)
    keep(row)
    return row


def _name_who_is_named(petition: Petition, today: date) -> None:
    """A complaint about conduct says whom it means: whoever of the court's staff is named in it does not get it."""
    if petition.about != About.CONDUCT:
        return
    said = f"{petition.content}{petition.demand}"
    for post in staff_of(petition.case.court_id, list(Role), today):
        if len(post.user.name) > 1 and post.user.name in said:
            admit(case=petition.case, user_id=post.user_id, capacity=Capacity.COMPLAINED, by=SYSTEM, today=today)


def pass_on(row: Petition, today: date) -> None:
    """Away from an owner whom it turns out to concern: to the officer with the least to do, else somebody is asked to
    find one. Inside the caller's transaction."""
    if row.owner_id is None or row.division is None or row.owner_id not in conflicted(row.case):
        return
    owner = owner_by_load(loads(row.case, today))
    if owner is not None:
        _give(row, row.division, owner.user_id, RouteReason.RECUSAL, "", SYSTEM, today)
        return
    release(case=row.case, capacity=Capacity.PETITION_OFFICER, user_id=row.owner_id, by=SYSTEM, today=today)
    open_todo(
        case=row.case,
        kind=TodoKind.PETITION_ROUTE,
        words="承办人与这件信访有关，应当回避，请另行指定承办人。",
        by=SYSTEM,
        today=today,
        role=Role.DIVISION_HEAD,
    )
