"""Who works where in the demo: posts, teams, mediation centres and mediators of the six courts, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from common.courts.models import Court
from common.courts.states import DivisionKind
from common.people.models import User
from common.people.states import Role
from mediation.roster.models import Centre, Mediator
from mediation.roster.states import CentreKind
from triage.teams.models import Team
from triage.teams.states import TeamKind

SURNAMES = "梁陈李黄张区莫欧谭邓刘林何叶罗冯彭曾苏潘钟卢廖严伍余"
GIVEN = [
    "志强",
    "秀英",
    "建华",
    "丽娟",
    "伟明",
    "少芬",
    "国栋",
    "燕玲",
    "锦添",
    "桂芳",
    "永健",
    "惠珍",
    "水生",
    "月娥",
    "文辉",
    "春梅",
    "炳坤",
    "彩云",
    "泽林",
    "玉莲",
    "浩然",
    "嘉欣",
    "子轩",
    "晓彤",
    "俊杰",
    "思敏",
    "振邦",
    "海燕",
    "家豪",
    "雅琴",
    "润生",
    "凤仪",
    "伯年",
    "静怡",
    "启航",
    "若兰",
    "宏图",
    "美玲",
    "柏林",
    "素珍",
]


def invented_name(number: int) -> str:
    """The same name for the same number; the first thousand differ."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[(number // len(SURNAMES) + number) % len(GIVEN)]


@dataclass(frozen=True)
class Post:
    """Somebody's post in a court; `seat` counts the people of one role in one court from 0."""

    court: Court
    role: Role
    seat: int
    name: str
    phone: str
    division: DivisionKind | None = None
    until: date | None = None


# How many of each role a court has, and in which kind of division they sit.
_SEATS: tuple[tuple[Role, int, DivisionKind | None], ...] = (
    (Role.CLERK, 2, DivisionKind.FILING),
    (Role.COUNSELLOR, 1, DivisionKind.FILING),
    (Role.TRIAGE_OFFICER, 1, DivisionKind.FILING),
    (Role.JUDGE, 4, DivisionKind.TRIAL),
    (Role.ASSISTANT, 4, DivisionKind.TRIAL),
    (Role.COURT_CLERK, 4, DivisionKind.TRIAL),
    (Role.PETITION_OFFICER, 1, DivisionKind.PETITIONS),
    (Role.FINANCE, 1, DivisionKind.FINANCE),
    (Role.DIVISION_HEAD, 1, DivisionKind.FILING),
    (Role.PRESIDENT, 1, None),
    (Role.MANAGEMENT, 1, DivisionKind.MANAGEMENT),
)
# The six courts have one administration, at the intermediate court; what one does there another sees.
_ADMINISTRATORS: tuple[tuple[Role, int, DivisionKind | None], ...] = (
    (Role.ADMIN, 1, None),
    (Role.SECURITY, 1, None),
    (Role.AUDIT, 1, None),
)
# Every court's staff have numbers of their own: 138000 + 1 + order of the court + two digits.
_PER_COURT = 100
# 云安 has no petition officer: what arrives there waits until the head of division gives it to somebody.
VACANT = ("yunanqu", Role.PETITION_OFFICER)


def posts(courts: Sequence[Court], named: Mapping[tuple[str, Role, int], tuple[str, str]]) -> list[Post]:
    """Every post of every court; `named` puts a demo sign-in (name, phone) in its seat: court, role, number."""
    found: list[Post] = []
    for court in courts:
        place = 0
        seats = [*_SEATS, *_ADMINISTRATORS] if court.is_intermediate else _SEATS
        for role, count, division in seats:
            for seat in range(count):
                place += 1
                if (court.slug, role) == VACANT:
                    continue
                number = 1000 + court.order * _PER_COURT + place
                own = (invented_name(number), f"1380000{number}")
                name, phone = named.get((court.slug, role, seat), own)
                # One judge of each court sits in the filing division: drafts of 不予受理 go there first.
                where = DivisionKind.FILING if role is Role.JUDGE and seat == 3 else division
                found.append(Post(court, role, seat, name, phone, where))
    return found


