"""The demo's people: one sign-in per kind of person, and the staff, teams, mediators and centres of the six courts.

Everybody here is invented: phones are 1380000xxxx, identity numbers begin with 440000 (the province as a whole, given
to no person), and all demo sign-ins share one password that is printed at the start. Never made where a database of
one's own is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from stdnum.cn import ric

from common.courts.models import Court
from common.fields import blind_index
from common.law import clock
from common.people import actions
from common.people.models import Membership, PostProposal, User
from common.people.states import ADMINISTRATORS, IdKind, Kept, Role
from yunfu_court.simulation import roster

PASSWORD = "Yunfu-demo-2026"  # noqa: S105 - printed for everybody at the start of the demo
FIRST_DAY = date(2020, 1, 6)
HOME = "luoding"


@dataclass(frozen=True)
class SignIn:
    """One demo account: what the person is, and what to type. `seat` counts those of one role in one court from 0."""

    kind: str
    name: str
    phone: str
    role: Role | None = None
    court: str = HOME
    password: str = PASSWORD
    seat: int = 0


# Whichever team of 罗定 a dispute falls to, somebody can sign in as its judge and take it to the end.
SIGN_INS: tuple[SignIn, ...] = (
    SignIn("当事人（起诉、申请的一方）", "张三", "13800000001"),
    SignIn("当事人（被起诉的一方）", "李四", "13800000002"),
    SignIn("律师", "王敏", "13800000003"),
    SignIn("立案员（罗定）", "陈立", "13800000004", Role.CLERK),
    SignIn("诉讼辅导员（罗定）", "周芳", "13800000005", Role.COUNSELLOR),
    SignIn("程序分流员（罗定）", "郑平", "13800000006", Role.TRIAGE_OFFICER),
    SignIn("法官（罗定速裁一团队）", "黄正", "13800000007", Role.JUDGE),
    SignIn("法官助理（罗定）", "林晓", "13800000008", Role.ASSISTANT),
    SignIn("书记员（罗定）", "何静", "13800000009", Role.COURT_CLERK),
    SignIn("调解员（罗定）", "谭和", "13800000010"),
    SignIn("信访专员（罗定）", "邓明", "13800000011", Role.PETITION_OFFICER),
    SignIn("财务（罗定）", "区莉", "13800000012", Role.FINANCE),
    SignIn("庭长（罗定）", "莫刚", "13800000013", Role.DIVISION_HEAD),
    SignIn("院长（罗定）", "欧阳德", "13800000014", Role.PRESIDENT),
    SignIn("院长（云浮中院）", "苏建国", "13800000015", Role.PRESIDENT, "zhongyuan"),
    SignIn("审管办（云浮中院）", "罗琳", "13800000016", Role.MANAGEMENT, "zhongyuan"),
    SignIn("系统管理员", "曾技", "13800000017", Role.ADMIN, "zhongyuan"),
    SignIn("安全管理员", "梁守", "13800000021", Role.SECURITY, "zhongyuan"),
    SignIn("审计管理员", "冼明", "13800000022", Role.AUDIT, "zhongyuan"),
    SignIn("法官（罗定速裁二团队）", "钟海燕", "13800000018", Role.JUDGE, seat=1),
    SignIn("法官（罗定审判一团队）", "卢家豪", "13800000019", Role.JUDGE, seat=2),
    SignIn("法官（罗定审判二团队）", "廖雅琴", "13800000020", Role.JUDGE, seat=3),
)
MEDIATOR_PHONE = "13800000010"


def sign_in(phone: str) -> SignIn:
    """The demo account with this number. KeyError when there is none."""
    return next(each for each in SIGN_INS if each.phone == phone)


def fictitious_id(number: int) -> str:
    """An identity number that passes every check and nobody has (region 440000)."""
    day = date(1958, 3, 1) + timedelta(days=number * 37 % 15_000)
    body = f"440000{day:%Y%m%d}{number % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def new_user(*, name: str, phone: str, number: int, password: str, on: date, **fields: bool) -> User:
    """An unsaved, real-name-verified user. `password` is a hash; `number` makes the identity number."""
    user = User(
        created_at=clock.moment(on),
        verified_on=on,
        consented_on=on,
        password=password,
        password_changed_on=on,
        **fields,
    )
    user.set_name(name)
    user.set_phone(phone, verified=True)
    user.set_identity(IdKind.IDENTITY_CARD, fictitious_id(number))
    return user


def users_by_phone(phones: list[str]) -> dict[str, User]:
    """The users with these numbers, by number. One query."""
    index = {blind_index(phone): phone for phone in phones}
    return {index[user.phone_hash]: user for user in User.objects.filter(phone_hash__in=list(index)).order_by("pk")}


@transaction.atomic
def make_people() -> None:
    """Make the demo's people, teams, centres and mediators where they are missing. Needs the reference data.

    Idempotent: a second call writes nothing. The staff are on duty from 2020 on, so that the whole history is theirs.
    """
    courts = list(Court.objects.order_by("order"))
    posts = roster.posts(courts, {(s.court, s.role, s.seat): (s.name, s.phone) for s in SIGN_INS if s.role})
    others = [(s.name, s.phone) for s in SIGN_INS if s.role is None] + roster.mediators()
    wanted = {post.phone: post.name for post in posts} | {phone: name for name, phone in others}
    have = users_by_phone(list(wanted))
    if len(have) < len(wanted):
        signs = {each.phone for each in SIGN_INS}
        shown, none = make_password(PASSWORD), make_password(None)
        User.objects.bulk_create(
            new_user(
                name=name,
                phone=phone,
                number=int(phone[-4:]),
                password=shown if phone in signs else none,
                on=FIRST_DAY,
                is_staff=phone == "13800000017",
                is_superuser=phone == "13800000017",
            )
            for phone, name in wanted.items()
            if phone not in have
        )
        have = users_by_phone(list(wanted))
    _appoint(posts, have)
    roster.make_teams(courts, posts, have)
    roster.make_mediators(courts, have, MEDIATOR_PHONE)


def _appoint(posts: list[roster.Post], users: dict[str, User]) -> None:
    held = set(Membership.objects.values_list("user_id", "court_id", "role"))
    divisions = {
        (court.pk, division.kind): division.pk
        for court in {post.court for post in posts}
        for division in court.divisions.order_by("-pk")
    }
    made = Membership.objects.bulk_create(
        Membership(
            user=users[post.phone],
            court=post.court,
            division_id=divisions.get((post.court.pk, post.division)) if post.division else None,
            role=post.role,
            since=FIRST_DAY,
            until=post.until,
        )
        for post in posts
        if (users[post.phone].pk, post.court.pk, post.role) not in held
    )
    with clock.at(FIRST_DAY):  # the record is of the city's own time, not of the hour it was built at
        _behind(made)


def _behind(posts: list[Membership]) -> None:
    """Who proposed and who confirmed them: the administrators stood there first, and nobody did so for themselves."""
    by = {Role(post.role): post.user for post in posts if post.role in ADMINISTRATORS}
    first = actions.given(posts=[each for each in posts if each.role in by], proposed_by=None, decided_by=None)
    rest = actions.given(
        posts=[each for each in posts if each.role not in by],
        proposed_by=by.get(Role.ADMIN),
        decided_by=by.get(Role.SECURITY),
    )
    kept: list[tuple[Kept, PostProposal, User | None]] = [(Kept.INSTALLED, row, None) for row in first]
    for row in rest:
        kept += [(Kept.PROPOSED, row, row.proposed_by), (Kept.CONFIRMED, row, row.decided_by)]
    actions.keep(kept)


__all__ = ["PASSWORD", "SIGN_INS", "SignIn", "fictitious_id", "make_people", "new_user", "sign_in"]
