"""Who bears the fee: said, in effect, chosen by the winner, asked of the loser (办法29-34; 解释207)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from common.cases.actions import (
    announce,
    close_deadlines,
    finish_todo,
    need_power,
    one_by_one,
    open_todo,
    set_deadline,
)
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Disposal, Holder, TodoKind
from common.law.money import spread, yuan
from common.law.transitions import move
from common.web.wording import day_words
from fees.charging.events import Noticed
from fees.money.actions.ledger import enter
from fees.money.actions.notices import wait_for_receipt
from fees.money.models import FeeNotice
from fees.money.states import NOTICE_MOVES, EntryKind, NoticeKind, NoticeState, RefundReason, RefundState
from fees.relief.models import Relief
from fees.relief.queries import taken_off
from fees.relief.states import ReliefState
from fees.settling import queries
from fees.settling.actions.moving import move_back, take_back
from fees.settling.events import (
    Apportioned,
    DemandLapsed,
    RefundAsked,
    RefundChosen,
    SentToEnforcement,
    Stayed,
    TookEffect,
)
from fees.settling.models import Bearing, Settlement
from fees.settling.states import RefundChoice

Bears = Sequence[tuple[int, int | None]]  # party id and its fen; None: the rest, which is mostly the whole


def shares_of(row: Settlement, bears: Bears) -> dict[int, int]:
    """Party id -> fen of what somebody said of who bears the fee; ActionRefused unless it is exactly the fee."""
    said = sum(fen for _, fen in bears if fen is not None)
    shares = {party: row.final - said if fen is None else fen for party, fen in bears}
    if min(shares.values()) < 0 or sum(shares.values()) != row.final:
        raise ActionRefused(
            f"本案案件受理费 {yuan(row.final)} 元，各方负担的金额加起来应等于这个数，请核对。", field="bears"
        )
    return shares


def need_own_part(case: Case, row: Settlement, shares: Mapping[int, int], today: date) -> None:
    """Who reduced its claims after the investigation in court bears the fee of that part (办法35). What the parties
    agree on in a mediation is theirs (31)."""
    if row.way != "judgment":
        return
    party, own = queries.own_part(case, today)
    if party is not None and shares.get(party.pk, 0) < own:
        raise ActionRefused(
            f"{party.name}在法庭调查后减少请求，减少部分的受理费 {yuan(own)} 元由其负担，请核对各方的数额。",
            field="bears",
        )


def write_shares(case: Case, row: Settlement, shares: Mapping[int, int]) -> None:
    """Party id -> fen, together the final fee. Part of an action that holds the locks."""
    parties = set(case.parties.values_list("pk", flat=True))
    if not parties.issuperset(shares):
        raise ActionRefused("负担的人不是本案当事人，请核对。", field="bears")
    Bearing.objects.bulk_create(
        Bearing(settlement=row, party_id=party_id, share=fen) for party_id, fen in shares.items() if fen
    )


@transaction.atomic
def apportion(*, case: Case, shares: Mapping[int, int], by: By, today: date) -> Settlement:
    """Who bears the final fee, where the closing did not say it, or the president put it right: party id -> fen,
    together exactly the final fee (办法29-31, 43). What was moved by a burden that fell is moved back first."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None:
        raise ActionRefused("案件结案后才能登记诉讼费用的负担。")
    again = case.todos.filter(what=TodoKind.BURDEN, done_on__isnull=True).exists()
    if row.bearings.exists() and not again:
        raise ActionRefused("诉讼费用的负担已经登记。")
    if sum(shares.values()) != row.final:
        raise ActionRefused(f"各方负担的金额之和应等于案件受理费 {yuan(row.final)} 元，请核对。", field="shares")
    need_own_part(case, row, shares, today)
    move_back(case=case, settlement=row, today=today, reason=RefundReason.BURDEN)
    row.bearings.all().delete()
    write_shares(case, row, shares)
    row.demanded_on = None
    row.save(update_fields=["demanded_on"])
    for kind in (TodoKind.APPORTION, TodoKind.BURDEN):
        finish_todo(case=case, kind=kind, by=by, today=today)
    announce(case=case, event=Apportioned(settlement_id=row.pk), by=by)
    if row.effective_on is not None:
        _move(case, row, by, today)
    return row


