"""口头起诉: what was read back is what is signed, and who cannot write signs before the court all the same."""

from __future__ import annotations

import base64
import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from PIL import Image

from common.cases.events import Channel
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.documents.adapters.pdf import render_pdf
from common.documents.models import Document, Paper
from common.documents.queries import layout
from intake.filing import actions as filing_actions
from intake.filing.models import Draft, Filing, OralRecord
from intake.filing.rules.oral import digest, is_oral, record_articles
from intake.filing.states import SigningWay
from intake.review import actions as review_actions
from tests.factories import UserFactory
from tests.factories.intake import TODAY, ZHANG_ID, agent, by_user, lending_answers, make_draft
from tests.intake.test_filing import png

pytestmark = pytest.mark.django_db


def drawing():
    out = io.BytesIO()
    Image.new("L", (160, 60), 255).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


DRAWN = drawing()


def u(name, *args):
    return reverse(f"intake:{name}", args=args)


@pytest.fixture
def draft(luoding, huang):
    """张三 has no telephone and cannot write; 黄立案 writes it down."""
    answers = lending_answers(
        **{
            "claimant.1.phone": "没有",
            "service.service_phone": "没有",
            "service.e_service": "no",
            "service.e_service_ways": None,
        }
    )
    row = make_draft(user=huang, court=luoding, channel=Channel.COUNTER, answers=answers)
    Draft.objects.filter(pk=row.pk).update(oral=True)
    row.refresh_from_db()
    return row


def signed(draft, **more):
    fields = {"signer": "张三", "way": SigningWay.DRAWN, "read": digest(draft.given()), "png": DRAWN}
    return filing_actions.Signed(**fields | more)


def submit(draft, user, signing, channel=Channel.COUNTER):
    return filing_actions.submit(draft=draft, once=uuid4(), by=by_user(user, channel), today=TODAY, signed=signing)


@pytest.mark.parametrize(
    ("asked", "at_counter", "oral"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_oral_is_what_was_said_at_the_counter(asked, at_counter, oral):
    assert is_oral(asked=asked, at_counter=at_counter) is oral


def test_the_grounds_are_the_articles_about_records():
    assert [each.short for each in record_articles("sue")] == [
        "民事诉讼法第一百二十三条第二款",
        "登记立案规定第三条第二款",
        "民诉法解释第二百六十五条",
    ]
    assert [each.short for each in record_articles("mediate")] == ["特邀调解规定第十一条第二款"]


def test_the_record_carries_the_signature_the_clerk_and_the_hour(draft, huang):
    case = submit(draft, huang, signed(draft, witness="李婶"))
    filing = Filing.objects.get(case=case)
    assert filing.oral
    row = OralRecord.objects.get(filing=filing)
    assert (row.signer, row.clerk, row.witness, row.digest) == ("张三", huang, "李婶", digest(filing.answers))
    paper = Paper.objects.get(case=case, kind="oral_record")
    assert paper.title == "口头起诉笔录"
    words = render_to_string(layout(paper.kind, paper.version), paper.context)
    for each in ("黄立案", "见证人：李婶", DRAWN, "2026年11月23日", "逐项宣读", "第二百六十五条", "128,600.50"):
        assert each in words
    assert render_pdf(layout(paper.kind, paper.version), paper.context).startswith(b"%PDF-")
    receipt = Paper.objects.get(case=case, kind="receipt")
    assert "口头起诉笔录" in receipt.context["materials"]
    claimant = case.parties.get(side="claimant")
    assert (claimant.user, claimant.phone) == (None, "")


def test_the_other_side_is_told_by_a_copy_of_the_record(draft, huang):
    case = submit(draft, huang, signed(draft))
    review_actions.register(filing=case.filing, by=by_user(huang), today=TODAY)
    copy = Paper.objects.get(case=case, kind="complaint_copy")
    assert copy.title == "口头起诉笔录副本"
    assert "口头陈述" in render_to_string(layout(copy.kind, copy.version), copy.context)


def test_a_corrected_record_does_not_carry_the_old_signature(draft, huang):
    case = submit(draft, huang, signed(draft))
    items = [{"question": "claims.principal_owed", "code": "amount", "message": ""}]
    correction = review_actions.ask_correction(filing=case.filing, items=items, days=7, by=by_user(huang), today=TODAY)
    values = {"claims.principal_owed": 100}
    by = by_user(huang, Channel.COUNTER)
    review_actions.answer_correction(correction=correction, values=values, by=by, today=TODAY)
    after = Paper.objects.filter(case=case, kind="complaint").latest("pk")
    assert after.title == "口头起诉笔录（补正后）"
    assert DRAWN not in render_to_string(layout(after.kind, after.version), after.context)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (None, "签名或者捺印"),
        ({"read": "0" * 64}, "宣读以后内容有改动"),
        ({"png": ""}, "签名框"),
        ({"way": SigningWay.PAPER}, "扫描件"),
    ],
)
def test_nothing_is_filed_that_nobody_signed(draft, huang, more, words):
    with pytest.raises(ActionRefused, match=words):
        submit(draft, huang, None if more is None else signed(draft, **more))
    assert not Case.objects.exists()


