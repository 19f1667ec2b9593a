"""The rules of petitions, as tables."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from common.courts.states import DivisionKind
from common.law.terms import deadline
from petitions.letters.rules import (
    ALPHABET,
    KINDS,
    STEPS,
    Load,
    answers_for,
    code_from,
    divisions_for,
    follow_up_problem,
    greeting,
    limb_for,
    opinion,
    owner_by_load,
    procedural_text,
    read_code,
    remedies,
    representatives_problem,
    result_text,
    review_term,
    roads_for,
    shown_code,
    step_index,
    terms_for,
    title_of,
)
from petitions.letters.rules.roads import way
from petitions.letters.states import (
    TRANSITIONS,
    About,
    FollowUp,
    Form,
    Level,
    Limb,
    Outcome,
    PetitionState,
    Procedural,
    Road,
)
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


@rows(
    ("limb", "outcome"),
    [(limb, outcome) for limb in Limb for outcome in answers_for(limb, Level.FIRST, final_before=True)],
)
def test_every_outcome_has_an_opinion_with_its_article_and_leaves_the_facts_to_the_officer(limb, outcome):
    found = opinion(outcome, limb)
    text = result_text(outcome, start="收悉。", demand="请增加窗口人手。")
    assert found.articles
    assert found.value in text
    assert "【" in text
    assert "您的请求是：请增加窗口人手。" in text


@rows(
    ("about", "limb"),
    [
        (About.CONDUCT, Limb.OPINION),
        (About.JUDGMENT, Limb.LITIGATION),
        (About.ENFORCEMENT, Limb.LITIGATION),
        (About.FILING, Limb.LITIGATION),
        (About.SERVICE, Limb.OPINION),
        (About.OTHER, Limb.SUGGESTION),
    ],
)
def test_what_was_ticked_is_sorted_with_the_article_of_its_kind(about, limb):
    found = limb_for(about)
    assert found.value == limb
    assert found.articles == KINDS[limb].articles


SUGGESTED, REPORTED = ("petition_register", "petition_result"), ("petition_register", "petition_result")
LITIGATED, LOOKED_INTO = ("petition_reply", "petition_result"), ("petition_register", "petition_finish")


@rows(
    ("limb", "level", "terms"),
    [
        (Limb.SUGGESTION, Level.FIRST, SUGGESTED),
        (Limb.REPORT, Level.FIRST, REPORTED),
        (Limb.LITIGATION, Level.FIRST, LITIGATED),  # 23第4款: the notice has its own rules; 34 is for 31第6项 alone
        (Limb.ARBITRATION, Level.FIRST, SUGGESTED),
        (Limb.PARTY, Level.FIRST, SUGGESTED),
        (Limb.ADMINISTRATIVE, Level.FIRST, SUGGESTED),
        (Limb.DUTY, Level.FIRST, SUGGESTED),
        (Limb.OPINION, Level.FIRST, LOOKED_INTO),
        (Limb.OPINION, Level.RECHECK, ("petition_recheck",)),
        (Limb.OPINION, Level.REEXAMINATION, ("petition_reexamine",)),
    ],
)
def test_the_terms_are_those_of_the_kind(limb, level, terms):
    assert terms_for(limb, level) == terms


@rows(
    ("term_key", "last", "confirmed"),
    [  # received on Monday, 2 March 2026
        ("petition_register", date(2026, 3, 17), True),
        ("petition_reply", date(2026, 3, 9), False),
        ("petition_finish", date(2026, 5, 6), True),  # 1 May, and the holidays to the 5th
        ("petition_result", date(2026, 6, 2), False),
        ("petition_recheck", date(2026, 4, 1), True),
        ("petition_reexamine", date(2026, 4, 1), True),
        ("petition_recheck_request", date(2026, 4, 1), True),
        ("petition_reexamine_request", date(2026, 4, 1), True),
    ],
)
def test_each_term_ends_on_its_day_and_what_is_a_setting_says_so(term_key, last, confirmed):
    found = deadline(term_key, DAY)
    assert (found.value.day, found.confirmed) == (last, confirmed)
    cites = [article.cite for article in found.articles]
    assert any("信访工作条例" in cite for cite in cites) is confirmed
    assert not any("第二十二条" in cite for cite in cites), "22 binds the petition offices of party and government"


HIGHER = "广东省云浮市中级人民法院"
RECHECK, REEXAMINE = f"30日内，请求{HIGHER}复查", f"30日内，请求{HIGHER}复核"


@rows(
    ("limb", "level", "outcome", "term_key", "words", "article"),
    [
        (Limb.OPINION, Level.FIRST, Outcome.SUPPORTED, "petition_recheck_request", RECHECK, "第三十五条"),
        (Limb.OPINION, Level.FIRST, Outcome.EXPLAINED, "petition_recheck_request", RECHECK, "第三十五条"),
        (Limb.OPINION, Level.FIRST, Outcome.UNSUPPORTED, "petition_recheck_request", RECHECK, "第三十五条"),
        (Limb.OPINION, Level.RECHECK, Outcome.UNSUPPORTED, "petition_reexamine_request", REEXAMINE, "第三十六条"),
        (Limb.OPINION, Level.REEXAMINATION, Outcome.UNSUPPORTED, "", "各级机关不再受理", "第三十六条第三款"),
        (Limb.OPINION, Level.FIRST, Outcome.FORWARDED, "", "", ""),
        (Limb.OPINION, Level.FIRST, Outcome.NOT_AGAIN, "", "", ""),
        (Limb.LITIGATION, Level.FIRST, Outcome.TO_PROCEDURE, "", "可以上诉", "第一百七十一条"),
        (Limb.LITIGATION, Level.FIRST, Outcome.HANDLED, "", "可以申请再审", "第二百一十六条"),
        (Limb.LITIGATION, Level.FIRST, Outcome.FORWARDED, "", "", ""),
        (Limb.ARBITRATION, Level.FIRST, Outcome.TO_PROCEDURE, "", "申请仲裁", ""),
        (Limb.PARTY, Level.FIRST, Outcome.TO_PROCEDURE, "", "上级提出", ""),
        (Limb.ADMINISTRATIVE, Level.FIRST, Outcome.TO_PROCEDURE, "", "行政复议", ""),
        (Limb.DUTY, Level.FIRST, Outcome.HANDLED, "", "", ""),
        (Limb.REPORT, Level.FIRST, Outcome.HANDLED, "", "", ""),
        (Limb.SUGGESTION, Level.FIRST, Outcome.ADOPTED, "", "", ""),
    ],
)
def test_each_answer_says_what_may_be_done_against_it(limb, level, outcome, term_key, words, article):
    found = remedies(limb, level, outcome, higher_court=HIGHER, on=DAY)
    assert review_term(limb, level, outcome) == term_key
    assert (words in found.value) if words else found.value == ""
    assert any(one.short.endswith(article) for one in found.articles) if article else not found.articles


@rows(("about", "road"), [(About.ENFORCEMENT, "申请上一级法院执行"), (About.FILING, "起诉立案")])
def test_the_remedy_of_a_litigation_matter_is_what_it_is_about(about, road):
    ways = roads_for(about, "", "", DAY).value
    found = remedies(Limb.LITIGATION, Level.FIRST, Outcome.TO_PROCEDURE, higher_court=HIGHER, on=DAY, ways=ways)
    assert f"可以{road}" in found.value
    assert "复查" not in found.value
    assert "60" not in found.value


def test_only_an_opinion_under_the_sixth_limb_is_called_so():
    found = Outcome.UNSUPPORTED
    named = {limb for limb in Limb if title_of(limb, Level.FIRST, found) == "信访处理意见书"}
    assert named == {Limb.OPINION}
    assert [title_of(Limb.OPINION, level, found) for level in Level][1:] == ["信访复查意见书", "信访复核意见书"]
    elsewhere = {title_of(Limb.OPINION, level, Outcome.FORWARDED) for level in Level}
    assert elsewhere == {"信访事项答复意见书"}, "what another body answers is no opinion of this court"


@rows(("limb", "level"), [(limb, level) for limb in Limb for level in Level])
def test_who_reviews_answers_and_sends_nothing_on(limb, level):
    """信访条例35, 36: the opinion is the reviewer's own, so that a right is left to go on from it."""
    fit = answers_for(limb, level, final_before=False)
    assert fit
    assert (Outcome.FORWARDED in fit) == (level is Level.FIRST)