def share_again(row: Settlement) -> None:
    """The fee was put right (办法43第3款): the parties bear it in the same proportion. Part of an action that holds the
    locks."""
    bearings = {each.pk: each for each in row.bearings.order_by("pk")}
    for pk, share in spread(row.final, {pk: each.share for pk, each in bearings.items()}).items():
        bearings[pk].share = share
        bearings[pk].save(update_fields=["share"])


def give_back(*, case: Case, settlement: Settlement, since: date, by: By, today: date) -> None:
    """What the settlement found paid too much is owed back, once, from the day of effect on (办法53第2款). Part of an
    action that holds the locks."""
    made = settlement.refunds.filter(reason=RefundReason.SETTLED).exclude(state=RefundState.VOID)
    back = settlement.refund - settlement.reviewed
    if back > 0 and not made.exists():
        take_back(
            case=case,
            amount=back,
            reason=RefundReason.SETTLED,
            settlement=settlement,
            by=by,
            today=today,
            since=since,
        )


@transaction.atomic
def take_effect(*, case: Case, by: By, today: date) -> bool:
    """Nobody can appeal any more, or nobody ever could: the fee moves now, and not before (解释207). Whether it is so
    is read from the terms of appeal. Once; False when nothing changed."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or row.effective_on is not None:
        return False
    found = queries.effect_of(case, row, today).value
    if found is None:
        return False
    _in_effect(case, row, found, by, today)
    return True


def _in_effect(case: Case, row: Settlement, on: date, by: By, today: date) -> None:
    row.stayed_on, row.effective_on = None, on
    row.save(update_fields=["stayed_on", "effective_on"])
    announce(case=case, event=TookEffect(settlement_id=row.pk, on=on), by=by)
    give_back(case=case, settlement=row, since=on, by=by, today=today)
    if queries.is_borne(row):
        _move(case, row, by, today)


def _move(case: Case, row: Settlement, by: By, today: date) -> None:
    """Whoever prepaid more than it bears is asked how it is to come back; with nobody to ask, those who bear the fee
    are asked for it. Not before a request for relief of one of them is answered (`follow_relief`)."""
    if queries.waits_for_relief(row):
        return
    had, pays = queries.borne(case), queries.payables(row)
    known = {each.party_id for each in row.bearings.all()}
    Bearing.objects.bulk_create(Bearing(settlement=row, party_id=pk, share=0) for pk in had if pk not in known)
    for each in row.bearings.order_by("pk"):
        gap = had[each.party_id] - pays.get(each.party_id, 0)
        each.back, each.lacks, each.asked_on = max(0, gap), max(0, -gap), today if gap > 0 else None
        each.save(update_fields=["back", "lacks", "asked_on"])
        if each.back:
            set_deadline(
                case=case,
                term="fee_choice",
                holder=Holder.PARTY,
                party_id=each.party_id,
                start=today,
                subject=f"bearing:{each.pk}",
                by=by,
            )
            event = RefundAsked(bearing_id=each.pk, amount=each.back, party_id=each.party_id)
            announce(case=case, event=event, by=by)
    _demand(case, row, by, today)


@transaction.atomic
def follow_relief(*, case: Case, relief_id: int, by: By, today: date) -> Settlement | None:
    """A request for relief that the end of the case had overtaken was answered, or taken back: what was granted is
    granted of what its party bears (办法45-48), and what had waited for the answer moves, if the end is in effect."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None:
        return None
    relief = Relief.objects.select_for_update(of=("self",)).get(pk=relief_id)
    if relief.state == ReliefState.GRANTED:
        share = row.bearings.filter(party=relief.party_id).values_list("share", flat=True).first() or 0
        row.relieved = max(row.relieved, taken_off(relief, row.final))
        relief.granted = share - queries.payables(row).get(relief.party_id, 0)
        row.due = max(0, row.due - relief.granted)
        if row.effective_on is None:  # what was paid of it goes back with the effect; later, as each bears (`_move`)
            row.refund = max(row.refund, queries.above(case, row))
        row.save(update_fields=["relieved", "due", "refund"])
        relief.save(update_fields=["granted"])
    if row.effective_on is not None and queries.is_borne(row) and not _is_moved(row):
        _move(case, row, by, today)
    return row


