"""What a case costs, and why: a quote in fen with each step in words and its article (诉讼费用交纳办法).

The tables are in tariff_rules.py; which tariff a cause falls under and who prepays, in tariff_scope.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.law import tariff_rules as rules
from common.law.articles import Article, Finding, art, joined, merge
from common.law.money import MAX_FEN, MoneyError, divide, parse_yuan, plain_yuan, yuan
from common.law.tariff_rules import Kind, LocalBase, Scale, TariffError

__all__ = [
    "Claim",
    "Kind",
    "Options",
    "Quote",
    "QuoteLine",
    "TariffError",
    "combine",
    "quote",
    "quote_row",
]

_CHOICES: dict[str, tuple[str, ...]] = {
    "procedure": ("ordinary", "summary", "small"),
    "closing": ("judgment", "mediation", "withdrawal"),
    "role": ("plaintiff", "counterclaim", "third_party"),
    "upheld": ("yes", "no"),
    "admin": ("other", "trademark", "patent", "maritime"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What bears on the fee besides kind and amount. ``base``: the local base in fen; None: Guangdong's on ``day``."""

    procedure: str = "ordinary"
    closing: str = "judgment"
    role: str = "plaintiff"
    upheld: str = "no"
    admin: str = "other"
    base: int | None = None
    day: date | None = None

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise TariffError(f"选项“{name}”的值“{getattr(self, name)}”无法识别，应为：{'、'.join(choices)}。")

    @classmethod
    def read(cls, values: Mapping[str, object]) -> Options:
        """Options from words, as a file or a form gives them: ``{"procedure": "small", "base": "300"}`` (yuan)."""
        known: dict[str, Any] = {}
        for name, value in values.items():
            if name == "base":
                known["base"] = _amount(str(value))
            elif name in _CHOICES:
                if not isinstance(value, str):
                    raise TariffError(f"选项“{name}”的值应为文字。")
                known[name] = value
            else:
                raise TariffError(f"无法识别的选项“{name}”。")
        return cls(**known)


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of 怎么算的: the words, and the article they rest on (None for pure arithmetic)."""

    text: str
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A fee in fen. ``full_fen`` is the fee before halving; ``reason`` the Chinese ground of the halving."""

    kind: Kind
    amount_fen: int | None
    fee_fen: int
    full_fen: int
    steps: tuple[QuoteLine, ...]
    halved: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a suit: its kind, and its amount in fen if it has one."""

    kind: Kind
    amount_fen: int | None = None


def quote(
    kind: Kind | str, amount_fen: int | None = None, options: Options | Mapping[str, object] | None = None
) -> Finding[Quote]:
    """The fee of one case. ``amount_fen`` is None where no money is in dispute. TariffError in Chinese."""
    kind = _kind(kind)
    if amount_fen is not None and (isinstance(amount_fen, bool) or not isinstance(amount_fen, int)):
        raise TariffError("金额应为以分为单位的整数。")
    if amount_fen is not None and not 0 <= amount_fen <= MAX_FEN:
        raise TariffError("金额不能是负数。" if amount_fen < 0 else "金额过大，请核对。")
    chosen = options if isinstance(options, Options) else Options.read(options or {})
    return _Calculation(kind, amount_fen, chosen).finding()


_FLAT: dict[Kind, tuple[int, str]] = {
    Kind.LABOUR: (rules.LABOUR_FEE, "劳动争议案件每件交纳10元，与争议金额无关。"),
    Kind.ADMIN: (rules.ADMIN_FEE, "行政案件每件交纳50元。"),
    Kind.PUBLIC_SUMMONS: (rules.PUBLIC_SUMMONS_FEE, "申请公示催告每件交纳100元。"),
    Kind.ARBITRATION_REVIEW: (rules.ARBITRATION_FEE, "申请撤销仲裁裁决或者认定仲裁协议效力，每件交纳400元。"),
}
# The words of the base, and the scale that comes on top with the word for its amount.
_BASES: dict[Kind, tuple[str, Scale | None, str]] = {
    Kind.OTHER_NONPROPERTY: ("其他非财产案件每件", None, ""),
    Kind.DIVORCE: ("离婚案件每件", rules.DIVORCE_SCALE, "财产总额"),
    Kind.PERSONALITY: ("人格权案件每件", rules.PERSONALITY_SCALE, "赔偿金额"),
    Kind.IP: ("知识产权案件没有争议金额或者价额的，每件", None, ""),
    Kind.ENFORCEMENT: ("没有执行金额或者价额的，每件", None, ""),
}
# A base only where there is no amount; with one, a scale of their own.
_BY_AMOUNT = frozenset({Kind.IP, Kind.ENFORCEMENT})


class _Calculation:
    """The working of one quote: an exact sum (a fraction of milli-fen) and the steps that led to it."""

    def __init__(self, kind: Kind, amount: int | None, options: Options) -> None:
        self.kind = kind
        self.amount = amount
        self.options = options
        self.article = rules.ARTICLES[kind]
        self.steps: list[QuoteLine] = []
        self.divisor = 1
        self.notes: list[str] = []
        self.confirmed = True

    def finding(self) -> Finding[Quote]:
        milli = self._full()
        cap = rules.BANKRUPTCY_CAP if self.kind is Kind.BANKRUPTCY else None
        full = divide(milli, 1000 * self.divisor)
        if cap is not None and full > cap:
            full = milli = cap
            milli *= 1000 * self.divisor
            self._step(f"超过最高限额，按{yuan(cap)}元交纳。")
        reasons = self._halving(full)
        fee = full
        if not reasons:
            self._rounded(milli, full)
        else:
            # From the exact sum, not from the rounded one: rounded once, at the end.
            fee = divide(milli, 2000 * self.divisor)
            self.steps += [QuoteLine(f"{words}，减半交纳案件受理费。", article) for words, article in reasons]
            if len(reasons) > 1:
                self.steps.append(QuoteLine("有多个减半事由的，只减半一次。", art("民诉解释", 206)))
            self.steps.append(QuoteLine(f"减半后为{yuan(fee)}元。"))
        reason = "、".join(words for words, _ in reasons)
        result = Quote(self.kind, self.amount, fee, full, tuple(self.steps), bool(reason), reason)
        articles = merge(step.article for step in self.steps if step.article is not None)
        return Finding(result, articles or (self.article,), joined(*self.notes), self.confirmed)

    def _full(self) -> int:
        """The exact fee before halving, in milli-fen times the divisor."""
        kind, amount = self.kind, self.amount
        if kind in rules.FREE_KINDS:
            return self._flat(0, f"{kind.label}不交纳案件受理费。")
        if kind is Kind.ADMIN and self.options.admin != "other":
            return self._flat(rules.ADMIN_SPECIAL_FEE, "商标、专利、海事行政案件每件交纳100元。")
        if kind in _FLAT:
            return self._flat(*_FLAT[kind])
        if kind is Kind.JURISDICTION_OBJECTION:
            if self.options.upheld == "yes":
                return self._flat(0, "管辖权异议成立，不交纳案件受理费。")
            return self._base("管辖权异议不成立，每件")
        # Only a missing amount is no amount: nought yuan is 不超过1万元, which is also the smaller fee.
        if kind in _BASES and not (amount is not None and kind in _BY_AMOUNT):
            words, scale, subject = _BASES[kind]
            milli = self._base(words)
            extra = self._extra(scale, subject) if scale is not None else 0
            if extra:
                self._step(f"以上合计{_exact(milli + extra)}元。")
            return milli + extra
        if kind is Kind.PRESERVATION:
            return self._preservation()
        if kind is Kind.ENFORCEMENT:
            return self._scale(rules.ENFORCEMENT_SCALE, amount or 0)
        return self._property()

    def _property(self) -> int:
        if self.amount is None:
            raise TariffError(f"{self.kind.label}按金额计算，请填写金额。")
        milli = self._scale(rules.PROPERTY_SCALE, self.amount)
        if self.kind is Kind.PAYMENT_ORDER:
            self.divisor = 3
            self._step(f"比照财产案件受理费的三分之一交纳：{yuan(divide(milli, 3000))}元。")
        elif self.kind is Kind.BANKRUPTCY:
            self.divisor = 2
            self._step(f"破产案件按照财产案件受理费标准减半交纳：{yuan(divide(milli, 2000))}元。")
        return milli

    def _preservation(self) -> int:
        if self.amount is None:
            return self._flat(3_000, "不涉及财产数额的，每件交纳30元。")
        milli = self._scale(rules.PRESERVATION_SCALE, self.amount)
        if milli > rules.PRESERVATION_CAP * 1000:
            self._step("申请保全措施交纳的费用最多不超过5000元。")
            return rules.PRESERVATION_CAP * 1000
        return milli

    def _flat(self, fen: int, text: str) -> int:
        self._step(text)
        return fen * 1000

    def _base(self, text: str) -> int:
        base = rules.local_base(self.kind, self.options.day)
        if base is None:
            raise TariffError(f"{self.kind.label}没有收费基数。")
        fen = self._chosen_base(base)
        self._step(f"{text}交纳{_short(fen)}元（国家规定的幅度为{_short(base.low)}元至{_short(base.high)}元）。")
        if self.options.base is None:
            if base.article is not None:
                self.steps.append(QuoteLine(f"广东省标准为{_short(fen)}元。", base.article))
            if not base.confirmed:
                self.confirmed = False
                self.notes.append(f"广东省的具体标准待确认，暂按{_short(fen)}元计算")
        return fen * 1000

    def _chosen_base(self, base: LocalBase) -> int:
        fen = base.fen if self.options.base is None else self.options.base
        if not base.low <= fen <= base.high:
            raise TariffError(f"{self.kind.label}的收费基数应在{_short(base.low)}元至{_short(base.high)}元之间。")
        return fen

    def _extra(self, scale: Scale, words: str) -> int:
        if self.amount is None:
            return 0
        if self.amount <= scale.bounds[0]:
            self._step(f"{words}不超过{_bound(scale.bounds[0])}，不另行交纳。")
            return 0
        return self._scale(scale, self.amount)

    def _scale(self, scale: Scale, amount: int) -> int:
        if scale.sums[0]:
            self._step(f"不超过{_bound(scale.bounds[0])}的，每件交纳{_short(scale.sums[0] // 1000)}元。")
        for place, (low, rate) in enumerate(zip(scale.bounds, scale.rates, strict=True)):
            if amount <= low:
                break
            high = scale.bounds[place + 1] if place + 1 < len(scale.bounds) else None
            part = (amount if high is None else min(amount, high)) - low
            span = f"超过{_bound(low)}" + (f"至{_bound(high)}" if high is not None else "")
            self._step(f"{span}的部分：{yuan(part)}元 × {_rate(rate)} ＝ {_exact(part * rate)}元。")
        milli = scale.milli(amount)
        if amount > scale.bounds[0] and scale.sums[0]:
            self._step(f"以上合计{_exact(milli)}元。")
        return milli

    def _halving(self, full: int) -> list[tuple[str, Article]]:
        """Every ground for halving that is there, in words, with its article."""
        if not full:
            return []
        found: list[tuple[str, Article]] = []
        if self.options.closing == "mediation":
            found.append(("以调解方式结案", art("收费办法", 15)))
        if self.options.closing == "withdrawal":
            found.append(("当事人申请撤诉", art("收费办法", 15)))
        if self.options.procedure == "summary":
            found.append(("适用简易程序审理", art("收费办法", 16)))
        if self.options.procedure == "small":
            found.append(("适用小额诉讼程序（属于简易程序）审理", art("收费办法", 16)))
        if self.options.role == "counterclaim":
            found.append(("被告提起反诉、合并审理", art("收费办法", 18)))
        if self.options.role == "third_party":
            found.append(("有独立请求权的第三人提出诉讼请求、合并审理", art("收费办法", 18)))
        if found and self.kind in rules.APPLICATION_KINDS:
            # Articles 15, 16 and 18 speak of 案件受理费 alone.
            self.steps.append(QuoteLine("减半交纳的规定只适用于案件受理费，申请费不减半。", art("收费办法", 10)))
            return []
        if found and self.kind is Kind.JURISDICTION_OBJECTION:
            self.confirmed = False
            self.notes.append("管辖权异议的受理费是否减半，办法没有单独规定，待确认")
        return found

    def _rounded(self, milli: int, full: int) -> None:
        """The rounding at the end, where there is any: in words only, as it rests on no article."""
        if milli != full * 1000 * self.divisor and self.divisor == 1:
            self.steps.append(QuoteLine(f"四舍五入到分，为{yuan(full)}元。"))

    def _step(self, text: str) -> None:
        self.steps.append(QuoteLine(text, self.article))


def combine(claims: Sequence[Claim], options: Options | Mapping[str, object] | None = None) -> Finding[Quote]:
    """The one fee of a suit with several claims. 民诉法解释第二百零一条.

    Property claims are added up; property beside non-property goes by the property scale alone; several non-property
    claims are one. In a divorce the property is part of that tariff (办法13条(二)1), and so are damages in a
    personality suit; a labour dispute costs its flat fee whatever is claimed in it.
    """
    if not claims:
        raise TariffError("请至少填写一项诉讼请求。")
    kinds = {_kind(claim.kind) for claim in claims}
    if len(claims) == 1:
        return quote(claims[0].kind, claims[0].amount_fen, options)
    alone = kinds & (rules.APPLICATION_KINDS | rules.FREE_KINDS | {Kind.JURISDICTION_OBJECTION, Kind.ADMIN})
    if alone:
        raise TariffError(f"“{min(alone).label}”应单独计算，不能与其他诉讼请求合并。")
    amounts = [claim.amount_fen for claim in claims if claim.amount_fen is not None]
    if any(amount < 0 for amount in amounts):
        raise TariffError("金额不能是负数。")
    total = sum(amounts) if amounts else None
    article = art("民诉解释", 201)
    if Kind.LABOUR in kinds:
        if kinds != {Kind.LABOUR}:
            raise TariffError("劳动争议应与其他诉讼请求分别起诉、分别计费。")
        return quote(Kind.LABOUR, None, options)
    if Kind.DIVORCE in kinds:
        kind, words = Kind.DIVORCE, "离婚案件涉及财产分割的，按离婚案件标准一并计算。"
        article = rules.ARTICLES[Kind.DIVORCE]
    elif Kind.PROPERTY in kinds or (Kind.IP in kinds and total):
        mixed = any(claim.amount_fen is None for claim in claims) or bool(kinds - {Kind.PROPERTY, Kind.IP})
        kind = Kind.IP if kinds == {Kind.IP} else Kind.PROPERTY
        words = (
            "既有财产性诉讼请求，又有非财产性诉讼请求，按照财产性诉讼请求的标准交纳。"
            if mixed
            else "多个财产性诉讼请求，合并计算。"
        )
    else:
        # One fee for all of them: that of the kind with the highest base.
        kind = max(kinds, key=lambda each: getattr(rules.local_base(each), "fen", 0))
        words = "多个非财产性诉讼请求，按一件交纳。"
    found = quote(kind, total, options)
    value = found.value
    step = QuoteLine(words, article)
    merged = Quote(kind, total, value.fee_fen, value.full_fen, (step, *value.steps), value.halved, value.reason)
    return Finding(merged, merge((article,), found.articles), found.note, found.confirmed)


def quote_row(kind: str, amount_text: str, options_json: str) -> tuple[str, str]:
    """One row of a fee file -> (fee in yuan "50.03", the grounds in one line). TariffError in Chinese.

    An empty amount is no amount; empty options are none. Amounts must be plain half-width figures: a file is not typed
    by hand, and a full-width figure in it is a sign of a broken export.
    """
    amount = _amount(amount_text.strip()) if amount_text.strip() else None
    values: object = {}
    if options_json.strip():
        try:
            values = json.loads(options_json)
        except (ValueError, RecursionError) as error:
            raise TariffError('选项应为 JSON 对象，例如 {"procedure": "small"}。') from error
    if not isinstance(values, dict):
        raise TariffError('选项应为 JSON 对象，例如 {"procedure": "small"}。')
    found = quote(kind.strip(), amount, values)
    grounds = "、".join(article.short for article in found.articles)
    words = "".join(step.text for step in found.value.steps)
    note = f"{found.note}。" if found.note else ""
    return plain_yuan(found.value.fee_fen), f"{grounds}：{words}{note}"


def _kind(value: Kind | str) -> Kind:
    try:
        return Kind(value)
    except ValueError as error:
        raise TariffError(f"无法识别的收费类别“{value}”。") from error


def _amount(text: str) -> int:
    if not text.isascii():
        raise TariffError(f"金额“{text}”无法识别，请使用半角数字。")
    try:
        return parse_yuan(text)
    except MoneyError as error:
        raise TariffError(str(error)) from error


def _short(fen: int) -> str:
    """Whole yuan without decimals: 300, else 12.50."""
    return str(fen // 100) if fen % 100 == 0 else plain_yuan(fen)


def _bound(fen: int) -> str:
    return f"{fen // rules.WAN}万元" if fen % rules.WAN == 0 else f"{_short(fen)}元"


def _rate(mille: int) -> str:
    return f"{mille / 10:g}%"


def _exact(milli: int) -> str:
    """Milli-fen as yuan with as many decimals as it takes, at least two: an intermediate sum is not rounded."""
    whole, part = divmod(milli, 100_000)
    digits = f"{part:05d}".rstrip("0").ljust(2, "0")
    return f"{whole:,}.{digits}"
