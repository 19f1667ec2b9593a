"""The other side's door: a code on the notice and who they are; then consent, an address, an answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from common.cases.access import disposes, server_of
from common.cases.actions import (
    announce,
    ask_for_guardian,
    close_deadlines,
    finish_todo,
    link_party,
    need_proven,
    prove_guardian,
    set_deadline,
)
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.queries import is_of
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, Disposal, PartyKind, TodoKind
from common.documents.models import Document
from common.fields import blind_index, blind_indexes
from common.law.articles import Finding
from common.law.numbers import clean
from common.people.models import User
from common.people.queries import organisations_of
from common.people.rules import normalise_phone, same_name
from intake.door.events import Answered, ClaimantInvited, CodeGiven, DoorOpened
from intake.door.models import Answer, DefendantDoor
from intake.door.rules import (
    CODE_LENGTH,
    HALL_TRIES,
    LOCKED_MINUTES,
    MANY_TRIES,
    NARROW_TRIES,
    TRIES,
    Pleading,
    admits,
    fits,
    may_enter,
    unreasoned,
)
from intake.filing.queries import beside_the_filer, operator_number
from intake.filing.rules.codes import CODE_ALPHABET, plain_code


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Who stood at the window for a unit, with its licence and their letter: as their own document names them."""

    name: str
    number: str


@transaction.atomic
def make_door(*, party: Party, by: By, today: date) -> str:
    """The code by which this party comes in, made once; asking again gives the same code (a notice printed later
    carries it). Kept encrypted; looked up by its HMAC."""
    Case.lock(party.case_id)
    had = DefendantDoor.objects.filter(party=party).first()
    if had is not None:
        return str(had.code)
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    DefendantDoor.objects.create(party=party, code=code, code_hash=door_key(code), made_on=today)
    return code


@transaction.atomic
def give_code(*, party: Party, by: By, today: date, bearer: Bearer | None = None) -> str:
    """The window tells a party without account its code, having seen who it is; so whoever filed on paper, or is a
    third party, may be linked later. For a unit the clerk has seen its licence and the letter of the `bearer`, whose
    account alone the code then lets in besides the unit's own people. ActionRefused for one who needs none."""
    case = Case.lock(party.case_id)
    party = Party.objects.get(pk=party.pk)
    if party.user_id is not None:
        raise ActionRefused("这位当事人已经关联账号，登录就能看到，不需要案件码。")
    if party.left_on is not None:
        raise ActionRefused("这位当事人已经不在本案中。")
    unit = party.kind != PartyKind.NATURAL
    if unit and (bearer is None or not bearer.name.strip() or not clean(bearer.number)):
        raise ActionRefused("请填写持单位手续来办理的人的姓名和证件号码。", field="name")
    code = make_door(party=party, by=by, today=today)
    if unit and bearer is not None:
        DefendantDoor.objects.filter(party=party).update(
            bearer_name=bearer.name.strip()[:60],
            bearer_hash=blind_index(clean(bearer.number)) or "",
            confirmed_on=today,
            confirmed_by_id=by.user_id,
        )
    if party.guardian:  # the clerk has seen the guardian, and what proves it
        prove_guardian(party=party, today=today)
        finish_todo(case=case, kind=TodoKind.GUARDIAN, subject=party.subject, by=by, today=today)
    announce(case=case, event=CodeGiven(party_id=party.pk), by=by)
    return code


@transaction.atomic
def invite_claimants(*, case: Case, by: By, today: date) -> None:
    """Whoever filed online named further claimants: each speaks for itself (民诉法55), and is told of it with a code of
    its own. At the window all of them sign the paper."""
    case = Case.lock(case.pk)
    for party in beside_the_filer(case):
        make_door(party=party, by=by, today=today)
        announce(case=case, event=ClaimantInvited(party_id=party.pk), by=by)


def door_key(code: str) -> str:
    return blind_index(f"door:{plain_code(code)}") or ""


def _tries_key(door: DefendantDoor, place: str) -> str:
    return f"intake:door:{door.pk}:{blind_index(place)}"


def _tries(door: DefendantDoor, place: str, now: datetime) -> int:
    """Wrong tries from this place that still count: until half an hour after the last."""
    count, until = cache.get(_tries_key(door, place)) or (0, now)
    return int(count) if until > now else 0


@transaction.atomic
def try_door(
    *, code: str, name: str, identity: str, place: str, now: datetime, hall: bool = False
) -> DefendantDoor | None:
    """The door, if code, name and identity fit. None for anything else, and no word why: absent, wrong and locked
    look alike. Five wrong tries from one `place` (an address; in a `hall` the court knows, twenty) lock the door there
    for half an hour, and nowhere else: who holds the code and guesses does not lock out whose it is. Twenty from
    everywhere leave each address two. Must not be called inside a transaction that is rolled back when the answer is
    None: the count of tries would be lost.
    """
    door = (
        DefendantDoor.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(code_hash=door_key(code))
        .first()
    )
    if door is None:
        return None
    narrow = door.locked_until is not None and door.locked_until > now
    tries = _tries(door, place, now)
    if tries >= (HALL_TRIES if hall else NARROW_TRIES if narrow else TRIES):
        return None
    party = door.party
    if fits(
        kind=party.kind,
        name=party.name,
        id_number=party.id_number,
        phone=party.phone,
        typed_name=name,
        typed=identity,
        guardian=party.guardian,
        guardian_numbers=(party.guardian_id, party.guardian_phone) if party.guardian else (),
        operator=party.legal_representative if party.kind == PartyKind.SOLE_TRADER else "",
        operator_numbers=(operator_number(party), normalise_phone(party.phone)),
    ):
        return door
    cache.set(_tries_key(door, place), (tries + 1, now + timedelta(minutes=LOCKED_MINUTES)), LOCKED_MINUTES * 60)
    door.tries += 1
    if door.tries >= MANY_TRIES:
        door.tries, door.locked_until = 0, now + timedelta(minutes=LOCKED_MINUTES)
    door.save(update_fields=["tries", "locked_until"])
    return None


