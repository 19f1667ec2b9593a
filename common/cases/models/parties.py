"""Who stands on which side, who speaks for them, what they ask, and who may look."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common.cases.models.case import Case
from common.cases.rules import Guardian
from common.cases.states import Authority, Capacity, Kinship, PartyKind, Side, side_label
from common.fields import EncryptedTextField, blind_index, choices_of
from common.law.abroad import Home
from common.law.numbers import mask
from common.people.rules import normalise_phone


class Party(models.Model):
    """A party needs no account: a person without phone or account does everything at the counter.

    Who cannot sue alone has a guardian, who acts, signs and is served (民诉法60; 解释83): then `user` is the guardian's
    account, as a unit's is that of whoever acts for it. `guardian_until` is the day on which the ward comes of age; on
    it the power is `guardian_ended_on`. `guardian_checked_on` is the day the court saw what proves it: until then the
    guardian is provisional, as an agent is whose mandate nobody checked.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    side = models.CharField(max_length=16, choices=choices_of(Side))
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=choices_of(PartyKind))
    name = models.CharField("姓名或名称", max_length=120)
    gender = models.CharField(max_length=4, blank=True, default="")
    birth_date = models.DateField(null=True, blank=True)
    id_number = EncryptedTextField("证件号码", blank=True, default="")
    id_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    phone = EncryptedTextField("联系电话", blank=True, default="")
    phone_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    # When its owner, or the court by calling it, made sure that the number is the party's own.
    phone_checked_on = models.DateField("电话核实日期", null=True, blank=True)
    address = EncryptedTextField("住所地", blank=True, default="")
    # Who hides from the other side: the address is the court's alone.
    address_kept = models.BooleanField("地址不让对方知道", default=False)
    home = models.CharField("住所在哪里", max_length=16, choices=choices_of(Home), default=Home.MAINLAND)
    legal_representative = models.CharField("法定代表人", max_length=60, blank=True, default="")
    guardian_name = models.CharField("法定代理人", max_length=60, blank=True, default="")
    guardian_kinship = models.CharField(max_length=16, choices=choices_of(Kinship), blank=True, default="")
    guardian_id = EncryptedTextField("法定代理人证件号码", blank=True, default="")
    guardian_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    guardian_phone = EncryptedTextField("法定代理人电话", blank=True, default="")
    guardian_until = models.DateField(null=True, blank=True)
    guardian_ended_on = models.DateField(null=True, blank=True)
    guardian_checked_on = models.DateField(null=True, blank=True)
    # When the court saw that who is sixteen or seventeen lives mainly by their own work (民法典18第2款).
    own_work_checked_on = models.DateField("自食其力核对日期", null=True, blank=True)
    township = models.ForeignKey("courts.Township", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="parties")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "当事人"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "side", "order"], name="party_place_once")]

    def __str__(self) -> str:
        return self.name

    def set_identity(self, *, id_number: str, phone: str) -> None:
        """Keep the encrypted text and its index together; nothing else sets these four columns. Of several numbers in
        one text the one that is written to is the index. Another number has been checked by nobody yet."""
        self.id_number, self.id_hash = id_number, blind_index(id_number) or ""
        former, self.phone_hash = self.phone_hash, blind_index(normalise_phone(phone)) or ""
        self.phone = phone
        if self.phone_hash != former:
            self.phone_checked_on = None

    @property
    def phone_known(self) -> bool:
        """Whether the number is surely the party's own: who filed gave it for themselves; of anybody else the other
        side typed it, until its owner or the court has checked it. `user` comes with the party, or costs a query."""
        if self.side in (Side.CLAIMANT, Side.PETITIONER) or self.phone_checked_on is not None:
            return True
        user = self.user
        return user is not None and user.phone_verified and user.phone_hash == self.phone_hash

    def set_guardian(self, guardian: Guardian | None) -> None:
        """Who speaks by law for this party; None for nobody. Nothing else sets these columns but the end of it. Of
        another person nothing has been proved yet."""
        known = guardian or Guardian("")
        self.own_work_checked_on = None  # who has a guardian does not act alone
        number = blind_index(known.id_number) or ""
        if (self.guardian_name, self.guardian_hash) != (known.name, number):
            self.guardian_checked_on = self.guardian_ended_on = None
        self.guardian_name, self.guardian_kinship = known.name, known.kinship
        self.guardian_id, self.guardian_hash = known.id_number, number
        self.guardian_phone, self.guardian_until = known.phone, known.until

    @property
    def subject(self) -> str:
        """What a to-do or a term about this party alone is called by."""
        return f"party:{self.pk}"

    @property
    def guardian(self) -> str:
        """The name of the guardian while the power lasts; else nothing."""
        return "" if self.guardian_ended_on else self.guardian_name

    @property
    def guardian_unproved(self) -> bool:
        """Whether somebody acts by law for this party whose power nobody has checked (民诉法60)."""
        return bool(self.guardian) and self.guardian_checked_on is None

    @property
    def actor(self) -> str:
        """Whoever acts in person for this party: a ward's guardian, a unit's head, else the party itself. Empty for a
        unit whose head nobody named."""
        return self.guardian or (self.name if self.kind == PartyKind.NATURAL else self.legal_representative)

    @property
    def takes_papers(self) -> str:
        """Who takes its papers where no other recipient was named: a ward's guardian (民诉法60), else the party."""
        return self.guardian or self.name

    @property
    def reached_at(self) -> str:
        """The telephone by which it is told: a ward's guardian's."""
        return (self.guardian and self.guardian_phone) or self.phone

    @property
    def head_words(self) -> str:
        """Who acts for it by law, as papers name them: 法定代理人王芳（系张小明的母亲）. Empty for nobody."""
        if self.guardian:
            kin = Kinship(self.guardian_kinship) if self.guardian_kinship else None
            close = f"（系{self.name}的{kin.label}）" if kin and kin not in (Kinship.BODY, Kinship.APPOINTED) else ""
            return f"法定代理人{self.guardian}{close}"
        return f"{PartyKind(self.kind).head}{self.legal_representative}" if self.legal_representative else ""

    @property
    def told_address(self) -> str:
        """The address as papers tell it that the other side reads: one that is kept stays with the court (反家暴法5;
        专递规定4第2款)."""
        return "" if self.address_kept else self.address

    @property
    def masked_id(self) -> str:
        return mask(self.id_number) if self.id_number else ""

    def called(self, case_kind: str) -> str:
        return side_label(self.side, case_kind)


