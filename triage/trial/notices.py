"""What a trial says to people when something happened."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Deadline, Event
from common.cases.states import Side
from common.courts.queries import court_above
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.people.queries import staff_of
from common.people.states import Role
from common.rooms import Makers, on
from common.web.wording import day_words, moment_words
from triage.sorting.notices import parties_of
from triage.trial import queries
from triage.trial.events import (
    AppealAnswered,
    AppealCopied,
    AppealCorrected,
    Appealed,
    AppealEnded,
    AppealFileSent,
    AppealLeft,
    AppealStruck,
    ClaimantLeft,
    ClaimsChanged,
    Closed,
    HearingFixed,
    HearingHeld,
    HearingOff,
    ObjectionDecided,
    ObjectionMade,
    RegisteredAnew,
    Reopened,
    RulingDrafted,
    RulingDropped,
    RulingHandedOver,
    RulingSigned,
    TermExtended,
    TermExtensionAsked,
    TermExtensionEndorsed,
    TermExtensionRefused,
)
from triage.trial.models import AppealCopy, Closing, FixedHearing, Ruling, SmallClaimsObjection, TermExtension
from triage.trial.queries import judge_of
from triage.trial.states import AppealResult, ClosingWay, DropReason, ObjectionOutcome, RulingKind, StrikeReason


def _drafted(record: Event, event: RulingDrafted) -> list[NoticeRequest]:
    ruling = Ruling.objects.get(pk=event.ruling_id)
    return [
        NoticeRequest(
            kind="triage.ruling_drafted",
            title="待签裁定",
            body=f"{record.case.title}：{ruling.kind_label}",
            users=(ruling.judge_id,),
            link=reverse("triage:ruling", args=[ruling.pk]),
        )
    ]


def _concerned(record: Event) -> tuple[int, ...]:
    """Everybody still in the case; of a suit that was not taken nobody else is a party than who sued (民诉法126)."""
    if record.case.registered_on is not None:
        return parties_of(record)
    rows = record.case.parties.filter(left_on__isnull=True, side=Side.CLAIMANT)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _signed(record: Event, event: RulingSigned) -> list[NoticeRequest]:
    words = f"{record.case.title}：法院作出{RulingKind(event.what).label}的裁定，裁定书将另行送达。"
    return [NoticeRequest(kind="triage.ruling_signed", title="法院作出裁定", body=words, parties=_concerned(record))]


def _dropped(record: Event, event: RulingDropped) -> list[NoticeRequest]:
    """Only what the parties had asked for themselves is told to them: a withdrawal that is not permitted."""
    if event.what != RulingKind.WITHDRAWAL or event.reason == DropReason.GROUND_GONE:
        return []
    words = f"{record.case.title}：{DropReason(event.reason).label}。"
    return [
        NoticeRequest(kind="triage.ruling_dropped", title="撤诉申请有了结果", body=words, parties=parties_of(record))
    ]


def _closed(record: Event, event: Closed) -> list[NoticeRequest]:
    """A 调解书 made in the trial has ended nothing before each party has signed for it (民诉法100第3款)."""
    if event.waits:
        words = (
            f"{record.case.title}：法院制作了调解书。请看过再决定签不签收：各方都签收才生效，有人不签收的，继续审理。"
        )
        return [NoticeRequest(kind="triage.closed", title="调解书等各方签收", body=words, parties=parties_of(record))]
    words = f"{record.case.title}：以“{ClosingWay(event.way).label}”方式结案。"
    return [NoticeRequest(kind="triage.closed", title="案件已结案", body=words, parties=parties_of(record))]


def _reopened(record: Event, event: Reopened) -> list[NoticeRequest]:
    """To all parties, each by what it did; and to the judge who had made the 调解书, wherever the case goes now."""
    no_effect = "调解书不生效。本案继续审理，由法院及时判决。"
    words = f"{record.case.title}：有一方没有签收调解书，{no_effect}"
    parties = parties_of(record)
    signed, refused = queries.signed_before(record), queries.not_signing(record)
    own = dict.fromkeys(signed, f"{record.case.title}：有一方没有签收调解书，您签收过的那一份不再有效，{no_effect}")
    own |= dict.fromkeys(refused, f"{record.case.title}：您没有签收调解书，{no_effect}")
    judge = Closing.objects.values_list("judge", flat=True).get(pk=event.closing_id)
    users = (judge,) if judge else ()
    title, kind = "案件继续审理", "triage.reopened"
    rest = tuple(pk for pk in parties if pk not in own)
    told = [NoticeRequest(kind=kind, title=title, body=own[pk], parties=(pk,)) for pk in parties if pk in own]
    return [*told, NoticeRequest(kind=kind, title=title, body=words, parties=rest, users=users)]


def _appealed(record: Event, event: Appealed) -> list[NoticeRequest]:
    """To everybody, also to who was only a party beside them (解释316); the appellant reads what it still has to do."""
    who = record.case.parties.get(pk=event.party_id)
    day = day_words(event.on, year=True)
    words = f"{record.case.title}：{who.name}于 {day}上诉，裁判还没有生效。上诉状副本将另行送达。"
    own = f"{record.case.title}：法院收到您 {day}的上诉状，裁判还没有生效。"
    if event.joint is not None:
        own += "您是共同上诉的，受理费只交一份。"
    elif queries.prepays(event.closing_id):
        own += "还没有预交上诉案件受理费的，请按法院的通知预交。"
    others = tuple(pk for pk in _concerned(record) if pk != who.pk)
    title = "本案已经上诉"
    return [
        NoticeRequest(kind="triage.appealed", title=title, body=words, parties=others),
        NoticeRequest(kind="triage.appeal_received", title=title, body=own, parties=(who.pk,)),
    ]


def _appeal_ended(record: Event, event: AppealEnded) -> list[NoticeRequest]:
    result, day = AppealResult(event.result), day_words(event.on, year=True)
    words = f"{record.case.title}：二审结果是{result.label}"
    words += f"，{day}生效。" if result.binds else "。原裁判不生效，不用照着履行。"
    if result is AppealResult.SENT_BACK:
        words += "案件将重新登记、另行组成合议庭审理。上诉人交的二审受理费，由上级法院退还。"
    elif result is AppealResult.DISMISSED:
        words += "已交的一审受理费退还。"
    elif result is AppealResult.MOVED:
        words += "接收案件的法院会通知您，不用重新起诉。"
    elif result is AppealResult.ORDERED:
        words += f"{record.case.court.name}接着审理。"
    elif result is AppealResult.ACCEPTED:
        words = f"{record.case.title}：上级法院撤销了不予受理的裁定。{record.case.court.name}会登记立案，并通知您。"
    elif result is AppealResult.SUIT_WITHDRAWN:
        words += "原告不能就同一件事再起诉。"
    return [NoticeRequest(kind="triage.appeal_ended", title="二审有了结果", body=words, parties=_concerned(record))]


def _appeal_left(record: Event, event: AppealLeft) -> list[NoticeRequest]:
    who, result = record.case.parties.get(pk=event.party_id), AppealResult(event.result)
    left = f"{who.name}撤回上诉" if result is AppealResult.WITHDRAWN else f"{who.name}的上诉{result.label}"
    words = f"{record.case.title}：{left}；其他人的上诉继续，裁判还没有生效。"
    if event.last:
        words = f"{record.case.title}：{left}；其他人还可以上诉，都不上诉的，期满后裁判生效。"
    return [
        NoticeRequest(kind="triage.appeal_left", title="一位上诉人的上诉结束", body=words, parties=_concerned(record))
    ]


def _copied(record: Event, event: AppealCopied) -> list[NoticeRequest]:
    """Its days to answer run: the one party they are of hears by when, and that it need not (民诉法174)."""
    copy = AppealCopy.objects.select_related("appeal__party").get(appeal=event.appeal_id, party=event.party_id)
    rows = Deadline.objects.filter(case=record.case_id, term="appeal_answer", subject=copy.subject)
    due = rows.order_by("-pk").values_list("due", flat=True).first()
    until = day_words(due, today=record.day) if due else ""
    words = f"您收到{copy.appeal.party.name}的上诉状副本，"
    words += f"要答辩的，{until}前交答辩状到法院窗口；不答辩也审理。"
    title = "可以对上诉答辩"
    return [NoticeRequest(kind="triage.appeal_copied", title=title, body=words, parties=(event.party_id,))]


def _answered(record: Event, event: AppealAnswered) -> list[NoticeRequest]:
    """To the appellant, who has its copy within days of the court's."""
    copy = AppealCopy.objects.select_related("appeal", "party").get(appeal=event.appeal_id, party=event.party_id)
    within = term("appeal_answer_copy", record.case.received_on).figures
    words = f"{copy.party.name}对您的上诉交了答辩状，法院 {within}内把副本送给您。"
    who = (copy.appeal.party_id,)
    return [NoticeRequest(kind="triage.appeal_answered", title="对方交了答辩状", body=words, parties=who)]


