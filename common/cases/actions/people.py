"""Who takes part: admitting and releasing; linking a party to an account; to-dos for a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from common.cases.access import SIDES, disposes, is_proven, is_provisional, lacks_guardian, opposes
from common.cases.events import Admitted, By, Channel, PhoneChecked, Released, SeatEnded, StoodAside, TodoOpened
from common.cases.models import Case, Event, Participation, Party, Todo
from common.cases.queries import is_of
from common.cases.rules import ActionRefused, guardian_needed, said_itself
from common.cases.states import LOOKED_INTO, Capacity, Disposal, PartyKind, TodoKind
from common.people.access import holds_post
from common.people.models import OrganisationMember, User
from common.people.queries import staff_of
from common.people.rules import same_name
from common.people.states import Role
from common.web.wording import moment_words

from .announce import announce


@transaction.atomic
def admit(
    *, case: Case, user_id: int, capacity: Capacity, by: By, today: date, party: Party | None = None
) -> Participation:
    """Let a person see and act in a case in one capacity, as an agent for one party; admitting again changes nothing.

    ActionRefused for a party or an agent who is or was on another side (`need_own_side`): no door goes round it.
    """
    case = Case.lock(case.pk)
    if party is not None and capacity in SIDES:
        need_own_side(party=party, user=User.objects.get(pk=user_id))
    one = {"party": party} if capacity == Capacity.AGENT else {}
    row, made = Participation.objects.get_or_create(
        case=case,
        user_id=user_id,
        capacity=capacity,
        until=None,
        **one,
        defaults={"since": today, "party": party},
    )
    if made:
        announce(case=case, event=Admitted(participation_id=row.pk, capacity=capacity), by=by)
    return row


@transaction.atomic
def stand_aside(*, case: Case, user_id: int, by: By, today: date) -> None:
    """This person is nobody of the court in the case from today on, by whatever post: they see and do nothing in it,
    and no choice falls on them (民诉法47). Said again, the first stays."""
    case = Case.lock(case.pk)
    row, made = Participation.objects.get_or_create(
        case=case, user_id=user_id, capacity=Capacity.ASIDE, until=None, defaults={"since": today}
    )
    if not made:
        return
    held = Participation.objects.filter(case=case, user=user_id, until__isnull=True, party__isnull=True)
    for capacity in held.exclude(capacity__in=(Capacity.COMPLAINED, Capacity.ASIDE)).values_list("capacity", flat=True):
        release(case=case, capacity=Capacity(capacity), by=by, today=today, user_id=user_id)
    announce(case=case, event=StoodAside(participation_id=row.pk), by=by)


def need_own_side(*, party: Party, user: User | None = None, name: str = "", phone: str = "") -> None:
    """ActionRefused for who is or was on another side of the party's case, with or without account (民诉法59, 62)."""
    if opposes(party, user=user, name=name, phone=phone):
        raise ActionRefused(
            "这个人在本案中已有其他身份（包括以前的），不能再代表这一方。有疑问请到窗口或者拨打 12368。"
        )


def need_no_post(*, user: User | None, today: date, phone: str = "", field: str = "") -> None:
    """ActionRefused for an account that holds a post in a court: it is nobody's agent, in whatever case (解释84). So is
    whoever has the number of such an account, its real name checked or not."""
    known = [user, User.objects.get_by_phone(phone) if phone else None]
    if any(each is not None and holds_post(each, today) for each in known):
        raise ActionRefused("法院工作人员不能当代理人。请另外委托一位。", field=field)


def need_guardian(*, party: Party, by: By, today: date, field: str = "") -> None:
    """ActionRefused for a child, or a ward whose guardian is gone, by whichever door: nobody signs or decides for it
    before a guardian is on file (民诉法60)."""
    user = User.objects.filter(pk=by.user_id).first() if by.user_id == party.user_id and by.user_id else None
    if lacks_guardian(party, today, user):
        raise ActionRefused(f"{guardian_needed(party.name)}。", field=field)


@transaction.atomic
def ask_for_guardian(*, party: Party, user: User | None, by: By, today: date) -> bool:
    """A child takes part and nobody acts for it by law: the clerk finds out who does. Whether it is so."""
    if not lacks_guardian(party, today, user):
        return False
    words = f"{party.name}不满十八周岁，没有登记法定代理人，登记以前不能签名，也不能同意调解、撤诉。请联系监护人登记。"
    subject = party.subject
    open_todo(case=party.case, kind=TodoKind.GUARDIAN, subject=subject, words=words, by=by, today=today)
    return True


