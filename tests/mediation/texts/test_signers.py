"""Who signs, by which name: for each kind of text, each signer and each name that may be typed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from common.cases.access import disposes, may_dispose
from common.cases.actions import add_representation, admit, ask_for_guardian
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Party, Todo
from common.cases.rules import ActionRefused, Signer, signed_words, signer_named, who_signs
from common.cases.states import Capacity, Disposal, PartyKind, SignsAs, TodoKind
from common.documents.models import Document
from common.law import clock
from common.people.models import User
from common.people.states import OrganisationRole, Role
from mediation.texts import actions
from mediation.texts.actions import AgreementText, Given
from mediation.texts.actions.agreement import content
from mediation.texts.actions.signing import text_key
from mediation.texts.documents import signatures
from mediation.texts.models import Agreement, SettledPoints, Signature
from mediation.texts.rules import Item, digest
from mediation.texts.states import ClaimWay
from tests.factories import OrganisationFactory, OrganisationMemberFactory, UserFactory
from tests.factories.mediation import MONDAY, Dispute, code_for, dispute, web
from tests.factories.people import staff

pytestmark = pytest.mark.django_db

USCC = "91445300MA4UTEST0X"
FIRM = "云浮石材（集团）有限公司"


def drawing() -> bytes:
    out = io.BytesIO()
    Image.new("L", (160, 60), 255).save(out, "PNG")
    return out.getvalue()


# --- The rule --------------------------------------------------------------------------------------------------------

RULE = [
    # natural, name, verified, itself, represents, member, agent -> as whom, or words
    (True, "张三", True, True, False, None, "", SignsAs.SELF),
    (True, "张 三", True, True, False, None, "", SignsAs.SELF),
    (True, "张三", False, True, False, None, "", "实名认证"),
    (True, "王五", True, True, False, None, "", "您的账号实名是“王五”，当事人是“张三”"),
    (True, "王律师", True, False, False, None, "王律师", SignsAs.AGENT),
    (True, "王律师", False, False, False, None, "王律师", "实名认证"),
    (True, "王律师", True, False, False, None, "周律师", "委托手续上的代理人是“周律师”"),
    (True, "王五", True, False, False, None, "", "您不是这位当事人"),
    (False, "赵六", True, True, True, None, "", SignsAs.LEGAL_REPRESENTATIVE),
    (False, "赵六", True, True, False, OrganisationRole.LEGAL_REPRESENTATIVE, "", SignsAs.LEGAL_REPRESENTATIVE),
    (False, "赵六", True, True, False, OrganisationRole.HEAD, "", SignsAs.HEAD),
    (False, "赵六", True, True, False, OrganisationRole.AUTHORISED, "", SignsAs.MEMBER),
    (False, "赵六", True, True, False, None, "", "法定代表人或者单位授权的人"),
    (False, "赵六", False, True, True, None, "", "实名认证"),
    (False, "王律师", True, False, False, None, "王律师", SignsAs.AGENT),
    (False, "张三", True, False, True, None, "", "您不是这位当事人"),
]


@pytest.mark.parametrize(("natural", "name", "verified", "itself", "represents", "member", "agent", "outcome"), RULE)
def test_as_whom_an_account_signs(
    natural: bool,
    name: str,
    verified: bool,
    itself: bool,
    represents: bool,
    member: OrganisationRole | None,
    agent: str,
    outcome: SignsAs | str,
) -> None:
    found = who_signs(
        party="张三",
        natural=natural,
        name=name,
        verified=verified,
        itself=itself,
        represents=represents,
        member=member,
        agent=agent,
    )
    assert found.articles
    if isinstance(outcome, SignsAs):
        assert found.value == Signer(name, outcome, "张三")
    else:
        assert found.value is None
        assert outcome in found.note


@pytest.mark.parametrize(
    ("signs_as", "words"),
    [
        (SignsAs.SELF, "王律师"),
        (SignsAs.SEAL, "张三（盖章）"),
        (SignsAs.LEGAL_REPRESENTATIVE, "张三（法定代表人王律师签名）"),
        (SignsAs.HEAD, "张三（主要负责人王律师签名）"),
        (SignsAs.MEMBER, "张三（经办人王律师签名）"),
        (SignsAs.AGENT, "张三（委托诉讼代理人王律师代签）"),
        (SignsAs.MEDIATOR, "王律师"),
    ],
)
def test_papers_say_in_what_capacity(signs_as: SignsAs, words: str) -> None:
    assert signed_words("王律师", signs_as, "张三") == words


def test_a_typed_name_is_only_a_check() -> None:
    possible = [Signer("阿依·古丽", SignsAs.SELF, "阿依·古丽"), Signer("王律师", SignsAs.AGENT, "阿依·古丽")]
    assert signer_named("阿依 古丽", possible).name == "阿依·古丽"
    with pytest.raises(ActionRefused) as refused:
        signer_named("别人", possible)
    assert str(refused.value) == "签名人不对。这里应当由“阿依·古丽”或者“王律师”（委托诉讼代理人）签名，请核对姓名。"
    assert refused.value.field == "name"


# --- On the screen ---------------------------------------------------------------------------------------------------


@dataclass
class Scene:
    """A dispute whose texts are out to be signed, with everybody who may or may not sign them."""

    made: Dispute
    texts: dict[str, Agreement | SettledPoints]
    people: dict[str, tuple[User, Party | None]]

    def sign(self, kind: str, who: str, typed: str, *, png: bytes = b"") -> Signature:
        text, (user, party) = self.texts[kind], self.people[who]
        given = Given(name=typed, png=png, code=code_for(user, text))
        by = web(user, party)
        if isinstance(text, Agreement):
            actions.sign_agreement(agreement=text, given=given, by=by, today=MONDAY)
        else:
            actions.sign_points(points=text, given=given, by=by, today=MONDAY)
        return Signature.objects.latest("pk")

    def on_paper(self, kind: str, party: Party, name: str, *, visitor: Signer | None = None) -> Signature:
        text, clerk = self.texts[kind], staff(Role.CLERK, self.made.case.court)
        by = By(user_id=clerk.pk, channel=Channel.COUNTER, party_id=party.pk)
        scan = Document.objects.create(
            draft_key=text_key(text),
            kind="signature_scan",
            title="签名页",
            original_name="签名页.pdf",
            media_type="application/pdf",
            size=1,
            sha256=uuid4().hex,
            path=uuid4().hex,
            created_at=clock.now(),
        )
        told: dict[str, Any] = {"party_id": party.pk, "name": name, "scan": scan, "by": by, "today": MONDAY}
        told["visitor"] = visitor
        if isinstance(text, Agreement):
            actions.sign_at_counter(agreement=text, **told)
        else:
            actions.sign_points_at_counter(points=text, **told)
        return Signature.objects.latest("pk")


def speaks_for(party: Party, name: str, authority: str = "special") -> User:
    user: User = UserFactory(name=name, verified=True)
    add_representation(
        party=party,
        name=name,
        phone=user.phone,
        unit="",
        authority=authority,
        powers=["代为放弃诉讼请求", "代为和解"] if authority == "special" else [],
        since=MONDAY,
        user_id=user.pk,
        checked_on=MONDAY,
    )
    admit(case=party.case, user_id=user.pk, capacity=Capacity.AGENT, by=SYSTEM, today=MONDAY, party=party)
    return user


def unit(party: Party) -> None:
    """The respondent is a firm; its account is whoever came in for it."""
    party.refresh_from_db()
    party.kind, party.name, party.legal_representative, party.id_number = PartyKind.LEGAL, FIRM, "赵六", USCC
    party.save()


def scene(*, firm: str = "", member: OrganisationRole | None = None, **values: Any) -> Scene:
    """`firm`: the name of the account that came in for the respondent, then a firm, of which it may be a `member`."""
    made = dispute(**values)
    if firm:
        unit(made.respondent)
        made.li.set_name(firm)
        made.li.save()
    if member:
        of = OrganisationFactory(name=FIRM, uscc=USCC)
        OrganisationMemberFactory(organisation=of, user=made.li, role=member, since=date(2026, 1, 1))
    wang = speaks_for(made.claimant, "王律师")
    draft = AgreementText(
        facts="借款属实。",
        items=[Item(text="分期归还。")],
        claim_ids=list(made.case.claims.values_list("pk", flat=True)),
        party_ids=[made.claimant.pk, made.respondent.pk],
    )
    text = actions.draft_agreement(mediation=made.mediation, draft=draft, by=made.chen, today=MONDAY)
    text = actions.send_agreement(agreement=text, by=made.chen, today=MONDAY)
    points = actions.draft_points(
        mediation=made.mediation, facts=["借款属实。"], issues=["利息。"], by=made.chen, today=MONDAY
    )
    points = actions.send_points(points=points, by=made.chen, today=MONDAY)
    people = {
        "claimant": (made.zhang, made.claimant),
        "respondent": (made.li, made.respondent),
        "agent": (wang, made.claimant),
        "mediator": (made.mediator.user, None),
    }
    return Scene(made, {"agreement": text, "points": points}, people)


SCREEN = [
    # who, typed -> (kept, capacity, on the paper), or None: refused at the name
    ("claimant", "张三", ("张三", SignsAs.SELF, "张三")),
    ("claimant", " 张　三 ", ("张三", SignsAs.SELF, "张三")),
    ("claimant", "李四", None),
    ("claimant", "张三丰", None),
    ("claimant", "", None),
    ("respondent", "李四", ("李四", SignsAs.SELF, "李四")),
    ("respondent", "张三", None),
    ("respondent", "王律师", None),
    ("agent", "王律师", ("王律师", SignsAs.AGENT, "张三（委托诉讼代理人王律师代签）")),
    ("agent", "张三", None),
    ("mediator", "陈老师", ("陈老师", SignsAs.MEDIATOR, "陈老师")),
    ("mediator", "别人", None),
    ("mediator", "张三", None),
]


@pytest.mark.parametrize("powers", [["代为和解"], ["代为和解", "代为放弃诉讼请求"]])
def test_who_gives_up_a_claim_for_another_has_the_power_by_name(powers: list[str], client: Client) -> None:
    """民诉法62第2款: settling alone gives up nothing; what the text says decides, on the screen and before a clerk."""
    found = scene()
    text, (wang, party) = found.texts["agreement"], found.people["agent"]
    party.representations.update(powers=powers)
    text.claim_ways = dict.fromkeys(text.claim_ways, ClaimWay.WAIVED.value)
    text.digest = digest(content(text))
    text.save()
    client.force_login(wang)
    page = client.get(f"/mediation/{found.made.case.uid}/sign/", follow=True).content.decode()
    if len(powers) > 1:
        assert found.sign("agreement", "agent", "王律师").signs_as == SignsAs.AGENT
        assert "王律师代张三签署了调解协议" in client.get(f"/cases/{found.made.case.uid}/").content.decode()
        return
    assert "须有写明“代为放弃诉讼请求”的特别授权" in page
    for act in (
        lambda: found.sign("agreement", "agent", "王律师"),
        lambda: found.on_paper("agreement", party, "王律师"),
    ):
        with pytest.raises(ActionRefused, match="代为放弃诉讼请求"):
            act()
    assert found.sign("agreement", "claimant", "张三").signs_as == SignsAs.SELF


@pytest.mark.parametrize("kind", ["agreement", "points"])
def test_on_the_screen(kind: str) -> None:
    for who, typed, outcome in SCREEN:
        if (kind, who) == ("points", "mediator"):
            continue  # the parties alone confirm what they do not dispute
        with transaction.atomic():
            found = scene()
            user, party = found.people[who]
            if outcome is None:
                with pytest.raises(ActionRefused) as refused:
                    found.sign(kind, who, typed)
                expected = "陈老师" if who == "mediator" else user.name
                assert refused.value.field == "name", (who, typed)
                assert f"“{expected}”" in str(refused.value), (who, typed)
                assert not Signature.objects.exists()
            else:
                row = found.sign(kind, who, typed)
                assert (row.name, row.signs_as, row.words) == outcome, (who, typed)
                assert (row.user, row.party, row.mediator is None) == (user, party, who != "mediator")
                assert signatures(Signature.objects.all())[0]["name"] == outcome[2]
            transaction.set_rollback(True)


CHILD = {"id_number": "445381201203030023"}  # fourteen


@pytest.mark.parametrize("kind", ["agreement", "points"])
@pytest.mark.parametrize("known_by", ["file", "account"])
def test_a_child_signs_nothing_before_a_guardian_is_on_file(client: Client, kind: str, known_by: str) -> None:
    """民诉法60: by the number in the file, or that of the account it came in with; on the screen and before a clerk."""
    found = scene()
    user, party = found.people["respondent"]
    Party.objects.filter(pk=party.pk).update(**(CHILD if known_by == "file" else {"id_number": ""}))
    party.refresh_from_db()
    if known_by == "account":
        user.set_identity("id_card", CHILD["id_number"])
        user.save()
    with pytest.raises(ActionRefused, match="法定代理人"):
        found.sign(kind, "respondent", "李四")
    assert not may_dispose(party.case, user, Disposal.SETTLE, MONDAY)
    if known_by == "file":
        for visitor in (None, Signer("李四", SignsAs.SELF, "李四")):
            with pytest.raises(ActionRefused, match="先到法院窗口登记"):
                found.on_paper(kind, party, "李四", visitor=visitor)
    client.force_login(user)
    assert "由父母等法定代理人代办" in client.get(f"/cases/{party.case.uid}/").content.decode()
    assert not Signature.objects.exists()
    assert ask_for_guardian(party=party, user=user, by=SYSTEM, today=MONDAY)
    todo = Todo.objects.get(case=party.case, what=TodoKind.GUARDIAN, done_on=None)
    assert "没有登记法定代理人" in todo.words


@pytest.mark.parametrize("changed", ["unverified", "another name"])
def test_a_name_that_nobody_checked_disposes_of_nothing(changed: str) -> None:
    """在线诉讼规则7: the account of an agent on file whose name was only typed, or is not the one on the mandate."""
    found = scene()
    user, party = found.people["agent"]
    assert may_dispose(party.case, user, Disposal.SETTLE, MONDAY)
    assert disposes(party, web(user, party), Disposal.SETTLE, MONDAY)
    User.objects.filter(pk=user.pk).update(**({"verified_on": None} if changed == "unverified" else {"name": "周律师"}))
    user.refresh_from_db()
    assert not may_dispose(Case.objects.get(pk=party.case_id), user, Disposal.SETTLE, MONDAY)
    assert not disposes(party, web(user, party), Disposal.SETTLE, MONDAY)


@pytest.mark.parametrize("kind", ["agreement", "points"])
def test_a_drawing_is_a_picture_and_the_name_is_the_account_s(kind: str) -> None:
    found = scene()
    row = found.sign(kind, "claimant", "", png=drawing())
    assert (row.name, bool(row.image)) == ("张三", True)
    with pytest.raises(ActionRefused, match="李四"):
        found.sign(kind, "respondent", "别人", png=drawing())


UNITS = [
    # the account's name, its membership -> in what capacity it signs, or words
    ("赵六", None, SignsAs.LEGAL_REPRESENTATIVE),
    ("钱七", OrganisationRole.AUTHORISED, SignsAs.MEMBER),
    ("钱七", OrganisationRole.HEAD, SignsAs.HEAD),
    ("钱七", None, "单位由法定代表人或者单位授权的人签名"),
]


@pytest.mark.parametrize("kind", ["agreement", "points"])
@pytest.mark.parametrize(("name", "member", "outcome"), UNITS)
def test_who_signs_for_a_unit(kind: str, name: str, member: OrganisationRole | None, outcome: SignsAs | str) -> None:
    found = scene(firm=name, member=member)
    if isinstance(outcome, SignsAs):
        with pytest.raises(ActionRefused, match=name):
            found.sign(kind, "respondent", FIRM)
        row = found.sign(kind, "respondent", name)
        assert (row.name, row.signs_as) == (name, outcome)
        assert row.words == f"{FIRM}（{outcome.label}{name}签名）"
    else:
        with pytest.raises(ActionRefused, match=outcome):
            found.sign(kind, "respondent", name)


@pytest.mark.parametrize("kind", ["agreement", "points"])
@pytest.mark.parametrize("who", ["claimant", "agent"])
def test_nobody_signs_whose_real_name_was_not_checked(client: Client, kind: str, who: str) -> None:
    """在线诉讼规则7: who takes part online has been verified; else at the window."""
    found = scene()
    user, _ = found.people[who]
    user.verified_on = None
    user.save()
    with pytest.raises(ActionRefused, match="实名认证") as refused:
        found.sign(kind, who, user.name)
    assert refused.value.field == "name"
    client.force_login(user)
    address = "sign" if kind == "agreement" else "sign-points"
    page = client.get(f"/mediation/{found.made.case.uid}/{address}/", follow=True)
    if who == "claimant":  # the seat itself rests until the name is checked
        assert page.status_code == 404
    else:
        assert "实名认证" in page.content.decode()
        told = client.get(f"/cases/{found.made.case.uid}/").content.decode()
        assert "请先完成实名认证，再代张三同意调解、签名。" in told


def test_the_page_says_at_the_signature_which_name_is_expected(client: Client) -> None:
    found = scene()
    text, (user, _) = found.texts["agreement"], found.people["respondent"]
    client.force_login(user)
    address = f"/mediation/{found.made.case.uid}/sign/"
    with clock.at(MONDAY):  # within the period of the mediation
        form = {"signature_1": "张三", "signature_2": "on", "code": code_for(user, text), "read": "on"}
        assert "从最后一方签名那天起生效" in client.get(address).content.decode()
        answer = client.post(address, form)
        assert answer.status_code == 422
        assert "“李四”" in str(answer.context["form"].errors["signature"])
        assert not Signature.objects.exists()
        done = client.post(address, form | {"signature_1": "李四"}, follow=True)
    assert "签名成功" in done.content.decode()
    assert Signature.objects.get().name == "李四"


# --- On paper before a clerk -----------------------------------------------------------------------------------------

PAPER = [
    # side, name on the paper -> (capacity, words), or None
    ("claimant", "张三", (SignsAs.SELF, "张三")),
    ("claimant", "王律师", (SignsAs.AGENT, "张三（委托诉讼代理人王律师代签）")),
    ("claimant", "周律师", None),  # 一般授权 settles nothing
    ("claimant", "李四", None),
    ("claimant", "", None),
    ("respondent", FIRM, (SignsAs.SEAL, f"{FIRM}（盖章）")),
    ("respondent", "云浮石材(集团)有限公司", (SignsAs.SEAL, f"{FIRM}（盖章）")),
    ("respondent", "赵六", (SignsAs.LEGAL_REPRESENTATIVE, f"{FIRM}（法定代表人赵六签名）")),
    ("respondent", "钱七", None),
    ("respondent", "王律师", None),
]


@pytest.mark.parametrize("kind", ["agreement", "points"])
def test_on_paper(kind: str) -> None:
    for side, name, outcome in PAPER:
        with transaction.atomic():
            found = scene(firm="赵六")
            speaks_for(found.made.claimant, "周律师", "general")
            party = getattr(found.made, side)
            if outcome is None:
                with pytest.raises(ActionRefused) as refused:
                    found.on_paper(kind, party, name)
                assert refused.value.field == "name", (side, name)
                assert party.name in str(refused.value)
                assert not Signature.objects.exists()
            else:
                row = found.on_paper(kind, party, name)
                assert (row.signs_as, row.words) == outcome, (side, name)
            transaction.set_rollback(True)


@pytest.mark.parametrize("kind", ["agreement", "points"])
def test_who_stands_at_the_window_is_who_signs(kind: str) -> None:
    """An agent at the window is on file with checked 特别授权 (民诉法62); nobody else signs in its place."""
    found = scene()
    visitor = Signer("孙律师", SignsAs.AGENT, "张三")
    with pytest.raises(ActionRefused, match="没有经核对的特别授权"):
        found.on_paper(kind, found.made.claimant, "孙律师", visitor=visitor)
    speaks_for(found.made.claimant, "孙律师")
    for name in ("张三", "王律师", "李四"):
        with pytest.raises(ActionRefused, match="孙律师"):
            found.on_paper(kind, found.made.claimant, name, visitor=visitor)
    row = found.on_paper(kind, found.made.claimant, "孙律师", visitor=visitor)
    assert row.words == "张三（委托诉讼代理人孙律师代签）"


def test_who_divorces_signs_in_person() -> None:
    """解释147第2款: on paper too, whoever the agent."""
    found = scene(cause="14", cause_name="离婚纠纷")
    for visitor in (None, Signer("王律师", SignsAs.AGENT, "张三")):
        with pytest.raises(ActionRefused, match="本人签名"):
            found.on_paper("agreement", found.made.claimant, "王律师", visitor=visitor)
    assert found.on_paper("agreement", found.made.claimant, "张三").words == "张三"


def test_the_agreement_takes_effect_under_its_own_names_only() -> None:
    """The respondent under another's name, the mediator as 别人: neither counts, and nothing takes effect."""
    found = scene()
    found.sign("agreement", "agent", "王律师")
    for who, typed in (("respondent", "王五"), ("mediator", "别人")):
        with pytest.raises(ActionRefused):
            found.sign("agreement", who, typed)
    assert Agreement.objects.get().state == "signing"
    found.sign("agreement", "respondent", "李四")
    assert Agreement.objects.get().state == "effective"
    found.sign("agreement", "mediator", "陈老师")
    names = [each["name"] for each in signatures(Signature.objects.all())]
    assert names == ["张三（委托诉讼代理人王律师代签）", "李四", "陈老师"]


def test_the_database_keeps_capacity_and_signer_together() -> None:
    found = scene()
    row = found.sign("agreement", "claimant", "张三")
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=row.pk).update(signs_as=SignsAs.MEDIATOR)