def _file_sent(record: Event, event: AppealFileSent) -> list[NoticeRequest]:
    day = day_words(event.on, today=record.day)
    words = f"案卷 {day}报送{court_above(record.case.court)}，以后由它通知您。"
    return [NoticeRequest(kind="triage.appeal_file_sent", title="案卷已报送", body=words, parties=_concerned(record))]


def _anew(record: Event, event: RegisteredAnew) -> list[NoticeRequest]:
    words = f"{record.case.title}：上级法院发回的案件已用新案号 {event.number} 登记，法院会通知您开庭。"
    return [NoticeRequest(kind="triage.registered_anew", title="案件重新登记", body=words, parties=parties_of(record))]


def _appeal_struck(record: Event, event: AppealStruck) -> list[NoticeRequest]:
    """To whoever was told of it: what they may have done by it, or by when, is not due now."""
    who, title = record.case.parties.get(pk=event.party_id), "上诉登记更正"
    if event.copy_of is not None:
        words = f"{record.case.title}：法院登记的收到{who.name}的上诉状副本的日期有误，是我们的错。"
        words += f"答辩期以更正后的通知为准。{_because(event)}"
        parties: tuple[int, ...] = (event.copy_of,)
        return [NoticeRequest(kind="triage.appeal_struck", title=title, body=words, parties=parties)]
    words = f"{record.case.title}：法院登记的{who.name}的上诉有误，是我们的错，已经收回。"
    words += "登记改好后，法院再通知您。" if not event.last else "没有人上诉的，上诉期满后裁判生效。"
    parties = tuple(pk for pk in _concerned(record) if pk != who.pk)
    own = f"{record.case.title}：法院登记的您的上诉有误，是我们的错，已经收回。{_because(event)}"
    own += "您交的上诉状还在法院，不用再交；登记改好后，法院再通知您。没有上诉过的，不用办理什么。"
    kind = "triage.appeal_struck"
    return [
        NoticeRequest(kind=kind, title=title, body=words, parties=parties),
        NoticeRequest(kind=kind, title=title, body=own, parties=(who.pk,)),
    ]