def need_checked(*, party: Party, by: By, today: date, field: str = "") -> None:
    """ActionRefused for an agent whose mandate, or a guardian whose proof, still waits to be checked, and where a party
    that cannot sue alone has no guardian: nothing is disposed of until then."""
    need_guardian(party=party, by=by, today=today, field=field)
    at_window = by.channel in (Channel.COUNTER, Channel.STATION)
    if at_window or by.user_id is None or not is_provisional(party, by.user_id, today):
        return
    if party.guardian_unproved:
        raise ActionRefused(
            "法院还没有核对监护关系证明，核对前不能代为同意调解、和解、撤回。请带户口簿、出生医学证明或者指定监护的文书"
            "到法院窗口核对。",
            field=field,
        )
    raise ActionRefused(
        "法院还没有核对您的委托手续，核对前不能代为同意调解、和解、撤回。请带授权委托书原件到法院窗口核对，"
        "也可以由当事人本人办理。",
        field=field,
    )


def need_proven(*, party: Party, by: By, field: str = "") -> None:
    """ActionRefused for an account that holds the party's seat and is not proved to be the party, or whose name nobody
    checked, an agent's too (在线诉讼规则7)."""
    user = User.objects.filter(pk=by.user_id).first() if by.user_id is not None else None
    if user is None or by.channel in (Channel.COUNTER, Channel.STATION):
        return
    need_settled(user, field=field)
    if is_proven(party, user):
        return
    if Party.objects.filter(pk=party.pk, user=user).exists():
        note = "您的账号实名与这位当事人不一致" if user.is_verified else "请先完成实名认证再办理"
        raise ActionRefused(f"{note}；也可以带身份证件到法院窗口当面办理。", field=field)
    if not user.is_verified:
        raise ActionRefused("请先完成实名认证再办理；也可以带身份证件到法院窗口当面办理。", field=field)


def need_settled(user: User, *, field: str = "") -> None:
    """ActionRefused for a day after the account's number has changed: whoever got hold of a telephone or a session
    signs, agrees to and gives up nothing before its owner has heard of it."""
    if (until := user.settles_at) is not None:
        raise ActionRefused(
            f"您的账号刚换了手机号。为了防止别人冒用，{moment_words(until)}以后才能办理这件事；"
            "急着办的，请带身份证件到法院窗口当面办理。",
            field=field,
        )


def need_power(*, party: Party, by: By, act: Disposal, today: date) -> None:
    """ActionRefused unless who acts may do this with what is the party's (民诉法62第2款; 解释89)."""
    need_proven(party=party, by=by)
    need_checked(party=party, by=by, today=today)
    if not disposes(party, by, act, today):
        raise ActionRefused(f"请由当事人本人，或者由授权委托书写明“{act.power.label}”的特别授权代理人办理。")


@transaction.atomic
def release(
    *, case: Case, capacity: Capacity, by: By, today: date, user_id: int | None = None, party: Party | None = None
) -> int:
    """End the participation of whoever holds `capacity` (or only of one person, or for one party). Returns how many
    ended."""
    case = Case.lock(case.pk)
    rows = Participation.objects.select_for_update().filter(case=case, capacity=capacity, until__isnull=True)
    if user_id is not None:
        rows = rows.filter(user_id=user_id)
    if party is not None:
        rows = rows.filter(party=party)
    ended = 0
    for row in rows.order_by("pk"):
        row.until = today
        row.save(update_fields=["until"])
        announce(case=case, event=Released(participation_id=row.pk, capacity=capacity), by=by)
        ended += 1
    return ended


@transaction.atomic
def unit_left(member: OrganisationMember) -> None:
    """For settings.UNIT_LEFT_HANDLERS: whoever stood for the unit in its cases as its member stands there to the last
    day, and the unit's place is free for whoever it sends next. Whom it named itself as legal representative stays
    (民诉法51).
    """
    if member.until is None or member.ended_by_id is None:
        raise ValueError("the membership has not ended")
    by, user = By(user_id=member.ended_by_id, channel=Channel.COUNTER), member.user
    mine = Party.objects.filter(user=user).exclude(kind=PartyKind.NATURAL).order_by("case_id", "pk")
    for party in mine:
        if not is_of(member, party):
            continue
        if said_itself(party.side) and same_name(user.name, party.legal_representative):
            continue
        case = Case.lock(party.case_id)
        for pk in vacate(party=party, user_id=user.pk, until=member.until + timedelta(days=1)):
            announce(case=case, event=Released(participation_id=pk, capacity=Capacity.PARTY), by=by)


def vacate(*, party: Party, user_id: int | None, until: date) -> list[int]:
    """The account stands for the party no more from `until` on, and the party's place is free. Returns the keys of what
    it took part by, oldest first. Part of an action that holds the case's lock."""
    Party.objects.filter(pk=party.pk, user=user_id).update(user=None)
    rows = Participation.objects.select_for_update().filter(
        case=party.case_id, user=user_id, party=party, capacity=Capacity.PARTY, until__isnull=True
    )
    ended = list(rows.order_by("pk").values_list("pk", flat=True))
    Participation.objects.filter(pk__in=ended).update(until=until)
    return ended


