"""Reads of settling: the final fee, the settlement that holds, who has paid what, who bears it and owes it to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from common.cases.access import not_over
from common.cases.models import Case, Deadline, Participation, Party
from common.cases.queries import CASE_NUMBERS, DeskItem, Offer, Row
from common.cases.states import DeadlineState, FactKey, Side, Stage
from common.delivery.queries import in_effect
from common.law.articles import Finding, art
from common.law.money import yuan
from common.law.tariff import Quote, TariffError
from common.people.access import memberships_of
from common.people.models import Anyone, User
from common.people.states import Role
from fees.charging.queries import Basis, basis_of, claimed, held_basis, known, payer_of
from fees.money.access import courts_as, is_finance
from fees.money.models import FeeNotice, Refund
from fees.money.states import NoticeKind, NoticeState, RefundState
from fees.relief.states import ReliefKind, ReliefState
from fees.settling import rules
from fees.settling.models import Bearing, Settlement
from fees.settling.states import RefundChoice


def totals(case: Case) -> tuple[int, int]:
    """(paid towards the fee and still there, relieved) over the case's notices, in fen."""
    return _totals(list(case.fee_notices.all()))


def above(case: Case, row: Settlement) -> int:
    """Fen that were paid towards the fee beyond what is borne of it after relief; below zero, what is missing."""
    paid, _ = totals(case)
    return paid - row.final + min(row.relieved, row.final)


def _totals(notices: Sequence[FeeNotice]) -> tuple[int, int]:
    return sum(notice.money.applied for notice in notices), sum(notice.relieved for notice in notices)


def borne(case: Case) -> Counter[int]:
    """Party id -> fen of the fee that the court holds of it today."""
    found: Counter[int] = Counter()
    for notice in case.fee_notices.order_by("pk"):
        found[notice.party_id] += notice.money.applied
    return +found


def returned_before(settlement: Settlement) -> int:
    """Fen that went back, or are to, without this settlement: paid twice, too late, before a relief."""
    rows = Refund.objects.filter(case=settlement.case_id).exclude(state=RefundState.VOID).order_by()
    return rows.exclude(settlement=settlement).aggregate(sum=Sum("amount"))["sum"] or 0


def settlement_of(case: Case) -> Settlement | None:
    return case.settlements.filter(undone_on__isnull=True).order_by("-pk").first()


def final_of(case: Case, way: str, day: date) -> Finding[rules.Final]:
    """The final fee of the case by the way it closed. TariffError in Chinese."""
    return finals(case, (way,), day)[way]


def finals(case: Case, ways: Sequence[str], day: date) -> dict[str, Finding[rules.Final]]:
    """The final fee by each of these ways, what the case holds read once."""
    return _finals(case, ways, day, list(case.fee_notices.all()), basis_of(case))


def _finals(
    case: Case, ways: Sequence[str], day: date, notices: Sequence[FeeNotice], basis: Basis
) -> dict[str, Finding[rules.Final]]:
    paid, relieved = _totals(notices)
    asked = [notice for notice in notices if notice.kind != NoticeKind.FINAL]
    return {
        way: rules.final_fee(
            way,
            cause=case.cause,
            amount=basis.amount,
            claims=basis.claims,
            procedure=case.procedure,
            paid=paid,
            relieved=relieved,
            noticed=bool(asked),
            asked=sum(notice.amount for notice in asked if notice.state != NoticeState.CANCELLED),
            supplement_unpaid=any(
                notice.kind == NoticeKind.SUPPLEMENT and notice.state == NoticeState.LAPSED for notice in asked
            ),
            settled=way == "other" and case.claims.filter(state="settled").exists(),
            day=day,
        )
        for way in ways
    }


def before_closing(case: Case, notices: Sequence[FeeNotice], today: date) -> list[Row]:
    """For whoever writes the paper: what the fee will be, and so what the shares of the parties add up to (办法53).
    `notices` are all of the case."""
    if case.stage != Stage.TRIAL:
        return []
    held = held_basis(case)
    try:
        found = _finals(case, ("judgment", "mediation", "withdrawal"), today, notices, held or claimed(case))
    except TariffError as error:
        return [Row("结案时的受理费", f"还不能算：{error}", badge="wait")]
    judged, settled, left = (found[way].value.fee for way in ("judgment", "mediation", "withdrawal"))
    rows = [Row("结案时的受理费", f"判决 {yuan(judged)} 元，调解 {yuan(settled)} 元，撤诉 {yuan(left)} 元")]
    party, own = _own_part(case, held, today)
    if party is not None and own:
        rows.append(Row("减少请求的受理费", f"判决的，其中 {yuan(own)} 元由{party.name}负担"))
    return rows