@transaction.atomic
def ask_after_relief(*, case: Case, today: date) -> bool:
    """A request for relief of somebody who bears the fee lies before the court again when the fee has moved already:
    what was asked is asked no more until it is answered (办法43, 48), and then by what is granted (`follow_relief`)."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or not _is_moved(row) or not queries.waits_for_relief(row):
        return False
    move_back(case=case, settlement=row, today=today, reason=RefundReason.BURDEN)
    row.demanded_on = None
    row.save(update_fields=["demanded_on"])
    _forget_asked(row)
    return True


def _forget_asked(row: Settlement) -> None:
    row.bearings.update(back=0, lacks=0, asked_on=None, choice="", chosen_on=None, silent=False)


def _is_moved(row: Settlement) -> bool:
    return row.demanded_on is not None or row.bearings.filter(asked_on__isnull=False).exists()


@transaction.atomic
def choose_refund(*, bearing: Bearing, choice: RefundChoice, by: By, today: date, silent: bool = False) -> Bearing:
    """The winner says what becomes of what it prepaid and does not bear (解释207). The same again is the same; another
    choice after the first is refused, for the other side has been told. `silent`: the days ran out. Only the party, or
    an agent with 特别授权, gives up that the court refunds."""
    case = Case.lock(Settlement.objects.values_list("case_id", flat=True).get(pk=bearing.settlement_id))
    row = Bearing.objects.select_for_update(of=("self",)).select_related("settlement", "party").get(pk=bearing.pk)
    if row.choice == choice:
        return row
    if row.choice:
        words = f"已于 {day_words(row.chosen_on or today)}选过：{RefundChoice(row.choice).label}。"
        raise ActionRefused(f"{words}要改的，请联系法院。")
    if row.asked_on is None or row.settlement.undone_on is not None:
        raise ActionRefused("现在没有要您选的退费。裁判生效后，法院会通知您。")
    term = queries.choice_term(case, row)
    if not silent and term is not None and term.due is not None and term.due < today:
        raise ActionRefused("选择的期限已经过了，法院会把这笔钱退还给您。")
    if choice != RefundChoice.COURT:  # to give up what the court would give back is not an agent's to do (解释89)
        need_power(party=row.party, by=by, act=Disposal.WAIVE, today=today)
    row.choice, row.chosen_on, row.silent = choice, today, silent
    row.save(update_fields=["choice", "chosen_on", "silent"])
    if not silent:
        close_deadlines(case=case, today=today, terms=["fee_choice"], subject=f"bearing:{row.pk}")
    moved = queries.moved_by(row)
    amount = row.back if choice == RefundChoice.COURT else row.back - moved
    take_back(
        case=case,
        amount=amount,
        reason=RefundReason.BURDEN,
        settlement=row.settlement,
        by=by,
        today=today,
        since=row.settlement.effective_on,
        party_id=row.party_id,
    )
    event = RefundChosen(bearing_id=row.pk, choice=choice.value, silent=silent, party_id=row.party_id)
    announce(case=case, event=event, by=by)
    _demand(case, row.settlement, by, today)
    return row


def _demand(case: Case, row: Settlement, by: By, today: date) -> None:
    """When every winner has chosen: each loser is asked for what it owes the court, in one notice with its days."""
    if row.demanded_on is not None or row.bearings.filter(asked_on__isnull=False, choice="").exists():
        return
    row.demanded_on = today
    row.save(update_fields=["demanded_on"])
    for party_id, amount in queries.demands(row).items():
        if not amount:
            continue
        notice = FeeNotice.objects.create(
            case=case,
            party_id=party_id,
            kind=NoticeKind.FINAL,
            amount=amount,
            full=row.final,
            procedure=case.procedure,
            quote=row.quote,
            state=NoticeState.OPEN,
            issued_on=today,
        )
        enter(EntryKind.CHARGE, case_id=case.pk, amount=amount, on=today, notice=notice)
        wait_for_receipt(notice=notice, by=by)
        announce(case=case, event=Noticed(notice_id=notice.pk, amount=amount, party_id=party_id), by=by)


@transaction.atomic
def stay(*, case: Case, by: By, today: date) -> bool:
    """Somebody appealed: nothing has taken effect. What had been asked or was to go back is void; who bears the fee is
    for the court above to say (办法30). Money that has moved already stays where it is until then, and the finance
    office is told which."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or row.stayed_on is not None:
        return False
    move_back(case=case, settlement=row, today=today)
    row.stayed_on, row.effective_on, row.demanded_on = today, None, None
    row.save(update_fields=["stayed_on", "effective_on", "demanded_on"])
    _forget_asked(row)
    _name_moved(case, row, by, today)
    announce(case=case, event=Stayed(settlement_id=row.pk), by=by)
    return True


