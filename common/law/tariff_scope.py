"""Which tariff a cause falls under, and whether the fee is prepaid (诉讼费用交纳办法第十三、十四、二十条)."""

from __future__ import annotations

from common.law import causes
from common.law.articles import Article, Finding, art
from common.law.tariff_rules import ARTICLES, Kind

# Each line: the headings or causes, the kind, a note where the mapping is not settled by the text.
_BY_CAUSE: tuple[tuple[tuple[str, ...], Kind, str], ...] = (
    (("14",), Kind.DIVORCE, ""),
    (("一",), Kind.PERSONALITY, ""),
    (("十九",), Kind.LABOUR, ""),
    (("二十",), Kind.LABOUR, "人事争议是否按劳动争议收费，待确认"),
    (("二十一",), Kind.LABOUR, "新就业形态用工纠纷的收费标准，待确认"),
    (("第五部分",), Kind.IP, ""),
    (("四十一",), Kind.JUDICIAL_CONFIRMATION, ""),
    (("四十三",), Kind.SPECIAL_PROCEDURE, "实现担保物权案件的申请费各地做法不一，待确认（民诉法解释第二百零四条）"),
    (("三十六", "三十七", "三十八", "三十九", "四十", "四十二", "四十四"), Kind.SPECIAL_PROCEDURE, ""),
    (("四十五",), Kind.PAYMENT_ORDER, ""),
    (("四十六",), Kind.PUBLIC_SUMMONS, ""),
    (("四十八",), Kind.BANKRUPTCY, ""),
    (("475", "476", "477", "478", "485", "486", "487", "488", "489", "490", "四十九"), Kind.PRESERVATION, ""),
    (("483", "484"), Kind.ARBITRATION_REVIEW, ""),
    # Recalled (法释〔2016〕15号): like a special procedure, and free. Charging would be the worse mistake.
    (("五十一",), Kind.SPECIAL_PROCEDURE, "申请人身安全保护令比照特别程序，不收取诉讼费用，依据待确认"),
    (("五十五",), Kind.ENFORCEMENT, ""),
    (("492",), Kind.PAYMENT_ORDER, ""),
    (("491", "494"), Kind.PRESERVATION, ""),
    (("第十一部分",), Kind.OTHER_NONPROPERTY, "这类申请的收费标准，待确认"),
    (("236",), Kind.LABOUR, "船员劳动合同纠纷由海事法院管辖，收费标准待确认"),
)
# Status and upbringing: nothing is disputed that could be valued.
_STATUS = ("17", "18", "21", "22.2", "23.2", "24.2", "25", "26", "27")
_SUPPORT = ("22", "23", "24")


def kind_for_cause(code: str, has_amount: bool = True) -> Finding[Kind]:
    """The tariff of a first-instance case of this cause. ``has_amount``: is money or a valued thing claimed?

    CauseError on an unknown code. Unsettled mappings are unconfirmed and say so.
    """
    line = causes.lineage(code)
    for tops, kind, note in _BY_CAUSE:
        if not line.isdisjoint(tops):
            return Finding(kind, (ARTICLES[kind],), note, not note)
    if not line.isdisjoint(_STATUS) or not has_amount:
        return Finding(Kind.OTHER_NONPROPERTY, (ARTICLES[Kind.OTHER_NONPROPERTY],))
    note = "追索抚养费、扶养费、赡养费按财产案件还是其他非财产案件收费，待确认" if not line.isdisjoint(_SUPPORT) else ""
    return Finding(Kind.PROPERTY, (ARTICLES[Kind.PROPERTY],), note, not note)


def prepayable(
    code: str | None, kind: Kind | str, *, wages: bool = False, many_claimants: bool = False
) -> Finding[bool]:
    """Must the fee be paid beforehand? False: not due until later, or never.

    ``wages``: the claim is for 劳动报酬, which may go without prepayment (办法第二十条). ``many_claimants``: a suit
    whose number of claimants was open at filing (民诉法第五十七条). ``code`` may be None for a bare application.
    """
    chosen = Kind(kind)
    article = art("收费办法", 20)
    if chosen is Kind.ENFORCEMENT:
        return Finding(False, (article,), "执行申请费执行后交纳，不由申请人预交")
    if chosen is Kind.BANKRUPTCY:
        return Finding(False, (article,), "破产申请费清算后交纳，不由申请人预交")
    if chosen in (Kind.SPECIAL_PROCEDURE, Kind.JUDICIAL_CONFIRMATION, Kind.ADMIN_COMPENSATION):
        return Finding(False, (ARTICLES[chosen],), "不交纳案件受理费")
    if chosen is Kind.JURISDICTION_OBJECTION:
        return Finding(False, (ARTICLES[chosen],), "异议不成立的才交纳")
    if many_claimants:
        grounds: tuple[Article, ...] = (art("民诉解释", 194), art("民诉法", 57))
        return Finding(False, grounds, "人数不确定的代表人诉讼不预交，结案后由败诉方交纳")
    if wages or (code is not None and causes.exists(code) and code in _WAGES):
        return Finding(False, (article,), "追索劳动报酬的案件可以不预交案件受理费")
    return Finding(True, (article,))


_WAGES = frozenset({"205.5", "214.2"})  # 追索劳动报酬; 新就业形态追索劳动报酬