# (name, kind, seat of judge, assistant and court clerk)
_TEAMS = (
    ("速裁一团队", TeamKind.FAST, 0),
    ("速裁二团队", TeamKind.FAST, 1),
    ("审判一团队", TeamKind.CAREFUL, 2),
    ("审判二团队", TeamKind.CAREFUL, 3),
)
SHORT_OF_TEAMS = "yunanqu"  # its careful teams are dissolved shortly before today (City): such cases wait for a team


def make_teams(courts: Sequence[Court], everybody: Sequence[Post], users: Mapping[str, User]) -> None:
    """Two fast and two careful teams in each court, each with judge, assistant and court clerk."""
    seats = {(post.court.pk, post.role, post.seat): users[post.phone].pk for post in everybody}
    had = set(Team.objects.values_list("court_id", "name"))
    Team.objects.bulk_create(
        Team(
            court=court,
            name=name,
            kind=kind,
            judge_id=seats[court.pk, Role.JUDGE, seat],
            assistant_id=seats[court.pk, Role.ASSISTANT, seat],
            court_clerk_id=seats[court.pk, Role.COURT_CLERK, seat],
            since=date(2020, 6, 1),
        )
        for court in courts
        for name, kind, seat in _TEAMS
        if (court.pk, name) not in had
    )


_OPENED = {"yunanqu": date(2025, 3, 3)}  # the last court to open its centre: coverage moves that month
_KINDS = {"luoding": CentreKind.INDEPENDENT, "yuncheng": CentreKind.INDEPENDENT}
# (organisation, specialities, share of the court's townships served: 0 none, 1 first half, 2 second half)
_MEDIATORS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("人民调解委员会", ("合同", "消费", "金融"), 1),
    ("劳动人事争议调解中心", ("劳动争议",), 0),
    ("妇女联合会", ("婚姻家庭", "邻里"), 2),
    ("道路交通事故损害赔偿调解委员会", ("道路交通", "医疗"), 0),
    ("物业纠纷调解委员会", ("物业", "消费", "邻里"), 2),
)
_MEDIATOR_PHONES = 1900  # 13800001900 + 10 per court


def _phone(order: int, place: int) -> str:
    return f"1380000{_MEDIATOR_PHONES + order * 10 + place}"


def mediators() -> list[tuple[str, str]]:
    """(name, phone) of every mediator of the six courts but the demo sign-in, who takes 罗定's first seat."""
    found = []
    for order in range(1, 7):
        for place in range(len(_MEDIATORS)):
            if (order, place) != (6, 0):
                found.append((invented_name(2000 + order * 10 + place), _phone(order, place)))
    return found


def make_mediators(courts: Sequence[Court], users: Mapping[str, User], named: str) -> None:
    """A centre in every court and five mediators in each, by speciality; 罗定's first is the demo sign-in."""
    if Mediator.objects.exists():
        return
    for court in courts:
        opened = _OPENED.get(court.slug, date(2020, 9, 1))
        centre = Centre.objects.create(
            court=court,
            name=f"{court.short_name}多元化纠纷调解中心",
            kind=_KINDS.get(court.slug, CentreKind.IN_SERVICE_CENTRE),
            opened_on=opened,
            address=f"{court.short_name}诉讼服务中心",
            phone="12368",
        )
        towns = list(court.townships.order_by("code"))
        halves = {0: [], 1: towns[: len(towns) // 2], 2: towns[len(towns) // 2 :]}
        for place, (organisation, specialities, half) in enumerate(_MEDIATORS):
            phone = named if (court.slug, place) == ("luoding", 0) else _phone(court.order, place)
            row = Mediator.objects.create(
                user=users[phone],
                centre=centre,
                organisation=f"{court.short_name}{organisation}",
                specialities=list(specialities),
                max_load=12,
                bio="从事调解工作多年，熟悉本地情况。",
                since=opened,
            )
            row.townships.set(halves[half])
