"""What a trial announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, Fen, event


@event("triage.converted")
class Converted(CaseEvent):
    """简转普 and the like, by ruling."""

    decision_id: int
    frm: str
    to: str


@event("triage.ruling_drafted", audience=Audience.STAFF)
class RulingDrafted(CaseEvent):
    """On the judge's list; decides nothing until a judge signs."""

    ruling_id: int
    what: str


@event("triage.ruling_signed")
class RulingSigned(CaseEvent):
    ruling_id: int
    what: str  # RulingKind
    judge_id: int
    part: bool = False  # only one of several claimants leaves: the case goes on


@event("triage.ruling_handed_over", audience=Audience.STAFF)
class RulingHandedOver(CaseEvent):
    """A draft lies before another judge: the former one left, or the head of division said so."""

    ruling_id: int
    what: str
    from_id: int
    judge_id: int


@event("triage.ruling_dropped", audience=Audience.STAFF)
class RulingDropped(CaseEvent):
    """The judge did not sign: the ground fell away (e.g. paid late but before the ruling)."""

    ruling_id: int
    what: str
    reason: str


@event("triage.withdrawal_sought")
class WithdrawalSought(CaseEvent):
    party_id: int


@event("triage.claimant_left")
class ClaimantLeft(CaseEvent):
    """One of several claimants withdrew by ruling; the others go on (民诉法55第2款, 148)."""

    ruling_id: int
    party_id: int


@event("triage.hearing_held")
class HearingHeld(CaseEvent):
    """开庭: from now on small claims can no longer be objected to (解释279) nor the ordinary procedure left (260)."""

    hearing_id: int
    mode: str
    on: date


@event("triage.answer_waived")
class AnswerWaived(CaseEvent):
    """A party said that it needs no time to answer; when all have, nothing waits for it (解释266第3款, 275第3款)."""

    answer_term_id: int
    party_id: int
    on: date


@event("triage.hearing_fixed")
class HearingFixed(CaseEvent):
    """A hearing to come: everybody is called to it. `changed`: another that was fixed before is not held. `agreed`:
    everybody agreed to an evening online."""

    hearing_id: int
    on: date
    changed: bool
    agreed: bool = False


@event("triage.hearing_off")
class HearingOff(CaseEvent):
    """A hearing that was fixed is not held: the case has ended before it."""

    hearing_id: int
    on: date


@event("triage.attendance_corrected")
class AttendanceCorrected(CaseEvent):
    """Who came to a hearing had been written down wrongly."""

    hearing_id: int
    on: date


@event("triage.answer_agreed")
class AnswerAgreed(CaseEvent):
    """A respondent agreed to the last day the court fixed for its answer (解释266第1款, 275第2款)."""

    answer_term_id: int
    party_id: int
    last: date


@event("triage.claims_changed")
class ClaimsChanged(CaseEvent):
    """A claimant asks for more, less or something else (民诉法54, 143): the sum in dispute before and after."""

    change_id: int
    party_id: int
    before: Fen | None
    after: Fen | None
    when: str  # ChangedWhen


@event("triage.objection_made")
class ObjectionMade(CaseEvent):
    """A party objects to small claims before the hearing (民诉法169第2款; 解释279)."""

    objection_id: int
    party_id: int


@event("triage.objection_decided")
class ObjectionDecided(CaseEvent):
    objection_id: int
    party_id: int
    outcome: str


@event("triage.extension_asked", audience=Audience.STAFF)
class TermExtensionAsked(CaseEvent):
    """The judge asks for a longer trial term (民诉法152, 164, 168)."""

    extension_id: int
    months: int


@event("triage.extension_endorsed", audience=Audience.STAFF)
class TermExtensionEndorsed(CaseEvent):
    extension_id: int


@event("triage.extension_granted")
class TermExtended(CaseEvent):
    """The president approved; the term ends on `due`."""

    extension_id: int
    months: int
    due: date | None


@event("triage.extension_refused", audience=Audience.STAFF)
class TermExtensionRefused(CaseEvent):
    extension_id: int


