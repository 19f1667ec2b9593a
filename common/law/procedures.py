"""Which procedure a case goes by (小额 / 简易 / 普通独任 / 普通合议), on which grounds, and how long it may last.

Procedure decides terms and half fees; Track (which team handles the case) is another matter and only named here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from common.law import causes
from common.law.articles import UNCONFIRMED, Article, Finding, art, merge
from common.law.labelled import LabelledEnum
from common.law.money import yuan
from common.law.parameters import figures
from common.law.terms import Unit, term


class Procedure(LabelledEnum):
    SMALL = "small", "小额诉讼"
    SUMMARY = "summary", "简易程序"
    ORDINARY_SINGLE = "ordinary_single", "普通程序（独任）"
    ORDINARY_PANEL = "ordinary_panel", "普通程序（合议）"

    @property
    def is_summary(self) -> bool:
        """Small claims stand in the chapter of the summary procedure: half fee, seven days of mediation."""
        return self in (Procedure.SMALL, Procedure.SUMMARY)

    @property
    def fee_option(self) -> str:
        """The word the tariff knows it by: small, summary, ordinary."""
        return self.value if self.is_summary else "ordinary"

    @property
    def mediation_term(self) -> str:
        """The key in common.law.terms of the mediation period after registration."""
        return "mediation_c_summary" if self.is_summary else "mediation_c_ordinary"


class Track(LabelledEnum):
    FAST = "fast", "速裁快审"
    CAREFUL = "careful", "精审"


@dataclass(frozen=True, slots=True)
class SmallClaimsWage:
    """The province's average yearly wage as published: small claims up to half of it, by agreement up to twice (fen).

    It holds for cases received from ``since`` until the next figure is published (民诉法解释第二百七十二条).
    """

    since: date
    half: int
    double: int
    confirmed: bool
    source: str

    @classmethod
    def of_wage(cls, wage_fen: int, since: date, *, confirmed: bool, source: str) -> SmallClaimsWage:
        """From the yearly wage itself, in fen: half of it and twice it."""
        return cls(since, wage_fen // 2, wage_fen * 2, confirmed, source)


# Guangdong's own figure was not found: a demonstration value, to be replaced by the court.
GUANGDONG_WAGES: tuple[SmallClaimsWage, ...] = tuple(
    SmallClaimsWage.of_wage(each.fen, each.since, confirmed=each.confirmed, source=each.source)
    for each in figures("small_claims_wage")
)


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """What the choice rests on. Every field is a plain answer; the defaults are those of an ordinary simple suit.

    ``amount_fen`` None: no sum of money is claimed. ``clear``: 事实清楚、权利义务关系明确、争议不大 (简易, 小额);
    ``basics_clear``: 基本事实清楚、权利义务关系明确 (普通独任).
    """

    cause: str = ""
    received: date | None = None
    amount_fen: int | None = None
    money_only: bool = False
    clear: bool = True
    basics_clear: bool = True
    intermediate_court: bool = False
    agreed_small: bool = False
    agreed_summary: bool = False
    status_or_title: bool = False
    foreign: bool = False
    needs_appraisal: bool = False
    whereabouts_unknown: bool = False
    counterclaim: bool = False
    remanded: bool = False
    many_parties: bool = False
    retrial: bool = False
    public_interest: bool = False
    third_party_revocation: bool = False
    enforcement_objection: bool = False
    group_dispute: bool = False
    wide_attention: bool = False
    new_or_complex: bool = False
    panel_by_law: bool = False
    unsuited_small: bool = False
    unsuited_summary: bool = False
    unsuited_single: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact used, in Chinese, with its article. ``against`` the procedure it rules out (None: it speaks for)."""

    fact: str
    article: Article
    against: Procedure | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The procedure proposed, every ground used, and whether 小额 could still be agreed on (民诉法第165条第二款)."""

    procedure: Procedure
    grounds: tuple[Ground, ...]
    small_by_agreement: bool = False


_SMALL, _SUMMARY, _SINGLE = Procedure.SMALL, Procedure.SUMMARY, Procedure.ORDINARY_SINGLE

# Field, words, article: what rules a procedure out.
_NOT_SMALL: tuple[tuple[str, str, Article], ...] = (
    ("status_or_title", "人身关系、财产确权案件", art("民诉法", 166, 1, 1)),
    ("foreign", "涉外案件", art("民诉法", 166, 1, 2)),
    ("needs_appraisal", "需要评估、鉴定或者对诉前评估、鉴定结果有异议", art("民诉法", 166, 1, 3)),
    ("whereabouts_unknown", "一方当事人下落不明", art("民诉法", 166, 1, 4)),
    ("counterclaim", "当事人提出反诉", art("民诉法", 166, 1, 5)),
    ("unsuited_small", "其他不宜适用小额诉讼程序的情形", art("民诉法", 166, 1, 6)),
)
_NOT_SUMMARY: tuple[tuple[str, str, Article], ...] = (
    ("whereabouts_unknown", "起诉时被告下落不明", art("民诉解释", 257, 1, 1)),
    ("remanded", "发回重审的案件", art("民诉解释", 257, 1, 2)),
    ("many_parties", "当事人一方人数众多", art("民诉解释", 257, 1, 3)),
    ("retrial", "适用审判监督程序的案件", art("民诉解释", 257, 1, 4)),
    ("public_interest", "涉及国家利益、社会公共利益", art("民诉解释", 257, 1, 5)),
    ("third_party_revocation", "第三人请求改变或者撤销生效裁判", art("民诉解释", 257, 1, 6)),
    ("unsuited_summary", "其他不宜适用简易程序的情形", art("民诉解释", 257, 1, 7)),
    ("enforcement_objection", "执行异议之诉适用普通程序", art("民诉解释", 308)),
)
_NOT_SINGLE: tuple[tuple[str, str, Article], ...] = (
    ("public_interest", "涉及国家利益、社会公共利益", art("民诉法", 42, 1, 1)),
    ("group_dispute", "涉及群体性纠纷，可能影响社会稳定", art("民诉法", 42, 1, 2)),
    ("wide_attention", "人民群众广泛关注或者其他社会影响较大", art("民诉法", 42, 1, 3)),
    ("new_or_complex", "属于新类型或者疑难复杂", art("民诉法", 42, 1, 4)),
    ("panel_by_law", "法律规定应当组成合议庭审理", art("民诉法", 42, 1, 5)),
    ("unsuited_single", "其他不宜由审判员一人独任审理的情形", art("民诉法", 42, 1, 6)),
    ("remanded", "发回重审的案件应当另行组成合议庭", art("民诉法", 41, 3)),
    ("retrial", "再审案件应当另行组成合议庭", art("民诉法", 41, 4)),
    ("third_party_revocation", "第三人撤销之诉应当组成合议庭", art("民诉解释", 292)),
)

# Causes whose nature is one of the facts above, so that nobody need tick it.
_STATUS_CAUSES = (
    *("14", "17", "18", "21", "22.2", "23.2", "24.2", "25", "26", "27"),  # 人身关系
    *("38", "56.1", "65.1", "199", "202", "275", "340"),  # 财产确权; intellectual property by its name, below
)
_REVOCATION_CAUSES = ("511",)
_OBJECTION_CAUSES = ("512", "513", "514")
_PUBLIC_CAUSES = ("五十七",)


def wage_on(day: date | None, wages: Iterable[SmallClaimsWage] = GUANGDONG_WAGES) -> SmallClaimsWage:
    """The figure in force for a case received on ``day`` (None: the newest). ValueError if there is none at all."""
    rows = sorted(wages, key=lambda row: row.since)
    if not rows:
        raise ValueError("尚未设置小额诉讼的标的额标准。")
    return next((row for row in reversed(rows) if day is None or row.since <= day), rows[0])


def choose(facts: ProcedureFacts, wages: Iterable[SmallClaimsWage] = GUANGDONG_WAGES) -> Finding[Choice]:
    """The procedure of a first-instance civil case with every ground used. A proposal: a judge decides."""
    flags = _flags(facts)
    single = _ruled_out(flags, _NOT_SINGLE, _SINGLE)
    # What may not be heard by one judge can be neither summary nor small: both are heard by one (民诉法40, 163).
    summary = _ruled_out(flags, _NOT_SUMMARY, _SUMMARY) + single
    small = _ruled_out(flags, _NOT_SMALL, _SMALL)
    if facts.intermediate_court:
        grounds = (Ground("中级人民法院审理的第一审民事案件由合议庭审理", art("民诉法", 40, 1), _SINGLE), *single)
        return _found(Procedure.ORDINARY_PANEL, grounds)
    simple = Ground("事实清楚、权利义务关系明确、争议不大", art("民诉法", 160, 1))
    if not summary and facts.clear:
        limit = _small_limit(facts, wages)
        if limit is None or small:
            return _found(_SUMMARY, (simple, *small))
        ground, within, agreeable, confirmed = limit
        if within:
            return _found(_SMALL, (simple, ground), confirmed=confirmed)
        return _found(_SUMMARY, (simple, ground), by_agreement=agreeable, confirmed=confirmed)
    if not summary and facts.agreed_summary:
        agreed = Ground("双方当事人约定适用简易程序", art("民诉法", 160, 2))
        return _found(_SUMMARY, (agreed,))
    why = summary or (Ground("不属于事实清楚、权利义务关系明确、争议不大的简单案件", art("民诉法", 160, 1), _SUMMARY),)
    if single:
        return _found(Procedure.ORDINARY_PANEL, tuple(dict.fromkeys((*why, *single))))
    if facts.basics_clear:
        basics = Ground("基本事实清楚、权利义务关系明确，可以由审判员一人适用普通程序独任审理", art("民诉法", 40, 2))
        return _found(_SINGLE, (*why, basics))
    panel = Ground("基本事实或者权利义务关系不够清楚", art("民诉法", 40, 1), _SINGLE)
    return _found(Procedure.ORDINARY_PANEL, (*why, panel))


@dataclass(frozen=True, slots=True)
class TrialTerm:
    """审限 from the day after registration; ``term`` and ``extension`` are keys in common.law.terms. An extension is
    asked for in months."""

    extension_months: int
    term: str
    extension: str


# The names of the terms; how long they are stands in common.law.terms alone.
_TRIAL_TERMS: dict[Procedure, tuple[str, tuple[Article, ...]]] = {
    Procedure.SMALL: ("trial_small", (art("民诉法", 168),)),
    Procedure.SUMMARY: ("trial_summary", (art("民诉法", 164), art("民诉解释", 258))),
    Procedure.ORDINARY_SINGLE: ("trial_ordinary", (art("民诉法", 152),)),
    Procedure.ORDINARY_PANEL: ("trial_ordinary", (art("民诉法", 152),)),
}


def trial_term(procedure: Procedure, on: date) -> Finding[TrialTerm]:
    """Which term the court has for a case received ``on`` that day.

    A case turned ordinary still counts from its own registration (民诉法解释第258条).
    """
    key, articles = _TRIAL_TERMS[procedure]
    longer = f"{key}_extension"
    value = TrialTerm(term(longer, on).counted(Unit.MONTHS), key, longer)
    return Finding(value, (*articles, art("审限规定", 8)))


# Disputes over title alone: of intellectual property, of film and other works, of securities.
_TITLE_DISPUTES = causes.IP_TITLE | {"199", "202"}


def _flags(facts: ProcedureFacts) -> frozenset[str]:
    """The names of the facts that hold, those implied by the cause among them."""
    found = {name for table in (_NOT_SMALL, _NOT_SUMMARY, _NOT_SINGLE) for name, _, _ in table if getattr(facts, name)}
    if facts.cause:
        line = causes.lineage(causes.cause(facts.cause).code)
        for name, tops in (
            ("status_or_title", _STATUS_CAUSES),
            ("third_party_revocation", _REVOCATION_CAUSES),
            ("enforcement_objection", _OBJECTION_CAUSES),
            ("public_interest", _PUBLIC_CAUSES),
        ):
            if not line.isdisjoint(tops):
                found.add(name)
        if causes.cause(facts.cause).code in _TITLE_DISPUTES:
            found.add("status_or_title")
    return frozenset(found)


def _ruled_out(
    flags: frozenset[str], table: tuple[tuple[str, str, Article], ...], against: Procedure
) -> tuple[Ground, ...]:
    return tuple(Ground(words, article, against) for name, words, article in table if name in flags)


def _small_limit(facts: ProcedureFacts, wages: Iterable[SmallClaimsWage]) -> tuple[Ground, bool, bool, bool] | None:
    """The ground of the amount; whether small claims apply; whether they could be agreed; whether it is confirmed."""
    if not facts.money_only or facts.amount_fen is None:
        return None
    wage = wage_on(facts.received, wages)
    amount = f"标的额{yuan(facts.amount_fen)}元"
    if facts.amount_fen <= wage.half:
        words = f"简单金钱给付案件，{amount}，不超过上年度就业人员年平均工资的百分之五十（{yuan(wage.half)}元）"
        return Ground(words, art("民诉法", 165, 1)), True, False, wage.confirmed
    if facts.amount_fen <= wage.double:
        article = art("民诉法", 165, 2)
        if facts.agreed_small:
            words = f"{amount}，不超过年平均工资的二倍（{yuan(wage.double)}元），双方约定适用小额诉讼程序"
            return Ground(words, article), True, False, wage.confirmed
        words = f"{amount}，超过年平均工资的百分之五十但在二倍以下，双方可以约定适用小额诉讼程序"
        return Ground(words, article, _SMALL), False, True, wage.confirmed
    words = f"{amount}，超过年平均工资的二倍（{yuan(wage.double)}元）"
    return Ground(words, art("民诉法", 165, 2), _SMALL), False, False, wage.confirmed


def _found(
    procedure: Procedure, grounds: tuple[Ground, ...], *, by_agreement: bool = False, confirmed: bool = True
) -> Finding[Choice]:
    note = "" if confirmed else f"小额诉讼标的额标准为示例，{UNCONFIRMED}"
    articles = merge(ground.article for ground in grounds)
    return Finding(Choice(procedure, grounds, by_agreement), articles, note, confirmed)