class Representation(models.Model):
    """委托诉讼代理人. Settling, withdrawing and counterclaiming need SPECIAL authority (民诉法62; 解释89).

    `checked_on` is the day the court compared the mandate with its original. Until then the agent is provisional:
    who says of themselves that they speak for another fills in and submits, but disposes of nothing.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="representations")
    user = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="representations")
    name = models.CharField(max_length=60)
    phone = EncryptedTextField(blank=True, default="")
    phone_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    unit = models.CharField(max_length=120, blank=True, default="")
    authority = models.CharField(max_length=16, choices=choices_of(Authority))
    powers = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "代理"

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """The only ground of sight besides court-wide roles. Rooms call admit() and release(). An agent takes part once for
    each party it stands for, anybody else once in a capacity."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participations")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="participations")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="participations")
    capacity = models.CharField(max_length=16, choices=choices_of(Capacity))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "参与"
        indexes = [models.Index(fields=["user", "case"], name="participation_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "capacity"],
                condition=Q(until__isnull=True) & ~Q(capacity=Capacity.AGENT),
                name="participation_open_once",
            ),
            models.UniqueConstraint(
                fields=["user", "party"],
                condition=Q(until__isnull=True, capacity=Capacity.AGENT),
                name="agent_open_once_a_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.capacity} {self.case_id}"


CLAIM_STATES = [("open", "待处理"), ("settled", "已调解"), ("withdrawn", "已撤回"), ("decided", "已裁判")]


class Claim(models.Model):
    """One thing a claimant asks. Agreement may settle a part of the claims (在线调解规则19); the rest goes on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="claims")
    order = models.PositiveSmallIntegerField(default=1)
    text = EncryptedTextField("诉讼请求")
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    state = models.CharField(
        max_length=16,
        default="open",
        choices=CLAIM_STATES,
    )

    class Meta:
        verbose_name = "诉讼请求"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["case", "order"], name="claim_place_once"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="claim_not_negative"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