def _because(event: AppealStruck) -> str:
    """What was wrong; it stands in the paper too."""
    return f"原因：{StrikeReason(event.why).label}。详见《上诉登记更正通知书》。"


def _appeal_corrected(record: Event, event: AppealCorrected) -> list[NoticeRequest]:
    """To everybody who was told of the result: what they may have done by it is not due now."""
    label = AppealResult(event.result).label
    words = f"{record.case.title}：法院登记的二审结果“{label}”有误，是我们的错，已经收回。"
    words += "上诉还在审理，裁判没有生效，请不要照原来的通知办。"
    return [NoticeRequest(kind="triage.appeal_corrected", title="二审结果更正", body=words, parties=_concerned(record))]


def _handed_over(record: Event, event: RulingHandedOver) -> list[NoticeRequest]:
    words = f"{record.case.title}：{RulingKind(event.what).label}的裁定转由您签发。"
    link = reverse("triage:ruling", args=[event.ruling_id])
    return [
        NoticeRequest(
            kind="triage.ruling_handed_over", title="待签裁定", body=words, users=(event.judge_id,), link=link
        )
    ]


def _left(record: Event, event: ClaimantLeft) -> list[NoticeRequest]:
    """To all who were in it, whoever left among them."""
    words = f"{record.case.title}：法院准许一名原告撤诉，其他当事人的诉讼继续。"
    everybody = (*parties_of(record), event.party_id)
    return [NoticeRequest(kind="triage.claimant_left", title="一名原告撤诉", body=words, parties=everybody)]


def _claims(record: Event, event: ClaimsChanged) -> list[NoticeRequest]:
    """To everybody: the other side answers what is asked for now."""
    who = record.case.parties.get(pk=event.party_id)
    words = f"{record.case.title}：{who.name}变更了诉讼请求，登录可看。需要补充答辩或者证据的，请联系审理本案的法官。"
    return [NoticeRequest(kind="triage.claims_changed", title="诉讼请求有变更", body=words, parties=parties_of(record))]


def _objected(record: Event, event: ObjectionMade) -> list[NoticeRequest]:
    row = SmallClaimsObjection.objects.select_related("party").get(pk=event.objection_id)
    words = f"{record.case.title}：{row.party.name}对适用小额诉讼程序提出异议，法官审查后告知结果。"
    judge = judge_of(record.case)
    found = [NoticeRequest(kind="triage.objection_made", title="小额诉讼异议", body=words, parties=parties_of(record))]
    if judge is not None:
        link = reverse("triage:decide_objection", args=[row.pk])
        told = NoticeRequest(
            kind="triage.objection_to_decide",
            title="小额诉讼异议待审查",
            body=f"{record.case.title}：{row.party.name}提出异议。",
            users=(judge,),
            link=link,
        )
        found.append(told)
    return found


