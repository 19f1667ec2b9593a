"""The rules of petitions, as tables."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from common.courts.states import DivisionKind
from petitions.letters.rules import (
    ALPHABET,
    STEPS,
    Load,
    code_from,
    divisions_for,
    greeting,
    opinion,
    owner_by_load,
    procedural_text,
    read_code,
    remedies,
    representatives_problem,
    result_text,
    roads_for,
    shown_code,
    step_index,
)
from petitions.letters.states import TRANSITIONS, About, Form, Outcome, PetitionState, Procedural, Road
from tests.tables import rows

DAY = date(2026, 3, 2)


@rows(
    ("about", "content", "demand", "roads"),
    [
        (About.JUDGMENT, "判错了", "改判", [Road.APPEAL, Road.RETRIAL]),
        (About.ENFORCEMENT, "一年没有消息", "尽快执行", [Road.ENFORCE, Road.OBJECTION, Road.HIGHER_ENFORCEMENT]),
        (About.FILING, "材料交了没有回音", "立案", [Road.SUIT]),
        (About.SERVICE, "排队太久", "增加人手", []),
        (About.SERVICE, "排队太久", "请撤销判决", [Road.APPEAL, Road.RETRIAL]),
        (About.CONDUCT, "法官与对方是亲戚，应当回避", "更换法官", [Road.RECUSAL]),
        (About.OTHER, "我要求重新审理", "请再审", [Road.RETRIAL]),
        (About.OTHER, "希望多开窗口", "增加停车位", []),
    ],
)
def test_what_belongs_to_a_procedure_of_law_is_shown_its_road(about, content, demand, roads):
    found = roads_for(about, content, demand, DAY)
    assert [way.road for way in found.value] == roads
    cites = [article.short for article in found.articles]
    assert cites == (["信访工作条例第二十八条第二款", "信访工作条例第三十一条第（一）项"] if roads else [])
    assert all(way.articles and way.within for way in found.value)


@rows(
    ("road", "words"),
    [
        (
            Road.APPEAL,
            "判决：自判决书送达之日起 15日内；裁定：自裁定书送达之日起 10日内；在中国领域内没有住所的，都是 30日内",
        ),
        (
            Road.RETRIAL,
            (
                "自判决、裁定发生法律效力之日起 6个月内；有新证据、主要证据是伪造的、据以裁判的文书被撤销或者变更、"
                "审判人员枉法裁判的，自知道或者应当知道之日起 6个月内"
            ),
        ),
        (
            Road.ENFORCE,
            (
                "自法律文书规定履行期间的最后一日起 2年内；分期履行的自最后一期届满之日起，"
                "没有规定履行期间的自文书生效之日起"
            ),
        ),
    ],
)
def test_a_road_names_its_term(road, words):
    ways = [*roads_for(About.JUDGMENT, "", "", DAY).value, *roads_for(About.ENFORCEMENT, "", "", DAY).value]
    assert [way.within for way in ways if way.road == road] == [words]


@rows(
    ("about", "first"),
    [
        (About.CONDUCT, DivisionKind.MANAGEMENT),
        (About.JUDGMENT, DivisionKind.PETITIONS),
        (About.ENFORCEMENT, DivisionKind.PETITIONS),
        (About.FILING, DivisionKind.FILING),
        (About.SERVICE, DivisionKind.FILING),
        (About.OTHER, DivisionKind.PETITIONS),
    ],
)
def test_each_matter_has_its_division(about, first):
    found = divisions_for(about)
    assert found.value[0] == first
    assert DivisionKind.PETITIONS in found.value
    assert found.articles


JAN, FEB = date(2026, 1, 5), date(2026, 2, 5)


@rows(
    ("officers", "owner"),
    [
        ([], None),
        ([Load(1, 3, JAN), Load(2, 2, FEB)], 2),
        ([Load(1, 2, FEB), Load(2, 2, JAN)], 2),
        ([Load(1, 2, JAN), Load(2, 2, None)], 2),
        ([Load(2, 0, None), Load(1, 0, None)], 1),
        ([Load(9, 1, JAN), Load(3, 0, FEB)], 3),
    ],
)
def test_the_least_burdened_gets_it_and_among_equals_the_longest_idle(officers, owner):
    found = owner_by_load(officers)
    assert (found.user_id if found else None) == owner


@rows(
    ("people", "representatives", "words"),
    [
        (1, 1, ""),
        (30, 5, ""),
        (5, 5, ""),
        (30, 6, "代表不超过 5 人"),
        (2, 3, "代表人数不能多于信访人数"),
        (0, 1, "人数至少为 1"),
        (1, 0, "人数至少为 1"),
    ],
)
def test_at_most_five_speak_for_the_others(people, representatives, words):
    found = representatives_problem(Form.VISIT, people, representatives).value
    assert (words in found) if words else found == ""


def test_a_code_has_eight_plain_characters_and_reads_back_as_people_type_it():
    code = code_from(bytes(range(32)))
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert not set("0O1IL2Z5S8B") & set(ALPHABET)
    assert read_code(f" {shown_code(code).lower()} ") == code
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert read_code(full_width) == code


def test_codes_use_every_character_about_equally():
    seen = Counter("".join(code_from(i.to_bytes(2, "big") * 16) for i in range(1, 4000)))
    assert set(seen) == set(ALPHABET)
    assert max(seen.values()) < 1.25 * min(seen.values())


def test_too_little_chance_makes_no_code():
    with pytest.raises(ValueError, match="16 bytes"):
        code_from(b"short")


@rows("outcome", list(Outcome))
def test_every_outcome_has_an_opinion_with_its_article_and_leaves_the_facts_to_the_officer(outcome):
    found = opinion(outcome)
    text = result_text(outcome, start="收悉。", demand="请增加窗口人手。", on=DAY)
    assert found.articles
    assert found.value in text
    assert "【" in text
    assert "您的请求是：请增加窗口人手。" in text


@rows(
    ("outcome", "about", "review"),
    [
        (Outcome.UNSUPPORTED, About.CONDUCT, True),
        (Outcome.EXPLAINED, About.SERVICE, True),
        (Outcome.SUPPORTED, About.SERVICE, True),
        (Outcome.TO_PROCEDURE, About.SERVICE, False),
        (Outcome.ADOPTED, About.OTHER, False),
        (Outcome.FORWARDED, About.CONDUCT, False),
        (Outcome.UNSUPPORTED, About.JUDGMENT, False),
        (Outcome.UNSUPPORTED, About.ENFORCEMENT, False),
    ],
)
def test_an_answer_may_be_reviewed_where_no_procedure_of_law_stands_instead(outcome, about, review):
    found = remedies(outcome, about, "广东省云浮市中级人民法院", DAY)
    assert bool(found.value) == review
    if review:
        assert "30日内，请求广东省云浮市中级人民法院复查" in found.value
        assert [article.short for article in found.articles] == ["信访工作条例第三十五条"]


def test_the_first_reply_names_who_answers_and_by_when():
    start = greeting(form=Form.LETTER, received_on=date(2026, 11, 20), number="云信访〔2026〕5381-00001")
    text = procedural_text(
        Procedural.TO_PROCEDURE, start=start, officer="黄敏", division="立案庭", due=date(2027, 2, 20), on=DAY
    )
    assert "您于2026年11月20日来信反映的事项（登记编号：云信访〔2026〕5381-00001）收悉" in text
    assert "由立案庭黄敏承办" in text
    assert "15日内" in text
    assert "2027年2月20日前" in text


@rows(("state", "now"), list(zip(PetitionState, (1, 2, 2, 4, 6), strict=True)))
def test_each_state_stands_at_a_step(state, now):
    assert step_index(state) == now <= len(STEPS)


def test_every_state_can_be_reached_and_left():
    reached = {to for targets in TRANSITIONS.values() for to in targets}
    assert reached == set(PetitionState) - {PetitionState.LODGED}
    assert all(TRANSITIONS[state] for state in PetitionState)
