"""Who plays: the staff of each court, people with accounts, lawyers, and the invented parties of each dispute."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction
from stdnum.cn import uscc

from common.cases.events import By, Channel
from common.courts.models import Court, Township
from common.people.models import Membership, User
from common.people.states import Role
from yunfu_court.simulation import people
from yunfu_court.simulation.plans import Plan
from yunfu_court.simulation.roster import invented_name

LITIGANTS, LAWYERS = 90, 8
_LITIGANT_PHONE, _LAWYER_PHONE = 5000, 7000
_ROADS = ("人民路", "建设路", "沿江路", "振兴街", "环城路", "解放路", "兴云路", "龙华路")
_BANKS = ("云浮农村商业银行股份有限公司", "中国建设银行股份有限公司云浮分行", "中国邮政储蓄银行股份有限公司云浮市分行")
_PROPERTY = ("云浮市锦绣物业服务有限公司", "罗定市安居物业管理有限公司", "新兴县碧湖物业服务有限公司")
_INSURERS = ("中国人民财产保险股份有限公司云浮市分公司", "中国平安财产保险股份有限公司云浮中心支公司")
_HOSPITALS = ("示范县人民医院", "示范市中医院")
_TRADES = ("石材", "不锈钢制品", "食品", "装饰工程", "服饰", "物流", "五金", "农业发展")
_TAILS = ("云石", "泷江", "西江", "翔顺", "凌丰", "万洋", "恒泰", "金粤")


@dataclass(frozen=True)
class Persona:
    """A party as a filing names it."""

    name: str
    phone: str
    legal: bool
    number: str
    representative: str = ""
    address: str = ""
    township: str = ""
    user_id: int | None = None


@transaction.atomic
def make_crowd() -> None:
    """Accounts of ordinary litigants and lawyers, real names verified; nobody can sign in to them by password."""
    rows = [(f"1380000{_LITIGANT_PHONE + n}", invented_name(5000 + n * 7)) for n in range(LITIGANTS)]
    rows += [(f"1380000{_LAWYER_PHONE + n}", invented_name(7000 + n * 11)) for n in range(LAWYERS)]
    have = people.users_by_phone([phone for phone, _ in rows])
    none = make_password(None)
    User.objects.bulk_create(
        people.new_user(name=name, phone=phone, number=int(phone[-4:]), password=none, on=people.FIRST_DAY)
        for phone, name in rows
        if phone not in have
    )


class Cast:
    """Everybody who may act, read once."""

    def __init__(self) -> None:
        self.courts = {court.slug: court for court in Court.objects.order_by("order")}
        self._seats: dict[tuple[int, str], list[tuple[int, date, date | None]]] = defaultdict(list)
        rows = Membership.objects.order_by("user_id").values_list("court_id", "role", "user_id", "since", "until")
        for court_id, role, user_id, since, until in rows:
            self._seats[court_id, role].append((user_id, since, until))
        self.towns: dict[str, list[Township]] = defaultdict(list)
        for town in Township.objects.select_related("court").order_by("code"):
            self.towns[town.court.slug].append(town)
        phones = [f"1380000{_LITIGANT_PHONE + n}" for n in range(LITIGANTS)]
        phones += [f"1380000{_LAWYER_PHONE + n}" for n in range(LAWYERS)]
        found = people.users_by_phone([*phones, *(each.phone for each in people.SIGN_INS)])
        self.by_phone = found
        self.litigants = [found[phone] for phone in phones[:LITIGANTS]]
        self.lawyers = [found[phone] for phone in phones[LITIGANTS:]] + [found["13800000003"]]

    def staff(self, court_id: int, role: Role, day: date, seat: int = 0) -> By:
        """Somebody who holds this post on that day. LookupError when nobody does."""
        held = [
            who for who, since, until in self._seats[court_id, role] if since <= day and (not until or day <= until)
        ]
        if not held:
            raise LookupError(f"no {role} in court {court_id} on {day}")
        return By(user_id=held[seat % len(held)], channel=Channel.WEB)

    def claimant(self, plan: Plan) -> Persona:
        """The party that files."""
        if plan.claimant_phone:
            return self._account(plan, self.by_phone[plan.claimant_phone], "c")
        if plan.kind.claimant == "person":
            if plan.online:
                return self._account(plan, plan.one("claimant", self.litigants[: LITIGANTS // 2]), "c")
            return self._invented(plan, "c", 8000)
        names = {"bank": _BANKS, "property": _PROPERTY}.get(plan.kind.claimant)
        return self._firm(plan, "c", names)

    def respondents(self, plan: Plan) -> list[Persona]:
        """The other side: one, in one of nine disputes two."""
        if plan.respondent_phone:
            return [self._account(plan, self.by_phone[plan.respondent_phone], "r")]
        found = [self._respondent(plan, "r", plan.kind.respondent)]
        if plan.kind.respondent in ("insurer",) or plan.chance("two respondents", 0.11):
            found.append(self._respondent(plan, "s", "person"))
        return found

    def _respondent(self, plan: Plan, key: str, what: str) -> Persona:
        if what == "person":
            if plan.chance(f"{key} account", 0.5 if plan.wish == "sue" else 0.6):
                return self._account(plan, plan.one(f"{key} who", self.litigants[LITIGANTS // 2 :]), key)
            return self._invented(plan, key, 9000)
        names = {"insurer": _INSURERS, "hospital": _HOSPITALS}.get(what)
        return self._firm(plan, key, names)

    def lawyer(self, plan: Plan) -> User | None:
        """Who speaks for the claimant, if anybody: always for a firm that files online."""
        if plan.lawyer_phone:
            return self.by_phone[plan.lawyer_phone]
        firm = plan.kind.claimant != "person" and not plan.claimant_phone
        if not plan.online or plan.claimant_phone:
            return None
        if firm or (plan.kind.cause != "14" and plan.chance("agent", 0.2)):
            return plan.one("lawyer", self.lawyers[:-1])
        return None

    def _place(self, plan: Plan, key: str) -> tuple[str, str]:
        town = plan.one(f"{key} town", self.towns[plan.court])
        road, house = plan.one(f"{key} road", _ROADS), plan.draw(f"{key} house").randint(1, 180)
        return f"{self.courts[plan.court].short_name}{town.name}{road}{house}号", town.code

    def _account(self, plan: Plan, user: User, key: str) -> Persona:
        address, town = self._place(plan, key)
        return Persona(
            user.name, user.phone, legal=False, number=user.id_number, address=address, township=town, user_id=user.pk
        )

    def _invented(self, plan: Plan, key: str, phones: int) -> Persona:
        address, town = self._place(plan, key)
        number = phones + plan.number % 1000
        name = plan.one(f"{key} name", [invented_name(n * 13) for n in range(400)])
        return Persona(name, f"1380000{number}", False, people.fictitious_id(number), "", address, town)

    def _firm(self, plan: Plan, key: str, names: tuple[str, ...] | None) -> Persona:
        address, town = self._place(plan, key)
        rng = plan.draw(f"{key} firm")
        name = rng.choice(names) if names else f"云浮市{rng.choice(_TAILS)}{rng.choice(_TRADES)}有限公司"
        body = f"91445399MA{sum(map(ord, name)) % 10_000_000:07d}"
        code = body + uscc.calc_check_digit(body + "0")
        head = plan.one(f"{key} head", [invented_name(n * 17) for n in range(300)])
        return Persona(name, f"1380000{9000 + plan.number % 1000}", True, code, head, address, town)