@transaction.atomic
def end_seat(*, party: Party, user: User, today: date) -> list[Event]:
    """The account turned out to be somebody else: it takes part no more, and the party's place is free for the party.
    Returns what it did in the party's name, oldest first; whether that stands is a clerk's to say."""
    case = Case.lock(party.case_id)
    by = By(user_id=user.pk, channel=Channel.WEB, party_id=party.pk)
    acts = Event.objects.filter(case=case, actor=user, party=party).exclude(kind__startswith="cases.").order_by("seq")
    found = list(acts)
    vacate(party=party, user_id=user.pk, until=today)
    announce(case=case, event=SeatEnded(party_id=party.pk, acts=tuple(each.seq for each in found)), by=by)
    return found


@transaction.atomic
def link_party(*, party: Party, user_id: int, by: By, today: date) -> Participation:
    """A party who was only a name until now signs in: link the account. Refused when another holds the place."""
    case = Case.lock(party.case_id)
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.user_id is not None and party.user_id != user_id:
        raise ActionRefused("该当事人已由另一账号关联。如非您本人操作，请联系法院窗口或拨打 12368。")
    if party.user_id is None:
        party.user_id = user_id
        party.save(update_fields=["user"])
    return admit(case=case, user_id=user_id, capacity=Capacity.PARTY, by=by, today=today, party=party)


@transaction.atomic
def check_phone(*, party: Party, by: By, today: date) -> Party:
    """The number is the party's own: it confirmed it itself (送达地址确认书), or somebody of the court called it and
    spoke with the party. Until then no name and nothing of the case goes there. Checked already: unchanged."""
    case = Case.lock(party.case_id)
    row = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if not row.phone:
        raise ActionRefused("这位当事人没有登记电话，请先补上号码。")
    if row.phone_checked_on is not None:
        return row
    row.phone_checked_on = today
    row.save(update_fields=["phone_checked_on"])
    announce(case=case, event=PhoneChecked(party_id=row.pk), by=by)
    return row


@transaction.atomic
def open_todo(
    *,
    case: Case,
    kind: TodoKind,
    words: str,
    by: By,
    today: date,
    subject: str = "",
    role: Role | None = None,
    source: Event | None = None,
) -> Todo:
    """Put something on the list of a role (the kind's own unless another is named) because it lacked a person or a
    fact; once while it is open. `subject` tells apart what may wait beside another of its kind: without one, the second
    is taken for the first. `source` is the event whose step lacked it."""
    case = Case.lock(case.pk)
    row, made = Todo.objects.get_or_create(
        case=case,
        what=kind,
        subject=subject,
        done_on=None,
        defaults={"words": words[:200], "role": role or kind.role, "source": source, "opened_on": today},
    )
    if made:
        announce(case=case, event=TodoOpened(todo_id=row.pk, what=kind.value), by=by)
    return row


def raise_doubts(*, case: Case, doubts: Sequence[str], by: By, today: date) -> None:
    """People of two sides have one name, and nothing tells them apart: a clerk looks whether it is one person, who
    cannot stand on both (民诉法59, 62). Nobody is refused for a name alone."""
    for doubt in doubts:
        words = f"{doubt}同名，请核对是不是同一个人。"
        open_todo(case=case, kind=TodoKind.SAME_PERSON, subject=doubt[:120], words=words, by=by, today=today)


@transaction.atomic
def finish_todo(*, case: Case, kind: TodoKind, by: By, today: date, subject: str | None = None) -> int:
    """Tick the open to-dos of this kind, or only the one about `subject`. Returns how many there were."""
    rows = Todo.objects.filter(case=case, what=kind, done_on__isnull=True)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return rows.update(done_on=today, done_by_id=by.user_id)


@transaction.atomic
def look_into(*, todo: Todo, by: By, today: date) -> Todo:
    """Whoever has a to-do that is only to be looked into has done so. Said twice, the first stays."""
    Case.lock(todo.case_id)
    row = Todo.objects.select_for_update(of=("self",)).get(pk=todo.pk)
    if TodoKind(row.what) not in LOOKED_INTO:
        raise ActionRefused("这一项需要在相应页面办理。")
    if row.done_on is None:
        row.done_on, row.done_by_id = today, by.user_id
        row.save(update_fields=["done_on", "done_by"])
    return row


@transaction.atomic
def outdate_todos(*, case: Case, by: By, today: date, all_kinds: bool) -> int:
    """The case moved on: the steps that waited on its old stage are asked for no more; at its end, nothing is."""
    rows = Todo.objects.filter(case=case, done_on__isnull=True)
    if not all_kinds:
        rows = rows.filter(source__isnull=False)
    return rows.update(done_on=today, done_by_id=by.user_id)


def need_judge(*, case: Case, by: By, today: date) -> None:
    """Who judges is a judge of the case's court on the day itself, whether or not a sweep has named another since."""
    if by.user_id not in {post.user_id for post in staff_of(case.court_id, Role.JUDGE, today)}:
        raise ActionRefused("您现在不是这个法院的法官，这件事由另外指定的法官办。")