@rows(
    ("follow_up", "rated", "phone", "words", "field"),
    [
        (FollowUp.ONLINE, True, True, "", ""),
        (FollowUp.ONLINE, False, True, "", "follow_up"),
        (FollowUp.UNREACHABLE, False, False, "", ""),
        (FollowUp.UNREACHABLE, False, True, "", "words"),
        (FollowUp.UNREACHABLE, False, True, "打过三次", ""),
        (FollowUp.UNREACHABLE, True, True, "打过三次", "follow_up"),
        (FollowUp.PHONE, False, True, "", "words"),
        (FollowUp.VISIT, True, True, "满意", ""),
    ],
)
def test_what_is_said_of_the_follow_up_must_be_so(follow_up, rated, phone, words, field):
    problem, where = follow_up_problem(follow_up, rated=rated, phone=phone, words=words)
    assert (bool(problem), where) == (bool(field), field)


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


@rows(
    ("road", "starts"),
    [
        # 民诉法216; 解释382
        (Road.RETRIAL, ["判决、裁定发生法律效力之日", "审判人员枉法裁判的，自知道或者应当知道之日"]),
        # 民诉法250: the last day, the last instalment, the effect where no day is named
        (Road.ENFORCE, ["履行期间的最后一日", "分期履行的自最后一期届满之日", "没有规定履行期间的自文书生效之日"]),
    ],
)
def test_a_road_says_each_day_from_which_it_counts(road: Road, starts: list[str]) -> None:
    said = way(road, date(2026, 3, 2)).within
    assert [each for each in starts if each not in said] == []