@transaction.atomic
def enter_door(*, door: DefendantDoor, user_id: int, by: By, today: date) -> Case:
    """Link the signed-in account to the party who proved code and identity (在线诉讼规则第十条).

    What the account must have proved besides is `rules.may_enter`'s; else ActionRefused.
    """
    case = Case.lock(door.party.case_id)
    row = DefendantDoor.objects.select_for_update(of=("self",)).select_related("party").get(pk=door.pk)
    party = row.party
    if party.user_id == user_id:
        return case
    user = User.objects.get(pk=user_id)
    found = _may_enter(row, user, today)
    if not found.value:
        raise ActionRefused(f"{found.note}；也可以带身份证件到法院窗口办理。")
    link_party(party=party, user_id=user_id, by=By(user_id=user_id, channel=by.channel, party_id=party.pk), today=today)
    ask_for_guardian(party=Party.objects.get(pk=party.pk), user=user, by=by, today=today)
    if row.opened_on is None:
        DefendantDoor.objects.filter(pk=row.pk).update(opened_on=today)
    announce(
        case=case,
        event=DoorOpened(party_id=party.pk),
        by=By(user_id=user_id, channel=by.channel, party_id=party.pk),
    )
    return case


def _may_enter(door: DefendantDoor, user: User, today: date) -> Finding[bool]:
    party = door.party
    legal = party.kind != PartyKind.NATURAL
    number = operator_number(party)
    units = organisations_of(user, today) if legal else []
    return may_enter(
        kind=party.kind,
        verified=user.is_verified,
        named=same_name(user.name, party.guardian or party.name),
        guardian=party.guardian,
        operates=bool(number)
        and blind_index(number) == user.id_hash
        and same_name(user.name, party.legal_representative),
        member=any(is_of(each, party) for each in units),
        confirmed=bool(door.bearer_hash)
        and door.bearer_hash in blind_indexes(user.id_number)  # the number was never kept: the former keys too
        and same_name(user.name, door.bearer_name),
    )


@transaction.atomic
def give_answer(
    *,
    party: Party,
    once: UUID,
    pleading: Pleading,
    by: By,
    today: date,
    document: Document | None = None,
) -> Answer:
    """答辩 (民事诉讼法第一百二十八条). The same `once`, or the same words, points and file again, is the same answer;
    another one adds to the first.

    ActionRefused when nothing was said, or when a claim is admitted by who may not dispose. The copy goes to the other
    side within five days.
    """
    case = Case.lock(party.case_id)
    had = Answer.objects.filter(party=party, once=once).first()
    if had is not None:
        return had
    if (had := _said_before(party, pleading, document, by)) is not None:
        return had
    if pleading.empty and document is None:
        raise ActionRefused("请写下您的意见，或者上传答辩状。", field="text")
    if case.closed_on is not None:
        raise ActionRefused("案件已经结束，不能再提交答辩。")
    if not pleading.text and document is None:
        for field, words in unreasoned(pleading.form, pleading.answers).items():
            raise ActionRefused(words, field=field)
    if field := admits(pleading):
        need_proven(party=party, by=by, field=field)
        if not disposes(party, by, Disposal.ADMIT, today):
            words = "代为承认对方的请求，须有经法院核对的特别授权。请改写这一处，或者由当事人本人答辩。"
            raise ActionRefused(words, field=field)
    row = Answer.objects.create(
        case=case,
        party=party,
        once=once,
        form=pleading.form.key if pleading.form else "",
        form_version=pleading.form.version if pleading.form else "",
        text=pleading.text,
        answers=dict(pleading.answers) or None,
        document=document,
        given_on=today,
        entered_by_id=by.user_id,
    )
    close_deadlines(case=case, today=today, terms=["answer"], subject=party.subject)
    subject = party.subject
    runs = case.deadlines.filter(term="answer_copy", subject=subject, start=today, state=DeadlineState.OPEN)
    if case.registered_on is not None and not runs.exists():
        holder = server_of(case, today)
        set_deadline(case=case, term="answer_copy", holder=holder, start=today, subject=subject, by=by)
    announce(case=case, event=Answered(answer_id=row.pk, party_id=party.pk), by=by)
    return row


def _said_before(party: Party, pleading: Pleading, document: Document | None, by: By) -> Answer | None:
    """The party's answer that says the very same, if the same person gave one."""
    digest = document.sha256 if document else ""
    for had in party.answers.filter(entered_by=by.user_id).select_related("document").order_by("pk"):
        then = had.pleading
        filed = had.document.sha256 if had.document else ""
        if (then.text, then.answers, filed) == (pleading.text, pleading.answers, digest):
            return had
    return None