def _objection_decided(record: Event, event: ObjectionDecided) -> list[NoticeRequest]:
    row = SmallClaimsObjection.objects.select_related("party").get(pk=event.objection_id)
    words = f"{record.case.title}：{row.party.name}对适用小额诉讼程序的异议，{ObjectionOutcome(event.outcome).label}。"
    if row.words:
        words += row.words
    title = "小额诉讼异议有了结果"
    return [NoticeRequest(kind="triage.objection_decided", title=title, body=words, parties=parties_of(record))]


def _fixed(record: Event, event: HearingFixed) -> list[NoticeRequest]:
    """When, where, and that not to come has a price; the summons follows."""
    row = FixedHearing.objects.get(pk=event.hearing_id)
    when, anew = moment_words(row.at, today=record.day), "改到" if event.changed else "定在"
    words = f"开庭{anew} {when}，{row.place}。传票登录可看，请按时到庭。"
    return [NoticeRequest(kind="triage.hearing_fixed", title="法院通知开庭", body=words, parties=parties_of(record))]


def _off(record: Event, event: HearingOff) -> list[NoticeRequest]:
    row = FixedHearing.objects.get(pk=event.hearing_id)
    words = f"本案已经结束，{moment_words(row.at, today=record.day)}的开庭取消，不用到庭。"
    return [NoticeRequest(kind="triage.hearing_off", title="开庭取消", body=words, parties=parties_of(record))]


def _heard(record: Event, event: HearingHeld) -> list[NoticeRequest]:
    words = f"{record.case.title}：法院登记了 {day_words(event.on, today=record.day)}的开庭。"
    return [NoticeRequest(kind="triage.hearing_held", title="开庭已登记", body=words, parties=parties_of(record))]


def _asked(record: Event, event: TermExtensionAsked) -> list[NoticeRequest]:
    """The head of division first; the president where there is none."""
    rows = staff_of(record.case.court_id, [Role.DIVISION_HEAD, Role.PRESIDENT], record.day)
    heads = tuple(post.user_id for post in rows if post.role == Role.DIVISION_HEAD)
    return [_to_decide(record, event.extension_id, heads or tuple(post.user_id for post in rows))]


def _endorsed(record: Event, event: TermExtensionEndorsed) -> list[NoticeRequest]:
    rows = staff_of(record.case.court_id, Role.PRESIDENT, record.day)
    return [_to_decide(record, event.extension_id, tuple(post.user_id for post in rows))]


def _to_decide(record: Event, pk: int, users: tuple[int, ...]) -> NoticeRequest:
    return NoticeRequest(
        kind="triage.extension_to_decide",
        title="延长审理期限待审批",
        body=record.case.title,
        users=users,
        link=reverse("triage:extension", args=[pk]),
    )


def _extended(record: Event, event: TermExtended) -> list[NoticeRequest]:
    row = TermExtension.objects.get(pk=event.extension_id)
    words = f"{record.case.title}：经院长批准，审理期限延长 {row.months} 个月，到 {row.due}。"
    judge = (row.asked_by_id,) if row.asked_by_id else ()
    return [
        NoticeRequest(
            kind="triage.extension_granted", title="审理期限延长", body=words, parties=parties_of(record), users=judge
        )
    ]


def _not_extended(record: Event, event: TermExtensionRefused) -> list[NoticeRequest]:
    row = TermExtension.objects.get(pk=event.extension_id)
    words = f"{record.case.title}：延长审理期限未获批准。{row.words}"
    judge = (row.asked_by_id,) if row.asked_by_id else ()
    return [NoticeRequest(kind="triage.extension_refused", title="审理期限不延长", body=words, users=judge)]


NOTICES = Makers(
    on(RulingDrafted, _drafted),
    on(RulingSigned, _signed),
    on(RulingDropped, _dropped),
    on(RulingHandedOver, _handed_over),
    on(ClaimantLeft, _left),
    on(HearingFixed, _fixed),
    on(HearingOff, _off),
    on(HearingHeld, _heard),
    on(ClaimsChanged, _claims),
    on(ObjectionMade, _objected),
    on(ObjectionDecided, _objection_decided),
    on(TermExtensionAsked, _asked),
    on(TermExtensionEndorsed, _endorsed),
    on(TermExtended, _extended),
    on(TermExtensionRefused, _not_extended),
    on(Closed, _closed),
    on(Reopened, _reopened),
    on(Appealed, _appealed),
    on(AppealCopied, _copied),
    on(AppealAnswered, _answered),
    on(AppealFileSent, _file_sent),
    on(AppealLeft, _appeal_left),
    on(AppealEnded, _appeal_ended),
    on(AppealStruck, _appeal_struck),
    on(AppealCorrected, _appeal_corrected),
    on(RegisteredAnew, _anew),
)