def own_part(case: Case, day: date) -> tuple[Party | None, int]:
    """Who reduced its claims after the investigation in court, and the fen of a judgment's fee it bears for that
    itself (办法35)."""
    return _own_part(case, held_basis(case), day)


def _own_part(case: Case, held: Basis | None, day: date) -> tuple[Party | None, int]:
    if held is None or held.party_id is None:
        return None, 0
    now = claimed(case)
    found = rules.own_part(
        cause=case.cause,
        before=(held.amount, held.claims),
        now=(now.amount, now.claims),
        procedure=case.procedure,
        day=day,
    )
    return case.parties.filter(pk=held.party_id).first(), found.value


# --- who bears it


def as_it_was_brought(case: Case, row: Settlement) -> dict[int, int]:
    """The fee stays with who prepaid it, what is missing or relieved with who would have had to (办法20, 34)."""
    found = dict(borne(case))
    rest = row.final - sum(found.values())
    payer = payer_of(case) or case.parties.filter(side=Side.CLAIMANT).order_by("order", "pk").first()
    if payer is not None and rest:
        found[payer.pk] = found.get(payer.pk, 0) + rest
    return found


def is_borne(row: Settlement) -> bool:
    """Whether it is said who bears the fee; of no fee nobody has to."""
    return not row.final or row.bearings.exists()


def waits_for_relief(row: Settlement) -> bool:
    """Whether somebody who bears a part of the fee still waits for the answer to a request for relief: until then it is
    not known what it pays, and nothing is asked of it (办法48; 解释213)."""
    asking = row.case.reliefs.filter(state=ReliefState.PENDING).values("party")
    return row.bearings.filter(share__gt=0, party__in=asking).exists()


def payables(row: Settlement) -> dict[int, int]:
    """Party -> fen it pays of what it bears: less for whom relief was granted (办法50)."""
    helped = set(granted(row.case).values_list("party_id", flat=True)) if row.relieved else set()
    shares = dict(row.bearings.order_by("pk").values_list("party_id", "share"))
    return rules.payables(shares, off=row.relieved, helped=helped)


def said(row: Settlement) -> dict[str, Any]:
    """What a ruling says of the fee, in fen: what is collected, relieved and given back, and what each party pays."""
    pays = payables(row)
    names = dict(row.case.parties.filter(pk__in=pays).order_by("side", "order").values_list("pk", "name"))
    shares = [{"name": name, "fen": pays[pk]} for pk, name in names.items() if pays[pk]]
    return {"final": row.final, "relieved": row.relieved, "refund": row.refund, "shares": shares}


def are_whole(case: Case, way: str, bears: Sequence[tuple[int, int | None]], day: date) -> bool:
    """Whether what was said of who bears the fee is exactly the fee of this end: one bears it all, or the parts add up
    to it."""
    try:
        fee = final_of(case, way, day).value.fee
    except TariffError:
        return False
    rests = [party for party, fen in bears if fen is None]
    parts = sum(fen for _, fen in bears if fen is not None)
    return bool(bears) and (parts <= fee if len(rests) == 1 else not rests and parts == fee)


def granted(case: Case) -> Any:
    """Reliefs that take something off the fee."""
    kinds = [ReliefKind.EXEMPT, ReliefKind.REDUCE]
    return case.reliefs.filter(state=ReliefState.GRANTED, kind_granted__in=kinds).order_by("pk")


def effect_of(case: Case, row: Settlement, today: date) -> Finding[date | None]:
    """The day on which the end of the case took effect, read from each party's time to appeal, or from the receipts."""
    return in_effect(case, row.way, closed_on=row.on, stayed=row.stayed_on is not None, today=today)


def matrix(bearings: Iterable[Bearing]) -> rules.Matrix:
    """Who owes whom for the fee, by what was found when it took effect."""
    rows = sorted(bearings, key=lambda row: row.pk)
    return rules.debts(
        {row.party_id: row.lacks for row in rows if row.lacks}, {row.party_id: row.back for row in rows if row.back}
    )


