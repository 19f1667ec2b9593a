"""Drafts, what was submitted of them, the signature under what was said, and evidence."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q

from common.cases.events import Channel
from common.cases.rules import signed_words
from common.cases.states import SignsAs
from common.fields import EncryptedJSONField, EncryptedTextField, choices_of, short_uid
from common.fields.sealed import decrypt, encrypt
from intake.elements.rules.forms import FormSpec, load
from intake.filing.states import DraftState, FilingState, SigningWay
from intake.guidance.models import Guidance

ANSWERS = "intake_draft.answers"  # the place that what is sealed inside the JSON is bound to


def sealed(value: Any) -> dict[str, str]:
    """A value that identifies people, as it stands in a draft's JSON."""
    return {"sealed": encrypt(json.dumps(value, ensure_ascii=False), ANSWERS)}


def unsealed(value: Any) -> Any:
    """What stands behind a stored value, sealed or not."""
    if isinstance(value, dict) and set(value) == {"sealed"}:
        return json.loads(decrypt(value["sealed"], ANSWERS))
    return value


class Draft(models.Model):
    """A filing being written. `answers` is {question id: {value, version, at, by}}; a guest's belongs to the session.

    It is finished under the version of its form that it was begun under, and empty once it is handed in.

    Answers but choices are sealed inside the JSON (`{"sealed": text}` as value). Saved only by the one UPDATE
    of actions.drafts, which compares each answer's version.
    """

    uid = models.CharField(max_length=16, unique=True, default=short_uid, editable=False)
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="drafts")
    guest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    entered_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=16, choices=choices_of(Channel), default=Channel.WEB)
    oral = models.BooleanField("口头起诉", default=False)
    form = models.CharField(max_length=32)
    form_version = models.CharField(max_length=10)
    wish = models.CharField(max_length=16, choices=[("sue", "起诉"), ("mediate", "申请调解")])
    cause = models.CharField(max_length=16, blank=True, default="")
    court = models.ForeignKey("courts.Court", models.PROTECT, null=True, blank=True, related_name="+")
    guidance = models.ForeignKey(Guidance, models.PROTECT, null=True, blank=True, related_name="drafts")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=choices_of(DraftState), default=DraftState.OPEN)
    handover_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    handover_until = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "立案草稿"
        indexes = [models.Index(fields=["owner", "state", "-saved_at"], name="draft_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(guest="") | Q(entered_by__isnull=False),
                name="draft_has_keeper",
                violation_error_message="草稿必须属于一个账号、一次访客会话或者经办的工作人员。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.uid}"

    @property
    def spec(self) -> FormSpec:
        """The form as this draft asks it."""
        return load(self.form, self.form_version)

    @property
    def files_key(self) -> str:
        """What common.documents files this draft's uploads under."""
        return f"intake:{self.uid}"

    @property
    def is_open(self) -> bool:
        return self.state == DraftState.OPEN

    def given(self) -> dict[str, Any]:
        """{question id: value}, unsealed, for the rules and pages; the cells of a table come as its rows.

        What was typed but cannot be read (`raw`) counts as unanswered here; pages show it again.
        """
        found: dict[str, Any] = {}
        tables: dict[str, dict[int, dict[str, Any]]] = {}
        for question, kept in self.answers.items():
            value = unsealed(kept["value"])
            parts = question.split(".")
            if len(parts) == 4:
                rows = tables.setdefault(f"{parts[0]}.{parts[1]}", {})
                rows.setdefault(int(parts[2]), {})[parts[3]] = value
            else:
                found[question] = value
        for question, rows in tables.items():
            found[question] = [
                row for _, row in sorted(rows.items()) if any(cell not in (None, "") for cell in row.values())
            ]
        return found

    def kept(self) -> dict[str, dict[str, Any]]:
        """{question id: {version, value, raw}}, cells of tables one by one: what pages show and compare."""
        return {
            question: {
                "version": int(each["version"]),
                "value": unsealed(each["value"]),
                "raw": unsealed(each.get("raw")),
            }
            for question, each in self.answers.items()
        }

    def unread(self) -> dict[str, str]:
        """{question id: what was typed} of what cannot be read, the cells of tables one by one."""
        return {name: str(each["raw"]) for name, each in self.kept().items() if each["raw"]}

    def version(self, question: str) -> int:
        """How often this answer was saved; 0 when never."""
        return int(self.answers.get(question, {}).get("version", 0))


class Filing(models.Model):
    """What was submitted, frozen, and where its review stands. It sorts by its first receipt for good.

    Its answers are read by the version of the form they were given under, when they are corrected and when a paper is
    made of them again.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="filing")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="filing", null=True, blank=True)
    once = models.UUIDField(unique=True)
    form = models.CharField(max_length=32)
    form_version = models.CharField(max_length=10)
    wish = models.CharField(max_length=16)
    answers = EncryptedJSONField()
    first_received_on = models.DateField("首次收到日")
    received_at = models.DateTimeField("收到时间")
    state = models.CharField(max_length=16, choices=choices_of(FilingState), default=FilingState.WAITING)
    second_sorted = models.BooleanField("二次分流后", default=False)
    escalated_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    return_code = models.CharField(max_length=32, blank=True, default="")
    return_words = EncryptedTextField(blank=True, default="")
    insisted_words = EncryptedTextField(blank=True, default="")
    oral = models.BooleanField("口头起诉", default=False)

    class Meta:
        verbose_name = "立案材料"
        indexes = [models.Index(fields=["state", "first_received_on", "id"], name="filing_desk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "correcting", "withdrawn", "insisted"])
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                name="filing_decided_by_someone",
                violation_error_message="作出决定的立案材料必须记明经办人和日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"

    @property
    def spec(self) -> FormSpec:
        """The form as these answers were given."""
        return load(self.form, self.form_version)


class OralRecord(models.Model):
    """The signature under what was said at the counter (民诉解释265): by whom, how, before whom, under which words.

    `digest` is of the answers as they were read back; a correction later has its own paper and not this signature.
    """

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="oral_record")
    signer = models.CharField("签名人", max_length=120)  # from the file, never as it was typed
    signs_as = models.CharField("签名身份", max_length=24, choices=choices_of(SignsAs))
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    way = models.CharField(max_length=16, choices=choices_of(SigningWay))
    image = EncryptedTextField("手写签名", blank=True, default="")  # base64 PNG
    scan = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    clerk = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    witness = models.CharField("见证人", max_length=60, blank=True, default="")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        verbose_name = "口头起诉笔录"
        constraints = [
            models.CheckConstraint(
                condition=Q(way="drawn", scan__isnull=True) & ~Q(image="")
                | Q(way__in=["paper", "printed"], scan__isnull=False, image=""),
                name="oral_record_is_signed",
                violation_error_message="笔录应当由本人签名或者捺印。",
            ),
            models.CheckConstraint(
                condition=~Q(way="printed") | ~Q(witness=""),
                name="oral_print_is_witnessed",
                violation_error_message="捺印的，应当写明见证人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.signer}"

    @property
    def words(self) -> str:
        """As the record shows it: by whom, and for whom where it is not the claimant in person."""
        return signed_words(self.signer, self.signs_as, self.party.name)


class Evidence(models.Model):
    """One piece of evidence: a file, what it is called and what it proves. Of the draft, then of the case."""

    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="evidence")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="evidence")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="evidence")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="evidence")
    title = models.CharField("证据名称", max_length=120)
    source = EncryptedTextField("来源", max_length=120, blank=True, default="")
    proves = EncryptedTextField("证明什么", max_length=300, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "证据"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(case__isnull=False),
                name="evidence_belongs_somewhere",
                violation_error_message="证据必须属于一份草稿或者一个案件。",
            )
        ]

    def __str__(self) -> str:
        return self.title
