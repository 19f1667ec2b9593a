"""The nine figures as data: name, article, threshold, numerator and denominator in words and as measures.

Everything is read from events, never from a column that may later be mended: the channel is that of the filing, the
route that of the mediation's opening, the cause the one last announced before the event that counts. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from common.cases.events import ONLINE
from common.cases.states import Stage
from common.law import causes
from common.law.articles import Article, art
from common.law.procedures import Track
from common.law.regimes import Route
from yunfu_court.targets.selectors import (
    CAUSE_SET,
    FILED,
    AllOnline,
    Cause,
    Continues,
    Earlier,
    Field,
    FiledBy,
    Latch,
    Off,
    On,
)
from yunfu_court.targets.states import Direction

_ONLINE = FiledBy(frozenset(channel.value for channel in ONLINE))
_KEY_CODES = frozenset(each.code for each in causes.all_causes() if causes.key_areas(each.code))
_KEY_AREA, _NO_KEY_AREA = Cause(_KEY_CODES), Cause(_KEY_CODES, other=True)
_BEFORE_SUIT = Field("route", frozenset({Route.A.value, Route.B.value}))
_WHOLE = Field("whole", frozenset({"true"}))
_NOT_TRIED = Earlier("triage.assigned", never=True)
_ENDED = (Stage.CLOSED.value,)
# A closed dispute that goes on: only asking for confirmation leaves a settlement standing.
_REOPENED = Field(
    "to",
    frozenset(stage.value for stage in Stage if stage not in (Stage.CLOSED, Stage.RETURNED, Stage.CONFIRMATION)),
)
_UNSETTLED = (
    Off("mediation.went_back"),
    Off("mediation.confirmation_refused"),
    Off("cases.advanced", (Field("frm", frozenset(_ENDED)), _REOPENED)),
)
# Settled by mediation: before a suit when all have signed (在线调解19); after registration when performed, when the
# 调解书 took effect (解释149) or when confirmed. Whatever comes first counts, once.
_SETTLED = (
    ("mediation.agreed", (_WHOLE, Earlier("intake.registered", never=True))),
    ("mediation.performed", ()),
    ("mediation.paper_effective", ()),
    ("mediation.confirmed", ()),
)

LATCHES: tuple[Latch, ...] = (
    Latch("registered", (On("intake.registered", "online", (_ONLINE,)), On("intake.registered", "other"))),
    Latch("asked", (On(FILED, "online", (Field("wish", frozenset({"mediate"})), _ONLINE)),)),
    Latch("presuit", (On("mediation.opened", "opened", (_BEFORE_SUIT,)),)),
    Latch("presuit_paper", (On("mediation.paper_sought", "sought", (Earlier("intake.registered", never=True),)),)),
    Latch(
        "presuit_failed",
        (
            On("intake.registered", "sued", (Earlier("mediation.failed"),)),
            On("intake.registered", "sued", (Earlier("mediation.declined"),)),
            On("intake.registered", "sued", (Continues(True),)),
        ),
    ),
    Latch(
        "paid",
        (
            On(
                "fees.paid",
                "online",
                (Field("complete", frozenset({"true"})), Field("online", frozenset({"true"}))),
            ),
            On("fees.paid", "other", (Field("complete", frozenset({"true"})),)),
        ),
    ),
    Latch(
        "mediated",
        tuple(
            On(kind, value, (*when, *online))
            for kind, when in (
                ("mediation.agreed", (_WHOLE,)),
                ("mediation.failed", ()),
                ("mediation.declined", ()),
                ("mediation.stopped", ()),
            )
            for value, online in (("online", (AllOnline(),)), ("other", ()))
        ),
        (Off("mediation.revived"),),
        per="mediation_id",
    ),
    Latch(
        "key",
        (
            On(FILED, "received", (_KEY_AREA, Continues(False))),
            # A cause that was mended counts as received on the day it was mended, or is taken out on that day.
            On(CAUSE_SET, "received", (_KEY_AREA, Continues(False), Earlier("intake.returned", never=True))),
        ),
        (Off("intake.returned"), Off(CAUSE_SET, (_NO_KEY_AREA,))),
    ),
    Latch(
        "key_settled",
        tuple(On(kind, "settled", (*when, _KEY_AREA, _NOT_TRIED)) for kind, when in _SETTLED),
        _UNSETTLED,
    ),
    Latch(
        "concluded",
        (
            *(On(kind, "mediation", when) for kind, when in _SETTLED),
            On("triage.closed", "fast", (Field("track", frozenset({Track.FAST.value})),)),
            On("triage.closed", "careful", (Field("track", frozenset({Track.CAREFUL.value})),)),
            On("triage.closed", "other"),
        ),
        _UNSETTLED,
    ),
)

MEASURES: tuple[str, ...] = tuple(measure for latch in LATCHES for measure in latch.measures())
KINDS: frozenset[str] = frozenset(kind for latch in LATCHES for kind in latch.kinds)

# What a measure counts, in words: headings of the lists of cases.
MEASURE_WORDS: dict[str, str] = {
    "registered.online": "网上提交并登记立案的一审案件",
    "registered.other": "其他渠道登记立案的一审案件",
    "asked.online": "当事人在网上申请的调解",
    "presuit.opened": "诉前调解案件",
    "presuit_paper.sought": "诉前调解后申请出具调解书",
    "presuit_failed.sued": "调解不成转为立案",
    "paid.online": "网上交清诉讼费的案件",
    "paid.other": "其他方式交清诉讼费的案件",
    "mediated.online": "全程在线办理并终结的调解",
    "mediated.other": "有线下环节的已终结调解",
    "key.received": "收到的重点领域纠纷",
    "key_settled.settled": "转入审理前化解的重点领域纠纷",
    "concluded.mediation": "调解解决的纠纷",
    "concluded.fast": "速裁快审结案",
    "concluded.careful": "精细化审理结案",
    "concluded.other": "分流前结案（撤诉等）",
}

Terms = tuple[tuple[str, int], ...]


def _sum(*measures: str) -> Terms:
    return tuple((measure, 1) for measure in measures)


@dataclass(frozen=True)
class Indicator:
    """One figure. `above` and `below` are sums of measures (with signs); both empty: from
    `settings.CENTRE_COVERAGE`.

    `per` is the counting word of the numerator (件, 家). `confirmed` False: the definition is not in a text held here.
    """

    key: str
    name: str
    article: Article
    threshold: Fraction
    direction: Direction
    above_words: str
    below_words: str
    note: str
    above: Terms = ()
    below: Terms = ()
    per: str = "件"
    confirmed: bool = True
    short: str = ""

    @property
    def from_events(self) -> bool:
        return bool(self.below)

    @property
    def target_words(self) -> str:
        """目标不低于 60%."""
        return f"{self.direction.label} {percent(self.threshold)}"

    def met(self, value: Fraction) -> bool:
        """Whether the value reaches the threshold, compared exactly (33.33 % is not a third)."""
        if self.direction == Direction.AT_LEAST:
            return value >= self.threshold
        return value > self.threshold if self.direction == Direction.ABOVE else value <= self.threshold


def percent(value: Fraction) -> str:
    """One decimal, half up, without a trailing zero: 63.2%, 60%."""
    tenths = int(abs(value) * 1000 + Fraction(1, 2))
    whole, rest = divmod(tenths, 10)
    return f"{'-' if value < 0 and tenths else ''}{whole}{f'.{rest}' if rest else ''}%"


_PERCENT = Fraction(1, 100)
_ALL = ("concluded.mediation", "concluded.fast", "concluded.careful", "concluded.other")
_THIRDS = "“三个三分之一”以全部已解决的纠纷为分母，与速裁率（只看诉讼案件）的分母不同，两项数字不能直接相加。"
_SETTLED_WORDS = "诉前调解达成全部协议并签名的、立案后调解当场履行或者撤诉的、调解书生效的、经司法确认的"

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "online_filing",
        "网上立案率",
        art("实施意见", 14),
        60 * _PERCENT,
        Direction.AT_LEAST,
        "网上提交并登记立案的民事、行政一审案件数 ＋ 当事人在网上申请的调解数",
        "新收（登记立案）一审案件数 ＋ 诉前调解案件总数 − 诉前调解后申请出具调解书数 − 调解不成转为立案数",
        "采用已公布的完整公式（用济源两级法院 2021 年公布的数据复算一致：89.68%、83.8%）。还有一种简式，"
        "即网上立案数 ÷ 一审立案数，没有计入调解申请，本页不采用。“网上”指网页、手机提交；窗口、服务站、"
        "跨域代办的不算。调解申请在提交之日计数、调解在启动之日计数，短期内可能超过 100%。",
        _sum("registered.online", "asked.online"),
        (
            ("registered.online", 1),
            ("registered.other", 1),
            ("presuit.opened", 1),
            ("presuit_paper.sought", -1),
            ("presuit_failed.sued", -1),
        ),
        short="网上立案",
    ),
    Indicator(
        "online_payment",
        "网上缴费率",
        art("实施意见", 14),
        50 * _PERCENT,
        Direction.AT_LEAST,
        "在网上交清诉讼费的案件数",
        "已交清诉讼费的案件数",
        "一件案件只计一次，以第一次交清的方式为准。免交、无需预交和缓交期内尚未交纳的案件不在分母内；减交后交清余额的计入。",
        _sum("paid.online"),
        _sum("paid.online", "paid.other"),
        confirmed=False,
        short="网上缴费",
    ),
    Indicator(
        "online_mediation",
        "调解在线办理占比",
        art("实施意见", 7),
        30 * _PERCENT,
        Direction.ABOVE,
        "从启动到终结每一步都在线办理的调解数",
        "已终结的调解数（达成全部协议、调解不成、因撤回而停止）",
        "只要有一步在窗口、服务站、热线或者外院办理，或者有一次现场调解，就不算在线办理。"
        "对接平台推送的步骤算在线；系统自动完成的步骤不影响。",
        _sum("mediated.online"),
        _sum("mediated.online", "mediated.other"),
        short="在线调解",
    ),
    Indicator(
        "key_area",
        "重点领域诉前化解率",
        art("实施意见", 6),
        30 * _PERCENT,
        Direction.AT_LEAST,
        f"转入审理前调解解决的重点领域纠纷数（{_SETTLED_WORDS}）",
        "收到的重点领域纠纷数（起诉和申请调解；退回的、调解不成后接着起诉的不重复计）",
        "重点领域为道路交通、劳动争议、金融、消费四类，按提交时的案由认定，法院更正案由的，从更正当天起按更正后的案由计。先立案后调解的案件，“诉前”指转入审理之前。"
        "收到和化解各按发生之日计数，同一期间的分子不一定都来自同一期间的分母。",
        _sum("key_settled.settled"),
        _sum("key.received"),
        short="重点领域化解",
    ),
    Indicator(
        "fast_track",
        "速裁率",
        art("实施意见", 10),
        70 * _PERCENT,
        Direction.AT_LEAST,
        "速裁快审团队审结的一审案件数",
        "审结的一审案件数（速裁快审、精细化审理、分流前结案）",
        "分母是进入诉讼的案件：立案后、转入审理前由调解解决的不在内。按轨道（速裁快审、精审）计，不按适用程序计。",
        _sum("concluded.fast"),
        _sum("concluded.fast", "concluded.careful", "concluded.other"),
        short="速裁",
    ),
    Indicator(
        "centre_coverage",
        "调解中心覆盖率",
        art("实施意见", 5),
        Fraction(1),
        Direction.AT_LEAST,
        "已设立调解中心的法院数",
        "全市法院数",
        "按期末当天的状态计算；调解中心不是案件，数据取自调解中心名录。",
        per="家",
        short="调解中心",
    ),
    Indicator(
        "third_mediation",
        "三分之一：调解解决",
        art("实施意见", 3),
        Fraction(1, 3),
        Direction.AT_LEAST,
        f"调解解决的纠纷数（{_SETTLED_WORDS}）",
        "全部已解决的纠纷数（调解、速裁快审、精细化审理、分流前结案）",
        f"一件纠纷只计一次，之后再申请司法确认也不重复计。{_THIRDS}",
        _sum("concluded.mediation"),
        _sum(*_ALL),
        short="调解解决",
    ),
    Indicator(
        "third_fast",
        "三分之一：速裁快审",
        art("实施意见", 3),
        Fraction(1, 3),
        Direction.AT_LEAST,
        "速裁快审团队审结的纠纷数",
        "全部已解决的纠纷数（调解、速裁快审、精细化审理、分流前结案）",
        _THIRDS,
        _sum("concluded.fast"),
        _sum(*_ALL),
        short="速裁快审",
    ),
    Indicator(
        "third_full",
        "三分之一：精细化审理",
        art("实施意见", 3),
        Fraction(1, 3),
        Direction.AT_MOST,
        "专业化精细化审理结案的纠纷数",
        "全部已解决的纠纷数（调解、速裁快审、精细化审理、分流前结案）",
        f"文件要求约三分之一进入精细化审理；前两项做得越好，这一项越低，所以按不高于三分之一看。{_THIRDS}",
        _sum("concluded.careful"),
        _sum(*_ALL),
        short="精细化审理",
    ),
)
BY_KEY: dict[str, Indicator] = {each.key: each for each in INDICATORS}
