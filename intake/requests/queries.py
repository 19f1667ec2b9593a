"""A guide as it is shown. No table is asked for it, but for what staff read of figures that are not confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from common.courts.queries import parameters
from common.law.terms import said, term
from intake.requests.rules.catalogue import CATALOGUE, Clock, Proof, Service, cited
from intake.requests.rules.entrances import ENTRANCES, Entrance
from intake.requests.rules.pricing import Price, price
from intake.requests.states import ServiceClass


@dataclass(frozen=True)
class Fact:
    """A length at the head of the page, or in the list of lengths: how long, and from when."""

    head: str
    note: str


@dataclass(frozen=True)
class Guide:
    """One item with its lengths as the law has them today."""

    service: Service
    entrance: Entrance
    today: date
    doubts: tuple[str, ...] = ()

    @property
    def court(self) -> list[Fact]:
        return [self._fact(each) for each in self.service.court]

    @property
    def yours(self) -> list[Fact]:
        return [self._fact(each) for each in self.service.yours]

    @property
    def price(self) -> Price | None:
        return price(self.service.fee.scale, self.today) if self.service.fee.scale else None

    @property
    def fee_note(self) -> str:
        return self._said(self.service.fee.note)

    @property
    def result(self) -> list[str]:
        return [self._said(each) for each in self.service.result]

    @property
    def after(self) -> str:
        return self._said(self.service.after)

    @property
    def care(self) -> str:
        return self._said(self.service.care)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        return CATALOGUE.proofs_of(self.service)

    @property
    def ground(self) -> str:
        return cited(self.service.grounds)

    @property
    def begins(self) -> str:
        """The page at which anybody begins; empty where it is done in a case, or at the counter."""
        if not self.entrance.open:
            return ""
        query = f"?{self.entrance.query}" if self.entrance.query else ""
        return reverse(self.entrance.open) + query

    def _said(self, text: str) -> str:
        return said(text, self.today, figures=True)

    def _fact(self, clock: Clock) -> Fact:
        return Fact(term(clock.term, self.today).figures if clock.term else clock.said, self._said(clock.note))


def guide(code: str, today: date, *, staff: bool) -> Guide:
    """KeyError where there is no such item. Staff read besides what is not confirmed: one query where figures are."""
    service = CATALOGUE.by_code[code]
    return Guide(service, ENTRANCES[code], today, _doubts(service, today) if staff and service.doubtful else ())


def _doubts(service: Service, today: date) -> tuple[str, ...]:
    figures = parameters(service.settings, today) if service.settings else {}
    held = [figures[key] for key in service.settings if key in figures]
    told = [f"{each.name}：{each.value} {each.unit}" for each in held]
    return tuple(each for each in (*told, service.doubt) if each) or ("本项依据待核对",)


@dataclass(frozen=True)
class Group:
    """A class with its items."""

    cls: ServiceClass
    services: Iterable[Service]


def groups() -> list[Group]:
    return [Group(cls, CATALOGUE.of(cls)) for cls in ServiceClass]


@dataclass(frozen=True)
class Dropped:
    """A proof no longer demanded, its articles, and the items it is not demanded for."""

    proof: Proof
    ground: str
    services: Iterable[Service]


def dropped() -> list[Dropped]:
    return [Dropped(each, cited(each.grounds), CATALOGUE.asking(each)) for each in CATALOGUE.proofs]