@transaction.atomic
def lose_effect(*, case: Case, by: By, today: date) -> bool:
    """What the effect had been read from holds no more: a ward had received it alone (民诉法60). The fee waits for the
    effect again; money that has moved stays where it is, and the finance office is told which."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or row.effective_on is None or queries.effect_of(case, row, today).value is not None:
        return False
    move_back(case=case, settlement=row, today=today)
    row.effective_on = row.demanded_on = None
    row.save(update_fields=["effective_on", "demanded_on"])
    _forget_asked(row)
    _name_moved(case, row, by, today, why="文书改送法定代理人")
    return True


def _name_moved(case: Case, row: Settlement, by: By, today: date, *, why: str = "本案已经上诉") -> None:
    back = row.refunds.filter(state=RefundState.PAID).select_related("party").order_by("pk")
    notices = case.fee_notices.filter(kind=NoticeKind.FINAL).select_related("party").order_by("pk")
    moved = [f"已退还{each.party.name} {yuan(each.amount)} 元" for each in back]
    moved += [f"已收{each.party.name} {yuan(each.money.applied)} 元" for each in notices if each.money.applied]
    if moved:
        words = f"{why}，裁判没有生效：{'，'.join(moved)}。请联系当事人：不应退的要交回，不应收的要退还。"
        open_todo(case=case, kind=TodoKind.UNDONE_MONEY, words=words, by=by, today=today)


@transaction.atomic
def unstay(*, case: Case, today: date) -> bool:
    """The only appeal was taken back while somebody else may still appeal: the fee waits for the effect as after any
    end, and the money that had moved before stays counted in (办法30; 民诉法158)."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or row.stayed_on is None:
        return False
    row.stayed_on = None
    row.save(update_fields=["stayed_on"])
    return True


@transaction.atomic
def stay_again(*, case: Case, bears: Bears, said: bool, by: By, today: date) -> bool:
    """A result of the second instance was written down wrongly: the fee waits for the court above again, borne as the
    first court said, `bears`; where the result had `said` otherwise and the closing nothing, somebody says it again.
    A settlement that had fallen with the first judgment holds again."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    fallen = Settlement.objects.filter(case=case, stayed_on__isnull=False, undone_on__isnull=False)
    if (former := fallen.order_by("-pk").first()) is not None:
        if row is not None:  # by the result that was none
            move_back(case=case, settlement=row, today=today)
            row.undone_on = today
            row.save(update_fields=["undone_on"])
        former.undone_on = None
        former.save(update_fields=["undone_on"])
        _name_moved(case, former, by, today)
        return True
    if row is None:
        return False
    if row.stayed_on is None:
        stay(case=case, by=by, today=today)
        row.refresh_from_db()
    if not said or not row.final:
        return True
    if bears:
        row.bearings.all().delete()
        write_shares(case, row, shares_of(row, bears))
    else:
        words = "二审结果已更正：请按一审法律文书重新登记案件受理费由谁负担。"
        open_todo(case=case, kind=TodoKind.BURDEN, words=words, by=by, today=today)
    return True


@transaction.atomic
def end_stay(*, case: Case, on: date, bears: Bears = (), by: By, today: date) -> bool:
    """The court above has decided, or the appeal was taken back, with effect of `on`: the fee moves by who bears it
    now, `bears`, or, said nothing of it, by the first judgment. What was paid or given back before is counted in."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or row.stayed_on is None:
        return False
    if bears and row.final:
        row.bearings.all().delete()
        write_shares(case, row, shares_of(row, bears))
        for kind in (TodoKind.APPORTION, TodoKind.BURDEN):
            finish_todo(case=case, kind=kind, by=by, today=today)
    finish_todo(case=case, kind=TodoKind.UNDONE_MONEY, by=by, today=today)
    _in_effect(case, row, on, by, today)
    return True