@event("triage.closed")
class Closed(CaseEvent):
    """结案 with its way, and who bears the fee as the paper says: party and fen, None for all the rest (办法29, 53).
    `waits`: by a 调解书 for which each party has yet to sign (民诉法100第3款)."""

    closing_id: int
    way: str
    procedure: str
    track: str
    bears: tuple[tuple[int, int | None], ...] = ()
    waits: bool = False


@event("triage.reopened")
class Reopened(CaseEvent):
    """A 调解书 took no effect, for a party did not sign for it: the trial goes on (民诉法102)."""

    closing_id: int


@event("triage.appealed")
class Appealed(CaseEvent):
    """A party lodged an appeal: what ended the case has not taken effect (民诉法158, 171). `disputed`: the sum it
    disputes of what was judged (办法17), where its appeal is about money. `joint`: with whom of its own side it
    appealed together, who prepays once for both (解释202第2款)."""

    closing_id: int
    party_id: int
    on: date
    disputed: Fen | None = None
    joint: int | None = None  # that party


@event("triage.appeal_copied")
class AppealCopied(CaseEvent):
    """The copy of an appeal reached one of the others, whose time to answer runs from then (民诉法174; 解释316)."""

    appeal_id: int
    party_id: int
    on: date


@event("triage.appeal_answered")
class AppealAnswered(CaseEvent):
    """The answer of one of the others to an appeal came (民诉法174)."""

    appeal_id: int
    party_id: int
    on: date


@event("triage.appeal_answer_sent")
class AppealAnswerSent(CaseEvent):
    """The copy of that answer reached the appellant."""

    appeal_id: int
    party_id: int
    on: date


@event("triage.appeal_file_sent")
class AppealFileSent(CaseEvent):
    """The file went up to the court above (民诉法174第2款)."""

    closing_id: int
    on: date


@event("triage.appeal_left")
class AppealLeft(CaseEvent):
    """One appellant took its appeal back, or did not prepay (民诉法180; 解释318); the others' go on, or, with the
    `last`, somebody else may still appeal."""

    closing_id: int
    party_id: int
    result: str  # AppealResult
    last: bool = False
    outcome_id: int = 0
    terms: tuple[int, ...] = ()  # what it ended, so that it can be undone: deadlines and to-dos
    todos: tuple[int, ...] = ()


@event("triage.appeal_ended")
class AppealEnded(CaseEvent):
    """The court above has decided, or the last appeal was taken back: with effect of that day something binds and the
    fee has its end, or, set aside, nothing does (民诉法177, 179, 180, 182; 办法30). `bears` as of a closing; empty: as
    the first judgment says."""

    closing_id: int
    result: str  # AppealResult
    on: date
    bears: tuple[tuple[int, int | None], ...] = ()
    outcome_id: int = 0
    terms: tuple[int, ...] = ()  # what it ended, so that it can be undone: deadlines and to-dos
    todos: tuple[int, ...] = ()


@event("triage.appeal_struck")
class AppealStruck(CaseEvent):
    """An appeal had been written down wrongly, or that its copy had reached somebody (`copy_of`, whom), and is taken
    back. `why`: of StrikeReason. `last`: nobody's appeal runs any more, so that nothing keeps the first judgment from
    taking effect."""

    closing_id: int
    party_id: int
    why: str
    copy_of: int | None = None
    last: bool = False


@event("triage.registered_anew")
class RegisteredAnew(CaseEvent):
    """What the court above gave back has a number of its own and is tried from that day; sent back, by none of the
    `judges` who tried it before (民诉法41第3款; 解释45)."""

    closing_id: int
    number: str
    on: date
    judges: tuple[int, ...] = ()


@event("triage.appeal_corrected")
class AppealCorrected(CaseEvent):
    """A result of the second instance had been written down wrongly and is taken back: the appeal goes on. `ended`: it
    had ended the second instance; who bears the fee is as the closing said."""

    closing_id: int
    outcome_id: int
    result: str  # AppealResult
    ended: bool
    bears: tuple[tuple[int, int | None], ...] = ()
