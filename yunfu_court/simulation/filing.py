"""Arriving, reviewing, correcting, sending back: what people and clerks do before anything is decided."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from common.cases.events import By, Channel
from common.cases.models import Case, Representation
from common.cases.states import FactKey, PartyKind
from common.delivery.actions import confirm_address
from common.delivery.states import EChannel
from common.law.mediability import Mediability, mediable
from common.law.regimes import Route
from common.people.states import Role
from intake.agents import actions as agents_actions
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.filing import actions as filing_actions
from intake.filing.models import Draft, Filing
from intake.filing.rules.oral import digest
from intake.filing.states import SigningWay
from intake.review import actions as review_actions
from triage.trial.actions import decline_ruling, sign_ruling
from triage.trial.models import Ruling
from triage.trial.states import DropReason, RulingKind, RulingState
from yunfu_court.simulation.answers import answers_for
from yunfu_court.simulation.cast import Persona
from yunfu_court.simulation.scene import SHEET, Scene


def once(scene: Scene, what: str) -> Any:
    """A submission's own key, the same for the same dispute."""
    return uuid5(NAMESPACE_URL, f"demo:{scene.plan.seed}:{scene.plan.number}:{what}")


def arrive(scene: Scene) -> Case:
    """The filing: online by the party or the lawyer, else entered by the clerk at the counter."""
    plan, cast = scene.plan, scene.cast
    court = cast.courts[plan.court]
    claimant, respondents, lawyer = cast.claimant(plan), cast.respondents(plan), cast.lawyer(plan)
    if lawyer is not None and lawyer.name in {claimant.name, *(each.name for each in respondents)}:
        lawyer = None  # one name on both sides: the portal would ask whether it is one person
    owner = lawyer.pk if lawyer else claimant.user_id
    if owner is None:
        station = plan.chance("station", 0.15)
        channel = Channel.STATION if station else Channel.COUNTER
        by = By(user_id=cast.staff(court.pk, Role.CLERK, scene.today).user_id, channel=Channel.COUNTER)
    else:
        channel = Channel.PHONE if plan.chance("phone claimant1", 0.6) else Channel.WEB
        by = By(user_id=owner, channel=channel)
    if lawyer is not None:
        claimant = _without_account(claimant)
    answers = answers_for(plan, claimant, respondents, (lawyer.name, lawyer.phone) if lawyer else None)
    draft = filing_actions.start_draft(
        by=by,
        today=scene.today,
        form=plan.kind.form,
        wish=plan.wish,
        owner_id=owner,
        court_id=court.pk,
        cause=plan.kind.cause,
        answers=answers,
        oral=owner is None and plan.chance("oral", 0.2),
    )
    by = By(user_id=by.user_id, channel=channel)
    signed = _signed(scene, draft, claimant.name, by) if draft.oral else None
    return filing_actions.submit(draft=draft, once=once(scene, "file"), by=by, today=scene.today, signed=signed)


def _signed(scene: Scene, draft: Draft, name: str, by: By) -> filing_actions.Signed:
    """The record of what was said, signed on paper before the clerk (民诉解释第二百六十五条)."""
    sheet = SimpleUploadedFile("笔录签名页.png", SHEET, content_type="image/png")
    scan = filing_actions.keep_scan(draft=draft, upload=sheet, by=by, today=scene.today)
    return filing_actions.Signed(signer=name, way=SigningWay.PAPER, read=digest(draft.given()), scan=scan)


def _without_account(persona: Persona) -> Persona:
    return Persona(
        persona.name,
        persona.phone,
        persona.legal,
        persona.number,
        persona.representative,
        persona.address,
        persona.township,
    )


def sue_after_mediation(scene: Scene) -> Case:
    """Mediation without a suit failed: the claimant sues, with everything carried over."""
    former = scene.case
    filing = Filing.objects.get(case=former)
    old = Draft.objects.get(filing=filing)
    by = scene.by(scene.claimant)
    answers = {**filing.answers, "resolution.consider_mediation": "no"}
    draft = filing_actions.start_draft(
        by=by,
        today=scene.today,
        form=old.form,
        wish="sue",
        owner_id=old.owner_id,
        court_id=former.court_id,
        cause=old.cause,
        case_id=former.pk,
        answers=answers,
    )
    return filing_actions.submit(draft=draft, once=once(scene, "sue"), by=by, today=scene.today)


def review(scene: Scene) -> int | None:
    """The clerk looks at it; most are decided within the week, a few not before they are escalated."""
    filing, plan, today = scene.filing, scene.plan, scene.today
    clerk = scene.staff(Role.CLERK)
    if filing.state == "insisted":
        return _inadmissible(scene)
    _check_mandates(scene, clerk)
    wait = plan.days("review_after", 0, 4) + (7 if plan.chance("slow review", 0.025) and not plan.brisk else 0)
    since = (today - (filing.reviewed_on or scene.case.received_on)).days
    if not filing.second_sorted and since < wait:
        return wait - since
    if not filing.second_sorted and not filing.corrections.exists():
        if plan.wish == "sue" and plan.chance("withdrawn early", 0.02):
            review_actions.withdraw(filing=filing, by=scene.by(scene.claimant), today=today)
            return None
        if plan.chance("corrected", 0.16):
            return _ask(scene, clerk)
        if plan.wish == "sue" and plan.chance("returned", 0.03):
            code = plan.pick("return code", {"other_court": 3, "not_ready": 2, "other_organ": 1, "asked": 1})
            review_actions.send_back(filing=filing, code=code, words="", by=clerk, today=today)
            return plan.days("insists after", 2, 8)
    _decide(scene, clerk)
    return plan.days("after review", 1, 4)


