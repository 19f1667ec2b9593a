"""What is still open to a party after the closing, with its day, its court and its articles.

民诉法158, 165, 171, 173, 210-213, 216, 235, 250, 264; 解释212, 214, 375, 379, 380, 382, 424; 办法9, 20, 22.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.law.articles import Article, art
from common.law.calendar import Calendar
from common.law.procedures import Procedure
from common.law.terms import deadline, term
from common.web.wording import day_words
from triage.after.states import Remedy
from triage.trial.rules import appeal_term
from triage.trial.states import AppealResult, ClosingWay

_NOT_TRIED = {  # 民诉法122, 126, 127: whether there is a suit at all
    ClosingWay.DISMISSAL: "法院驳回了这次起诉",
    ClosingWay.INADMISSIBLE: "法院不受理这次起诉",
}
_PAPERS = {ClosingWay.JUDGMENT: "判决书", ClosingWay.MEDIATION: "调解书", **dict.fromkeys(_NOT_TRIED, "裁定书")}


def _paper_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class Second:
    """The paper of the court above."""

    court: str
    number: str
    made_on: date
    paper: str

    @property
    def full(self) -> str:
        return f"{self.court}{_paper_day(self.made_on)}作出的{self.number}民事{self.paper}"


@dataclass(frozen=True)
class End:
    """How a case ended, as one party has it before them.

    `effective_on`: None while it does not bind; `entitled`: whether it has a time to appeal at all (a third party on
    whom nothing was laid has none: 解释82); `last`: its last day, None where the time does not run yet;
    `appealed` by anybody, `own` by this party, `gone`: by this party, and taken back since; `citizens`: both sides are
    natural persons; `suing`: this party is a claimant. `second`: the paper of the court above, where it has decided;
    `number`: of the first instance.
    """

    way: ClosingWay
    procedure: str
    closed_on: date
    effective_on: date | None
    entitled: bool
    last: date | None
    appealed: bool
    own: bool
    result: AppealResult | None
    divorce: bool
    citizens: bool
    court: str
    above: str
    suing: bool
    number: str = ""
    second: Second | None = None
    gone: bool = False
    put_right: bool = False  # what was written down of an appeal was wrong, and the right one is awaited
    anew: str = ""  # the number under which the first court tries it again

    @property
    def first(self) -> str:
        """The paper of the first court."""
        return _PAPERS.get(self.way, "裁定书")

    @property
    def above_binds(self) -> Second | None:
        """What binds instead of the first court's paper (民诉法179, 182)."""
        return self.second if self.result is not None and self.result.replaces else None

    @property
    def paper(self) -> str:
        """The paper that binds, or will."""
        return self.above_binds.paper if self.above_binds else self.first

    @property
    def full(self) -> str:
        """That paper by its court and number, as an application names it. One that upholds says nothing that can be
        enforced without the one it upholds."""
        own = f"{self.court}{self.number}民事{self.first}"
        if self.way is ClosingWay.INADMISSIBLE:  # it has no number (民诉法172 asks for one): its day tells it
            own = f"{self.court}{_paper_day(self.closed_on)}作出的不予受理民事{self.first}"
        if self.above_binds is None:
            return own
        return f"{self.above_binds.full}（维持{own}）" if self.result is AppealResult.UPHELD else self.above_binds.full

    @property
    def settled(self) -> bool:
        """What binds is a 调解书, of either instance."""
        return self.way is ClosingWay.MEDIATION or self.result is AppealResult.MEDIATED

    def may_still(self, today: date) -> bool:
        """Whether this party may appeal on that day: it has its own time (民诉法171), and has not used it."""
        return self.entitled and not (self.own or self.gone) and (self.last is None or today <= self.last)

    @property
    def appeals_by(self) -> str:
        """The key of its time to appeal; small claims end with the first instance (民诉法165; 解释277)."""
        return appeal_term(self.way, self.procedure).value


@dataclass(frozen=True)
class Open:
    """One road: by which day (None: it has no day of its own, or none that runs yet), in words a sentence each."""

    remedy: Remedy
    until: date | None
    words: tuple[str, ...]
    articles: tuple[Article, ...]
    passed: bool = False

    @property
    def form(self) -> str:
        return "" if self.passed else self.remedy.form


