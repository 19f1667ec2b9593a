"""The catalogue against the facts it was shaped from, and what it refuses."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from common.law.articles import Mark
from common.law.terms import TERMS, term
from intake.requests.rules.catalogue import CATALOGUE, cited, read, spans, stored
from intake.requests.rules.pricing import price
from intake.requests.rules.searching import SYNONYMS, found
from intake.requests.states import Scale, ServiceClass
from tests.tables import rows

FACTS = json.loads((Path(__file__).parent / "data" / "services.json").read_text(encoding="utf-8"))
TODAY = date(2026, 4, 10)
# As the facts call a law -> its key.
LAWS = {
    "登记立案规定": "立案规定",
    "在线诉讼规则": "在线诉讼",
    "在线调解规则": "在线调解",
    "交纳办法": "收费办法",
    "解释": "民诉解释",
    "财产保全规定": "保全规定",
    "邮寄送达规定": "专递规定",
    "执行担保规定": "执行担保",
    "庭审录音录像规定": "庭审录像规定",
    "工伤保险条例": "工伤条例",
    "劳动争议调解仲裁法": "调解仲裁法",
    "无障碍环境建设法": "无障碍法",
    "法释〔2002〕39号（2020修正）": "查阅规定",
}
WHOLE = {"中政委〔2014〕3号": "救助制度意见", "法发〔2016〕16号": "救助工作意见"}
# What the facts cite and no article can be named for: their text is held nowhere.
NO_TEXT = (
    "法〔2025〕82号", "SPC 2019", "手语服务实例", "practice", "local court rules", "practice page",
)  # fmt: skip
# id -> a name in our words where it is not that of the facts: blanks and signs aside.
NAMES = {
    "S07": "缓交、减交、免交诉讼费",
    "S13": "绿色通道",
    "S58": "限制消费、失信名单：申请，纠正，解除",
    "S40": "电子送达同意或者撤回",
}
# Length of the facts -> the term that says it. (id, words of the facts, key, length)
LENGTHS = [
    ("S01", "7 d", "filing_review", "7 日"), ("S04", "decide 7 d", "aid_review", "7 日"),
    ("S04", "appoint 3 d", "aid_assign", "3 日"), ("S15", "**48 h**", "preservation_ruling", "48 小时"),
    ("S15", "**30 d**", "preservation_suit", "30 日"), ("S16", "5 d after", "preservation_ordinary", "5 日"),
    ("S16", "urgent 48 h", "preservation_urgent", "48 小时"), ("S16", "within 5 d", "preservation_start", "5 日"),
    ("S17", "解除 5 d", "preservation_release", "5 日"),
    ("S17", "urgent 48 h", "preservation_release_urgent", "48 小时"),
    ("S18", "within 5 d", "preservation_enforcement", "5 日"), ("S20", "48 h", "preservation_urgent", "48 小时"),
    ("S21", "**72 h**", "protection_order", "72 小时"), ("S21", "**24 h**", "protection_order_urgent", "24 小时"),
    ("S31", "30 d pre-suit", "mediation_a", "30 日"), ("S31", "15/7 d", "mediation_c_ordinary", "15 日"),
    ("S31", "15/7 d", "mediation_c_summary", "7 日"), ("S33", "5 d accept", "payment_order_acceptance", "5 日"),
    ("S33", "15 d issue", "payment_order_issue", "15 日"), ("S33", "debtor 15 d", "payment_order_objection", "15 日"),
    ("S34", "30 d", "special_procedure", "30 日"), ("S35", "small 2 mo", "trial_small", "2 个月"),
    ("S35", "summary 3 mo", "trial_summary", "3 个月"), ("S42", "decide **3 d**", "recusal_decision", "3 日"),
    ("S42", "review **3 d**", "recusal_review", "3 日"), ("S46", "**30 d**", "public_notice", "30 日"),
    ("S47", "**15 d**", "refund", "15 日"), ("S48", "**15 d**", "fee_review", "15 日"),
    ("S51", "sent on in 5 d", "appeal_forward", "5 日"), ("S52", "copy 5 d", "retrial_copy", "5 日"),
    ("S52", "opinion 15 d", "retrial_opinion", "15 日"), ("S52", "**3 months**", "retrial_review", "3 个月"),
    ("S53", "**10 d**", "enforcement_notice", "10 日"), ("S54", "**15 d**", "enforcement_objection_review", "15 日"),
    ("S54", "复议 10 d", "enforcement_reconsideration", "10 日"),
    ("S54", "suit 15 d", "enforcement_objection_suit", "15 日"),
    ("S55", "15 d", "distribution_objection", "15 日"), ("S56", "1 year", "enforcement_stay_max", "1 年"),
]  # fmt: skip


def plain(text: str) -> str:
    return re.sub(r"[\s/、，,：；（）()]+", "", text)


def test_all_items_of_the_facts_stand_in_their_class_under_their_name() -> None:
    assert len(FACTS) == 58
    assert sorted(CATALOGUE.by_code) == [each["id"] for each in FACTS]
    for fact in FACTS:
        service = CATALOGUE.by_code[fact["id"]]
        assert service.cls.label == fact["cls"], fact["id"]
        assert plain(service.name) == plain(NAMES.get(fact["id"], fact["name"])), fact["id"]


def test_what_is_recalled_is_told_to_staff() -> None:
    """[R] in the facts, wherever it stands, is a figure the court sets, or a doubt in words."""
    recalled = {
        fact["id"]
        for fact in FACTS
        if re.search(r"\bR\b", fact["mark"]) or "[R]" in json.dumps(fact, ensure_ascii=False)
    }
    assert recalled - {each.code for each in CATALOGUE.services if each.doubtful} == set()


def articles_of(law: str) -> Iterator[tuple[str, str]]:
    """民诉法122–126；登记立案规定2–8 -> (key, number)."""
    text = law.replace("practice; 劳动报酬可不预交费（交纳办法20）", "交纳办法20").replace(
        "texts; later", "texts, later"
    )
    for part in re.split(r"[；;]", re.sub(r"（生效规则）|（2010/2013.*?）|\(\d+\)", "", text)):
        if any(each in part for each in NO_TEXT):
            continue
        if part in WHOLE:
            yield WHOLE[part], ""
            continue
        cut = re.match(r"(法释〔2002〕39号（2020修正）|\D+?)(?=\d)", part)
        assert cut, part
        key = LAWS.get(cut[1], cut[1])
        for low, high in re.findall(r"(\d+)(?:–(\d+))?", part[cut.end() :]):
            yield from ((key, str(each)) for each in range(int(low), int(high or low) + 1))


def test_every_article_of_the_facts_is_cited() -> None:
    missing, looked = [], 0
    for fact in FACTS:
        ours = {(each.law, each.number) for each in CATALOGUE.by_code[fact["id"]].articles}
        for wanted in articles_of(fact["law"]):
            looked += 1
            if wanted not in ours:
                missing.append((fact["id"], *wanted))
    assert missing == [], missing
    assert looked > 250


@rows(("code", "said", "key", "length"), LENGTHS)
def test_every_length_of_the_facts_is_that_of_a_term(code: str, said: str, key: str, length: str) -> None:
    fact = next(each for each in FACTS if each["id"] == code)
    service = CATALOGUE.by_code[code]
    assert said in fact["court_term"]
    assert key in {clock.term for clock in (*service.court, *service.yours)}
    assert term(key, TODAY).figures == length


def test_no_length_of_the_facts_is_left_out() -> None:
    """Each number of days, hours, months or years of a V row is in LENGTHS, or is named here."""
    elsewhere = {"S08", "S24", "S49"}  # R: figures the court sets
    elsewhere |= {"S21"}  # ≤ 6 months: in the result, by its term
    elsewhere |= {"S32"}  # 民诉法187 beside 司法确认规定5: the clock of the portal itself is said
    elsewhere |= {"S41"}  # the time to appeal: in the remedy, by its term
    for fact in FACTS:
        lengths = re.findall(r"\d+ (?:d|h|mo|months|year)\b", fact["court_term"])
        known = [row for row in LENGTHS if row[0] == fact["id"]]
        assert fact["id"] in elsewhere or len(lengths) <= len(known), fact["id"]
    assert "protection_order_validity" in "".join(CATALOGUE.by_code["S21"].result)
    assert "appeal_ruling" in CATALOGUE.by_code["S41"].after


def test_what_is_brought_covers_the_facts() -> None:
    """As many things as the facts name, or more; a thing the facts split or join is counted by hand."""
    joined = {"S01": 1, "S03": 0, "S05": 0, "S11": 2, "S16": 2}
    for fact in FACTS:
        assert len(CATALOGUE.by_code[fact["id"]].bring) >= len(fact["materials"]) - joined.get(fact["id"], 0), fact[
            "id"
        ]


def first(name: str) -> dict[str, Any]:
    return copy.deepcopy(stored()[name][0])


def changed(**values: Any) -> dict[str, list[dict[str, Any]]]:
    return {"proofs": stored()["proofs"], "assistance": [first("assistance") | values]}


@rows(
    ("values", "said"),
    [
        ({"court": [{"term": "nothing"}]}, "no term is called nothing"),
        ({"after": "{term:nothing}内"}, "no term is called nothing"),
        ({"court": [{"term": "preservation_ruling", "said": "当场"}]}, "a clock names its term"),
        ({"articles": "没有的法 1"}, "没有的法"),
        ({"articles": "民诉法 12x"}, "not an article"),
        ({"articles": "民诉法 9-3"}, "not a row"),
        ({"mark": "X"}, "X"),
        ({"proofs": ["nothing"]}, "no proof is called nothing"),
        ({"settings": ["nothing"]}, "no figure is called nothing"),
        ({"fee": {"said": "x", "scale": "nothing"}}, "nothing"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_row_that_is_none_is_refused_with_its_item(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=r"assistance\.json, S15") as refused:
        read(changed(**values))
    assert said in str(refused.value)


def test_a_class_nobody_knows_and_an_item_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="other"):
        read({"proofs": stored()["proofs"], "other": [first("assistance")]})
    with pytest.raises(ValueError, match="twice"):
        read({"proofs": stored()["proofs"], "assistance": [first("assistance")] * 2})


def test_articles_in_a_row_are_said_as_one() -> None:
    assert cited(spans("民诉法 122-126;民诉法 123/2;收费办法 14(2);实施意见")) == (
        "民事诉讼法第一百二十二条至第一百二十六条、第一百二十三条第二款、诉讼费用交纳办法第十四条第（二）项、实施意见"
    )


def test_prices_are_those_of_the_tariff() -> None:
    """收费办法14(2); 13(6) with the standard of Guangdong."""
    preservation = price(Scale.PRESERVATION, TODAY)
    assert preservation is not None
    assert (preservation.short, preservation.example) == ("30 至 5,000 元", "例：保全 8 万元，交 820 元。")
    assert preservation.rows[1:] == (
        ("1,000 元至 10 万元的部分", "加 1%"),
        ("超过 10 万元的部分", "加 0.5%"),
        ("最多", "5,000 元"),
    )
    shorts = [getattr(price(each, TODAY), "short", "") for each in list(Scale)[1:]]
    assert shorts == ["30 元", "受理费的 1/3", "100 元"]


def test_each_proof_no_longer_demanded_stands_at_an_item() -> None:
    assert [each.key for each in CATALOGUE.proofs if not CATALOGUE.asking(each)] == []


@rows(
    ("asked", "first_of"),
    [
        ("欠薪", {"S05"}), ("房子被查封", {"S17", "S54"}), ("要不到钱", {"S53"}), ("老板不给钱", {"S05"}),
        ("孩子抚养费", {"S53", "S22"}), ("我老公打我怎么办", {"S21"}), ("不识字", {"S02"}), ("没钱请律师", {"S04"}),
        ("S15", {"S15"}), ("财产 保全", {"S15", "S16"}), ("换 法官", {"S42"}), ("交不起诉讼费", {"S07"}),
        ("坐不了高铁", {"S58"}), ("看开庭录像", {"S29"}), ("搬家了", {"S14"}), ("车祸", {"S01"}),
    ],
)  # fmt: skip
def test_a_layman_finds_it(asked: str, first_of: set[str]) -> None:
    assert found(asked).services[0].code in first_of


def test_what_was_looked_for_is_said_and_nothing_is_nothing() -> None:
    assert found("老板不给钱").meant == ("要回工资",)
    for junk in ("外星人", "\0", "%", "，。", "x" * 400, "的"):
        assert found(junk).services == ()
    assert len(found("欠" * 400).query) == 60
    assert {code for row in SYNONYMS for code in row.services} <= set(CATALOGUE.by_code)


def test_marks_and_terms_are_known() -> None:
    assert {each.mark for each in CATALOGUE.services} == {Mark.VERIFIED, Mark.SECONDARY, Mark.RECALLED}
    assert {clock.term for each in CATALOGUE.services for clock in each.court if clock.term} <= set(TERMS)
    assert {each.cls for each in CATALOGUE.services} == set(ServiceClass)