def _check_mandates(scene: Scene, clerk: By) -> None:
    """Lawyers who file bring the original to the window before anything is decided."""
    rows = Representation.objects.filter(party__case=scene.case, until__isnull=True, checked_on__isnull=True)
    for row in rows.order_by("pk"):
        agents_actions.check_mandate(representation=row, by=clerk, today=scene.today)


def _decide(scene: Scene, clerk: By) -> None:
    filing, case = scene.filing, scene.case
    facts = dict(case.facts.values_list("key", "value"))
    offered = mediable(case.cause).value is not Mediability.NEVER and facts.get(FactKey.ACCEPTS_MEDIATION) != "no"
    before_filing = case.route == Route.ENTRUSTED_BEFORE_FILING and offered and not filing.second_sorted
    if filing.wish == "mediate" or before_filing:
        counsellor = scene.staff(Role.COUNSELLOR)
        review_actions.divert(filing=filing, by=counsellor, today=scene.today)
    else:
        review_actions.register(filing=filing, by=clerk, today=scene.today)


def _ask(scene: Scene, clerk: By) -> int:
    claims = "claims.principal_owed" if scene.plan.kind.form == "private_lending" else "respondent.1.domicile"
    if scene.plan.kind.respondent != "person":
        claims = "respondent.1.org_address"
    items = [{"question": claims, "code": "unclear" if claims.startswith("claims") else "defendant"}]
    if scene.plan.chance("signature too", 0.3):
        items.append({"document": "起诉状", "code": "signature"})
    review_actions.ask_correction(filing=scene.filing, items=items, days=7, by=clerk, today=scene.today)
    return scene.plan.days("corrects after", 3, 9)


def correct(scene: Scene) -> int | None:
    """The filer answers; one in eight never does, and the clerk sends it back when the term is over."""
    filing, plan = scene.filing, scene.plan
    correction = filing.corrections.filter(answered_on__isnull=True).first()
    if correction is None:
        return None
    if plan.chance("corrects", 0.87):
        by = scene.by(scene.claimant)
        values = {
            each["question"]: _mended(filing.answers.get(each["question"]))
            for each in correction.items
            if "question" in each
        }
        files = [scene.scan("evidence", "补正材料", by, scene.claimant).pk]
        review_actions.answer_correction(
            correction=correction, values=values, by=by, today=scene.today, new_files=files
        )
        return plan.days("review again", 1, 4)
    due = scene.case.deadlines.filter(term="correction").order_by("-pk").first()
    if due is not None and due.state == "lapsed":
        review_actions.send_back(
            filing=filing, code="not_corrected", words="", by=scene.staff(Role.CLERK), today=scene.today
        )
        return None
    return 4 if (scene.today - correction.asked_on).days < 60 else None


def _mended(value: Any) -> Any:
    return value - value // 50 if isinstance(value, int) else f"{value or ''}（与邻居黄某某相邻）"


def returned(scene: Scene) -> int | None:
    """坚持起诉, or the matter rests."""
    if scene.plan.chance("insists", 0.35) and scene.filing.state == "returned":
        words = "我认为本案属于贵院管辖，请依法裁定。"
        review_actions.insist(filing=scene.filing, words=words, by=scene.by(scene.claimant), today=scene.today)
        return scene.plan.days("judge rules after", 2, 6)
    return None


def _inadmissible(scene: Scene) -> int | None:
    ruling = Ruling.objects.filter(case=scene.case_id, kind=RulingKind.INADMISSIBLE).order_by("-pk").first()
    if ruling is None:
        return 5
    judge = By(user_id=ruling.judge_id, channel=Channel.WEB)
    if ruling.state == RulingState.DROPPED:
        review_actions.register(filing=scene.filing, by=scene.staff(Role.CLERK), today=scene.today)
        return 2
    if scene.plan.chance("admissible after all", 0.3):
        decline_ruling(ruling=ruling, reason=DropReason.ADMISSIBLE, words="", by=judge, today=scene.today)
        return 1
    sign_ruling(
        ruling=ruling, by=judge, today=scene.today, words="起诉人不是与本案有直接利害关系的公民、法人或者其他组织。"
    )
    return None


def open_doors(scene: Scene) -> bool:
    """Respondents with an account come in by their code, some days after it was sent; returns whether anybody did. Who
    heads a unit brings its licence to the window first (民诉法51)."""
    opened = False
    for party in scene.respondents:
        key = "r" if party.order == 1 else "s"
        online = scene.plan.chance("respondent_online", 0.72)
        if party.user_id is not None or not party.phone or not online:
            continue
        user = scene.cast.by_phone.get(party.phone)
        door = DefendantDoor.objects.select_related("party").filter(party=party).first()
        if user is None or door is None:
            continue
        by = By(user_id=user.pk, channel=Channel.WEB, party_id=party.pk)
        if party.kind != PartyKind.NATURAL:
            bearer, clerk = door_actions.Bearer(name=user.name, number=user.id_number), scene.staff(Role.CLERK)
            door_actions.give_code(party=party, by=clerk, today=scene.today, bearer=bearer)
            door.refresh_from_db()
        door_actions.enter_door(door=door, user_id=user.pk, by=by, today=scene.today)
        confirm_address(
            party=party,
            by=by,
            recipient_name=party.name,
            postal=party.address,
            phone=party.phone,
            e_consent=scene.plan.chance(f"{key} e_service", 0.85),
            e_channel=EChannel.PORTAL,
        )
        opened = True
    if opened:
        del scene.parties
    return opened