def standing(end: End, today: date) -> str:
    """Whether what ended the case binds, in a sentence; "" where nothing is to be said of it."""
    paper = end.paper
    if end.way not in _PAPERS:
        return {
            ClosingWay.WITHDRAWAL: "本案已撤诉结案。法院没有判谁对谁错，原告以后还可以起诉。",
            ClosingWay.DEEMED_WITHDRAWAL: "本案已按撤诉处理。法院没有判谁对谁错，原告以后还可以起诉。",
            ClosingWay.TRANSFER: "本案已移送别的法院，由那边接着办，不用重新起诉。",
        }.get(end.way, "")
    if end.result is not None and not end.result.binds:
        return _set_aside(end)
    if end.effective_on is not None:
        does = _NOT_TRIED.get(end.way, "各方都要照着履行")
        since = f"已在 {day_words(end.effective_on, year=True)}生效，{does}。"
        if end.above_binds is None:
            return paper + since
        more = f"一审{end.first}不再有效。" if end.result is not AppealResult.UPHELD else ""
        return f"{end.above_binds.court}的{paper}（{end.above_binds.number}）{since}{more}"
    return _not_binding(end, paper, today)


def _not_binding(end: End, paper: str, today: date) -> str:
    """What may still become of it, and by when this party has its say in that."""
    if end.appealed:
        if end.may_still(today):
            by_when = f"在 {day_words(end.last, today=today)}前" if end.last else "收到后"
            return f"有人上诉，{paper}还没有生效。您也不服的，可以{by_when}上诉。"
        who = "您已经上诉" if end.own else "有人上诉"
        return f"{who}，{paper}还没有生效。等{end.above}审理。"
    if end.put_right:
        last = end.last if end.may_still(today) else None
        more = f"您不服的，可以在 {day_words(last, today=today)}前上诉。" if last else ""
        return f"法院登记的一份上诉有误，正在核对；核对以前，{paper}还没有生效。{more}"
    if end.gone:
        return f"您的上诉已经结束。其他人也没有上诉的，{paper}才生效。"
    if end.way is ClosingWay.MEDIATION:
        return f"{paper}各方都签收后生效，法院正在送达。"
    if not end.appeals_by:
        return f"这是最终的{paper}，不能上诉，收到后就要照着履行。"
    if not end.entitled:
        return f"{paper}还没有生效。有权上诉的都没有上诉的，才生效。"
    if end.last is None:
        return f"{paper}还没有生效。您收到后，不服的可以上诉。"
    if today <= end.last:
        return f"{paper}还没有生效。您不服的，可以在 {day_words(end.last, today=today)}前上诉。"
    return f"您的上诉期已经过了。其他人也没有上诉的，{paper}才生效。"


def _set_aside(end: End) -> str:
    """The first paper was set aside and binds nobody (民诉法177; 解释330, 336)."""
    above = end.second.court if end.second else end.above
    gone = f"{above}撤销了一审{end.first}，不用照着履行。"
    if end.anew:
        return f"{gone}{end.court}已用新案号 {end.anew} 登记，会通知您开庭。"
    if end.result is AppealResult.SUIT_WITHDRAWN:
        return f"{gone}原告已撤回起诉，不能就同一件事再起诉。"
    if end.result is AppealResult.DISMISSED:
        return f"{gone}这件事不归法院审理，起诉被驳回。"
    if end.result is AppealResult.MOVED:
        return f"{gone}案件移送别的法院，由那边接着办，不用重新起诉。"
    if end.result is AppealResult.ORDERED:
        return f"{gone}{end.court}会接着审理，开庭前通知您。"
    return f"{gone}案件发回重审：{end.court}会用新案号，另外组成合议庭审理，并通知您。"


def roads(end: End, today: date, days: Calendar) -> tuple[Open, ...]:
    """What this party may still do, what binds first before what comes after it."""
    found = (_appeal(end, today), _again(end), _enforce(end, days), _retrial(end, today, days))
    return tuple(each for each in found if each is not None)


def _appeal(end: End, today: date) -> Open | None:
    key = end.appeals_by
    if not key or not end.entitled or end.gone or end.result is not None or end.effective_on is not None:
        return None
    free = end.way in _NOT_TRIED
    articles = (art("民诉法", 171), art("民诉法", 173), art("收费办法", 8, 1, 3) if free else art("收费办法", 22))
    alone = end.way is ClosingWay.INADMISSIBLE
    if end.own:
        sent = "" if alone else "在送达对方以后"
        fee = "不用交上诉费。" if free else "记得在上诉期内交上诉费；没交的，法院会通知。"
        return Open(Remedy.APPEAL, None, (f"法院收到了您的上诉状，会{sent}报送{end.above}。", fee), articles)
    if end.last is not None and today > end.last:
        late = ("最后一天已经过了。有正当理由耽误的，障碍消除后尽快向法院申请顺延。",)
        return Open(Remedy.APPEAL, end.last, late, (*articles, art("民诉法", 86)), passed=True)
    length = term(key, end.closed_on).figures
    begins = () if end.last is not None else (f"从您收到{end.paper}的第二天起算 {length}。",)
    words = (
        *begins,
        f"把上诉状交给{end.court}，由{end.above}审理。口头说上诉不算。",
        *(() if alone else ("按对方的人数多交几份副本。",)),
        "不用交上诉费。" if free else "上诉费在上诉期内交；有困难可以申请缓交、减交、免交。",
    )
    return Open(Remedy.APPEAL, end.last, words, articles)