@transaction.atomic
def settle_in_effect(*, case: Case, on: date, by: By, today: date) -> bool:
    """What was settled by a paper of the court above is in effect with it: nobody appeals from there (民诉法182)."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None or row.effective_on is not None:
        return False
    _in_effect(case, row, on, by, today)
    return True


@transaction.atomic
def lapse_demand(*, notice: FeeNotice, by: By, today: date) -> bool:
    """Who bears the fee has not paid it in its days: a line of the list for enforcement (解释207第2款)."""
    case = Case.lock(notice.case_id)
    row = FeeNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.kind != NoticeKind.FINAL or row.state != NoticeState.OPEN or not row.left:
        return False
    move(row, NoticeState.LAPSED, NOTICE_MOVES)
    row.save(update_fields=["state"])
    words = f"{row.party.name}负担的受理费 {yuan(row.left)} 元逾期未交，请移送执行。"
    open_todo(case=case, kind=TodoKind.FEE_UNPAID, subject=f"notice:{row.pk}", words=words, by=by, today=today)
    announce(case=case, event=DemandLapsed(notice_id=row.pk, party_id=row.party_id), by=by)
    return True


@transaction.atomic
def send_to_enforcement(*, notice: FeeNotice, by: By, today: date) -> FeeNotice:
    """What nobody paid goes to enforcement (解释207第2款), once; who owes it is told. It may still be paid here."""
    case = Case.lock(notice.case_id)
    row = FeeNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.enforced_on is not None:
        raise ActionRefused(f"这笔受理费已于 {day_words(row.enforced_on)}移送执行。")
    if row.kind != NoticeKind.FINAL or row.state != NoticeState.LAPSED or not row.left:
        raise ActionRefused("这笔受理费已经交清或者不再收取，不用移送。")
    row.enforced_on = today
    row.save(update_fields=["enforced_on"])
    finish_todo(case=case, kind=TodoKind.FEE_UNPAID, subject=f"notice:{row.pk}", by=by, today=today)
    event = SentToEnforcement(notice_id=row.pk, amount=row.left, party_id=row.party_id)
    announce(case=case, event=event, by=by)
    return row


def sweep_bearing(*, today: date, by: By) -> int:
    """What follows when nobody acts, a transaction each: papers that took effect, winners who did not choose, losers
    who did not pay. Returns how many."""

    def effective(pk: int) -> bool:
        return take_effect(case=Case(pk=pk), by=by, today=today)

    def silent(pk: int) -> bool:
        row = Bearing.objects.get(pk=pk)
        return bool(choose_refund(bearing=row, choice=RefundChoice.COURT, by=by, today=today, silent=True))

    def unpaid(pk: int) -> bool:
        return lapse_demand(notice=FeeNotice.objects.get(pk=pk), by=by, today=today)

    done = one_by_one("裁判生效后的诉讼费", queries.not_effective(), effective, today=today)
    done += one_by_one("胜诉方没有选择退费方式", queries.unchosen(today), silent, today=today)
    return done + one_by_one("负担方没有交纳受理费", queries.unpaid_demands(today), unpaid, today=today)