def moved_by(bearing: Bearing) -> int:
    """Fen of what this winner prepaid that others bear."""
    owed = matrix(Bearing.objects.filter(settlement=bearing.settlement_id))
    return sum(parts.get(bearing.party_id, 0) for parts in owed.values())


def demands(row: Settlement) -> dict[int, int]:
    """Loser -> fen the court asks of it: what it owes to winners whom the court refunds, and to the court itself."""
    rows = list(row.bearings.order_by("pk"))
    through = {rules.COURT, *(each.party_id for each in rows if each.choice == RefundChoice.COURT)}
    return {loser: sum(fen for key, fen in parts.items() if key in through) for loser, parts in matrix(rows).items()}


def stays(row: Settlement) -> dict[int, int]:
    """Party -> fen of the fee that the court holds of it in the end: what it pays of what it bears, save what its
    winner wants paid directly or bears itself, which stays with the winner."""
    found, bearings = Counter(payables(row)), list(row.bearings.order_by("pk"))
    through = {each.party_id for each in bearings if each.choice not in ("", RefundChoice.COURT)}
    for loser, parts in matrix(bearings).items():
        for winner, fen in parts.items():
            if winner in through:
                found[loser] -= fen
                found[winner] += fen
    return dict(found)


def choice_term(case: Case, bearing: Bearing) -> Deadline | None:
    rows = Deadline.objects.filter(case=case, term="fee_choice", subject=f"bearing:{bearing.pk}")
    return rows.exclude(state=DeadlineState.VOID).order_by("-pk").first()


def asked_of(case: Case, party: Party) -> Bearing | None:
    """What this party has been asked to choose, or has chosen."""
    rows = Bearing.objects.filter(settlement__case=case, settlement__undone_on__isnull=True, asked_on__isnull=False)
    return rows.filter(party=party).select_related("settlement").first()


def appeal_fee_of(case: Case, disputed: int | None, day: date) -> Finding[Quote | None]:
    """What an appeal against the end of this case costs who disputes that sum. TariffError in Chinese."""
    row = settlement_of(case)
    return rules.appeal_fee(
        row.way if row else "",
        cause=case.cause,
        disputed=disputed,
        wages=bool(known(case, FactKey.WAGES)),
        day=day,
    )


# --- what the sweep looks at: (row, its case)


def not_effective() -> list[tuple[int, int]]:
    """Cases whose end may have taken effect since. Appealed ones wait for the court above."""
    rows = Settlement.objects.filter(undone_on__isnull=True, effective_on__isnull=True, stayed_on__isnull=True)
    return [(pk, pk) for pk in rows.order_by("pk").values_list("case_id", flat=True)]


def unchosen(today: date) -> list[tuple[int, int]]:
    """Winners whose days to choose have passed."""
    own = Concat(Value("bearing:"), Cast(OuterRef("pk"), CharField()))
    over = Deadline.objects.filter(case=OuterRef("settlement__case"), term="fee_choice", subject=own, due__lt=today)
    rows = Bearing.objects.filter(asked_on__isnull=False, choice="", settlement__undone_on__isnull=True)
    rows = rows.filter(Exists(over.exclude(state=DeadlineState.VOID)))
    return list(rows.order_by("pk").values_list("pk", "settlement__case_id"))


def unpaid_demands(today: date) -> list[tuple[int, int]]:
    """Demands whose days have passed, with no order of today at the cashier."""
    own = Concat(Value("notice:"), Cast(OuterRef("pk"), CharField()))
    over = Deadline.objects.filter(case=OuterRef("case"), term="fee_demand", subject=own, due__lt=today)
    rows = FeeNotice.objects.filter(kind=NoticeKind.FINAL, state=NoticeState.OPEN)
    return list(rows.filter(Exists(over.exclude(state=DeadlineState.VOID))).order_by("pk").values_list("pk", "case_id"))


def to_enforce(courts: Sequence[int]) -> Any:
    """Who bears the fee and did not pay it in time: the list for enforcement, oldest first (解释207第2款)."""
    rows = FeeNotice.objects.filter(kind=NoticeKind.FINAL, state=NoticeState.LAPSED, case__court__in=courts)
    own = Concat(Value("notice:"), Cast(OuterRef("pk"), CharField()))
    ended = Deadline.objects.filter(case=OuterRef("case"), term="fee_demand", subject=own).order_by("-pk")
    rows = rows.annotate(due_on=Subquery(ended.values("due")[:1]))
    return rows.select_related("case", "case__court", "party").prefetch_related(CASE_NUMBERS)