def _again(end: End) -> Open | None:
    """Whoever withdrew may sue again, over a divorce only after its time unless something is new (民诉法127(7);
    解释214); after a dismissal, when what was missing is there (解释212)."""
    if not end.suing:
        return None
    if end.way in (ClosingWay.WITHDRAWAL, ClosingWay.DEEMED_WITHDRAWAL):
        words = ["可以就同一件事再起诉，法院应当受理。", "要留意诉讼时效，不要拖太久。"]
        articles = [art("民诉解释", 214)]
        if end.divorce:
            length = term("divorce_refile_bar", end.closed_on).figures
            words.insert(1, f"离婚的案子，没有新情况、新理由的，{length}后才能再起诉。")
            articles.append(art("民诉法", 127, None, 7))
        return Open(Remedy.SUE_AGAIN, None, tuple(words), tuple(articles))
    dismissed = end.result is AppealResult.DISMISSED  # by the court above (解释328)
    if dismissed or (end.way in _NOT_TRIED and end.effective_on is not None and not end.settled):
        said = _NOT_TRIED[ClosingWay.DISMISSAL if dismissed else end.way]
        words = [f"{said}，没有判谁对谁错。", "缺的条件补齐了，可以再起诉。"]
        return Open(Remedy.SUE_AGAIN, None, tuple(words), (art("民诉解释", 212),))
    return None


def _enforce(end: End, days: Calendar) -> Open | None:
    """Two years from the last day of performing; where the paper names none, from its effect (民诉法250). Which it is
    stands in the paper, so the earliest last day is told, and that it may be later."""
    performed = end.settled or end.way is ClosingWay.JUDGMENT
    if not performed or end.effective_on is None:
        return None
    due = deadline("enforcement_application", end.effective_on, days, on=end.effective_on).value.day
    length = term("enforcement_application", end.effective_on).figures
    words = (
        "对方没有做到的，您可以申请强制执行。",
        f"{end.paper}写了哪天以前履行的，从那天起算 {length}，分期的从最后一期起算；没有写的，就是上面这一天。",
        f"申请执行书交给{end.court}，或者对方财产所在地的同级法院。知道对方有什么财产，一起写上。",
        "申请时不用交费，执行后由被执行的一方负担。",
        "该由您履行的，请按时履行：拖延的，要加倍付利息或者付迟延履行金。",
    )
    articles = (art("民诉法", 235), art("民诉法", 247), art("民诉法", 250), art("民诉法", 264), art("收费办法", 20, 2))
    return Open(Remedy.ENFORCE, due, words, articles)


def _retrial(end: End, today: date, days: Calendar) -> Open | None:
    """Six months from the effect, or from knowing of one of four grounds (民诉法216); of a 调解书 only that it was not
    free or not lawful (212; 解释382); small claims go to the court that judged (解释424)."""
    if end.way not in _PAPERS or end.effective_on is None:
        return None
    key = "retrial_application"
    due = deadline(key, end.effective_on, days, on=end.effective_on).value.day
    if above := end.above_binds:
        where = f"向审理上诉的{above.court}的上一级法院提出"
        if end.citizens:
            where += f"；双方都是个人，也可以向{above.court}提出"
    elif end.procedure == Procedure.SMALL:
        where = f"向{end.court}提出"
    elif end.citizens:
        where = f"向{end.above}提出；双方都是个人，也可以向{end.court}提出"
    else:
        where = f"向{end.above}提出"
    articles = [art("民诉法", 210), art("民诉法", 216)]
    why = f"{end.paper}已经生效，您认为有错的，可以申请再审：{where}。"
    if end.settled:
        why = f"{end.paper}违反自愿，或者内容违反法律，您有证据的，可以申请再审：{where}。"
        articles = [art("民诉法", 212), art("民诉解释", 382)]
    elif end.way in _NOT_TRIED:
        articles.append(art("民诉解释", 379))
    if end.procedure == Procedure.SMALL:
        articles.append(art("民诉解释", 424))
    words = [why]
    if not end.settled:
        words.append(f"有新证据、主要证据是伪造的等情形，从知道那天起算 {term(key, end.effective_on).figures}。")
        articles.append(art("民诉法", 211))
    words.append("申请再审，不停止执行。")
    if end.divorce:
        words.append("解除婚姻关系的部分不能申请再审。")
        articles.append(art("民诉法", 213))
    passed = due is not None and today > due
    return Open(Remedy.RETRIAL, due, tuple(words), tuple(articles), passed=passed and end.settled)