FIRM = {
    "claimant.1.party_type": "legal",
    "claimant.1.org_name": "云浮石材有限公司",
    "claimant.1.org_address": "云浮市云城区石材路一号",
    "claimant.1.uscc": "91445300MA4W0000XA",
    "claimant.1.legal_representative": "赵六",
}
AGENT = agent("王律师", "13800000077", unit="云浮律师事务所")
SIGNERS = [
    # what was said besides, the name under it -> (kept, capacity, on the record), or None: refused at the name
    ({}, "张三", ("张三", "self", "张三")),
    ({}, "张 三", ("张三", "self", "张三")),
    ({}, "李四", None),
    ({}, "王律师", None),
    (AGENT, "王律师", ("王律师", "agent", "张三（委托诉讼代理人王律师代签）")),
    (AGENT, "别人", None),
    (FIRM, "赵六", ("赵六", "legal_representative", "云浮石材有限公司（法定代表人赵六签名）")),
    (FIRM, "云浮石材有限公司", ("云浮石材有限公司", "seal", "云浮石材有限公司（盖章）")),
    (FIRM, "张三", None),
]


@pytest.mark.parametrize(("said", "name", "outcome"), SIGNERS)
def test_who_signs_is_who_spoke_or_speaks_for_them(draft, huang, said, name, outcome):
    filing_actions.save_answers(draft=draft, values=said, by=by_user(huang, Channel.COUNTER))
    draft.refresh_from_db()
    if outcome is None:
        with pytest.raises(ActionRefused, match="签名人不对") as refused:
            submit(draft, huang, signed(draft, signer=name))
        assert refused.value.field == "signer"
        assert not Case.objects.exists()
        return
    case = submit(draft, huang, signed(draft, signer=name))
    row = OralRecord.objects.get()
    assert (row.signer, row.signs_as, row.words) == outcome
    assert row.party == case.parties.get(side="claimant")
    paper = Paper.objects.get(case=case, kind="oral_record")
    assert f"陈述人：{outcome[2]}" in render_to_string(layout(paper.kind, paper.version), paper.context)


def test_a_finger_print_has_a_witness(draft, huang):
    by = by_user(huang, Channel.COUNTER)
    scan = filing_actions.keep_scan(draft=draft, upload=SimpleUploadedFile("签名.png", png()), by=by, today=TODAY)
    printed = {"way": SigningWay.PRINTED, "png": "", "scan": scan}
    with pytest.raises(ActionRefused, match="见证人"):
        submit(draft, huang, signed(draft, **printed))
    case = submit(draft, huang, signed(draft, **printed, witness="李婶"))
    scan.refresh_from_db()
    assert (scan.case, scan.audience, scan.party) == (case, "side", case.parties.get(side="claimant"))
    paper = Paper.objects.get(case=case, kind="oral_record")
    assert "捺印，见扫描件" in render_to_string(layout(paper.kind, paper.version), paper.context)


def test_who_takes_it_to_a_phone_of_their_own_has_written_it(draft, huang):
    zhang = UserFactory(name="张三", verified=True, id_text=ZHANG_ID)
    code = filing_actions.hand_over(draft=draft, now=draft.saved_at)
    taken = filing_actions.take_over(code=code, user_id=zhang.pk, now=draft.saved_at)
    case = submit(taken, zhang, None, Channel.PHONE)
    assert not case.filing.oral
    assert Paper.objects.get(case=case, kind="complaint").title == "民事起诉状"


# --- By page ---------------------------------------------------------------------------------------------------------


def posted(client, draft, **more):
    page = client.get(u("check", draft.uid)).content.decode()
    data = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("once", "read", "signer")}
    data |= {"way": "drawn", "signature_0": f"data:image/png;base64,{DRAWN}", "seen": "on", "truthful": "on"}
    return {key: value for key, value in (data | more).items() if value is not None}


def test_the_counter_reads_back_and_takes_the_signature(client, draft, huang):
    client.force_login(huang)
    done = client.post(u("check", draft.uid), posted(client, draft))
    case = Case.objects.get()
    assert done.headers["Location"] == u("receipt", case.uid)
    assert case.filing.oral_record.signer == "张三"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"signature_0": None}, "请当事人在签名框内签名"),
        ({"signature_0": None, "signature_1": "张三", "signature_2": "on"}, "请当事人在签名框内签名"),
        ({"way": "paper"}, "请上传签名或者捺印的笔录扫描件"),
        ({"way": "printed"}, "请写明见证人"),
        ({"seen": None}, "请勾选"),
        ({"read": "0" * 64}, "宣读以后内容有改动"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_filed(client, draft, huang, more, words):
    client.force_login(huang)
    answer = client.post(u("check", draft.uid), posted(client, draft, **more))
    assert words in answer.content.decode()
    assert not Case.objects.exists()
    assert not Document.objects.exists()


def test_without_a_script_the_sheet_is_printed_signed_and_scanned(client, draft, huang):
    client.force_login(huang)
    sheet = client.get(u("record", draft.uid)).content.decode()
    for each in ("口头起诉笔录", "陈述人签名或者捺印", "黄立案", "张三"):
        assert each in sheet
    scan = SimpleUploadedFile("笔录.png", png(), "image/png")
    data = posted(client, draft, signature_0="", way="paper", scan=scan)
    assert client.post(u("check", draft.uid), data).status_code == 302
    assert OralRecord.objects.get().scan.kind == "signature_scan"


def test_a_wrong_scan_is_refused_at_its_field(client, draft, huang):
    client.force_login(huang)
    scan = SimpleUploadedFile("笔录.png", b"ID3....", "image/png")
    answer = client.post(u("check", draft.uid), posted(client, draft, way="paper", scan=scan))
    assert "请上传照片或 PDF" in answer.content.decode()
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_the_record_is_no_page_of_a_draft_that_is_written(client, luoding, zhang):
    client.force_login(zhang)
    assert client.get(u("record", make_draft(user=zhang, court=luoding).uid)).status_code == 404