def to_choose(user: User, today: date) -> Any:
    """What this person's parties are asked to choose."""
    rows = Bearing.objects.filter(asked_on__isnull=False, choice="", settlement__undone_on__isnull=True)
    standing = Participation.objects.filter(not_over(today), user=user.pk, party__isnull=False)
    mine = rows.filter(party__in=standing.values("party"))
    return mine.select_related("settlement__case").order_by("pk").distinct()


def desk(user: User, today: date) -> list[DeskItem]:
    """Who does not pay, for the finance office; a choice to make, for a litigant."""
    if memberships_of(user, today):
        finance = courts_as(user, (Role.FINANCE,), today)
        count = to_enforce(finance).filter(enforced_on=None).order_by().count() if finance else 0
        return [DeskItem("受理费逾期未交，待移送执行", count, reverse("fees:to_enforce"), due=count)] if count else []
    return [
        DeskItem(
            f"选受理费怎么退：{each.settlement.case.title}", 1, reverse("fees:choose", args=[each.settlement.case.uid])
        )
        for each in to_choose(user, today)[:5]
    ]


# --- the case page


@dataclass(frozen=True)
class Settled:
    """The settlement of a case with who bears it, read once."""

    row: Settlement
    bearings: Sequence[Bearing]

    def of(self, party: Party | None) -> Bearing | None:
        return next((row for row in self.bearings if party is not None and row.party_id == party.pk), None)


def settled_of(case: Case) -> Settled | None:
    row = settlement_of(case)
    if row is None:
        return None
    return Settled(row, list(row.bearings.select_related("party").order_by("pk")) if row.final else [])


def rows(settled: Settled | None, *, own: bool) -> list[Row]:
    """What the case page says of the settlement, and of who bears it; what goes back, to whom it is its `own`."""
    if settled is None or not (settled.row.final or settled.row.refund):
        return []
    row = settled.row
    back = f"，应退 {yuan(row.refund)} 元" if own else ""
    found = [Row("结算", f"案件受理费 {yuan(row.final)} 元{back}")]
    found += [Row("谁负担", words) for words in borne_words(settled.bearings)]
    if row.final and not settled.bearings:
        found.append(Row("谁负担", "以法律文书为准，法院正在登记", badge="wait"))
    if settled.bearings and row.effective_on is None and row.stayed_on is None:
        found.append(Row("退费和交费", "裁判生效后办理"))
    if row.effective_on is not None and row.demanded_on is None and waits_for_relief(row):
        found.append(Row("退费和交费", "减免申请答复后办理", badge="wait"))
    if row.stayed_on is not None:
        found.append(Row("退费和交费", "本案已经上诉，由上级法院决定"))
    return found


def borne_words(bearings: Sequence[Bearing]) -> list[str]:
    """Who bears how much, and to whom it is paid where not to the court. One sentence a party that bears something."""
    owed, names = matrix(bearings), {row.party_id: row.party.name for row in bearings}
    direct = {row.party_id for row in bearings if row.choice == RefundChoice.DIRECT}
    kind = {row.party_id for row in bearings if row.choice == RefundChoice.BEAR}
    found = []
    for row in bearings:
        if not row.share:
            continue
        words = [f"{row.party.name} {yuan(row.share)} 元"]
        for winner, fen in owed.get(row.party_id, {}).items():
            if winner in direct:
                words.append(f"其中 {yuan(fen)} 元直接付给{names[winner]}")
            if winner in kind:
                words.append(f"其中 {yuan(fen)} 元{names[winner]}自愿承担，不用再交")
        found.append("，".join(words))
    return found


def offers(case: Case, settled: Settled | None, party: Party | None, user: Anyone, today: date) -> list[Offer]:
    """What the case page offers to the winner, and to the finance office."""
    if settled is None or not settled.row.final:
        return []
    mine = settled.of(party)
    if mine is not None and mine.asked_on is not None and not mine.choice:
        words = f"选 {yuan(mine.back)} 元受理费怎么退"
        ground = [art("民诉解释", 207)]
        return [Offer(words, "fees:choose", (case.uid,), main=True, articles=ground, terms=["fee_choice"])]
    if settled.bearings or not is_finance(case, user, today):
        return []
    return [Offer("登记诉讼费用负担", "fees:apportion", (case.uid,), articles=[art("收费办法", 29)])]
