"""What is known of a dispute's places, and what a court is offered for."""

from __future__ import annotations

from dataclasses import dataclass

from common.law.articles import Article
from common.law.labelled import LabelledEnum


class Level(LabelledEnum):
    BASIC = "basic", "基层人民法院"
    INTERMEDIATE = "intermediate", "中级人民法院"


@dataclass(frozen=True, slots=True)
class Places:
    """County codes as far as they are known. A habitual residence goes before the domicile (民诉法第二十二条).

    ``performance``: where the contract says it is to be performed. ``insured_moves``: a vehicle, or goods on the way.
    """

    defendant_domicile: str | None = None
    defendant_residence: str | None = None
    plaintiff_domicile: str | None = None
    plaintiff_residence: str | None = None
    agreed: str | None = None
    performance: str | None = None
    property: str | None = None
    tort: str | None = None
    accident: str | None = None
    vehicle_arrival: str | None = None
    deceased_domicile: str | None = None
    main_estate: str | None = None
    employer: str | None = None
    workplace: str | None = None
    insured_object: str | None = None
    insured_domicile: str | None = None
    company: str | None = None
    transport_start: str | None = None
    transport_end: str | None = None
    payment: str | None = None
    product_made: str | None = None
    product_sold: str | None = None
    defendant_living: str | None = None
    detention: str | None = None
    leased_use: str | None = None
    buyer_domicile: str | None = None
    goods_received: str | None = None
    vehicle_registration: str | None = None
    judging_court: str | None = None
    enforcing_court: str | None = None
    defendant_abroad_or_missing: bool = False
    defendant_detained: bool = False
    defendant_detained_over_a_year: bool = False
    plaintiff_detained: bool = False
    defendant_away_over_a_year: bool = False
    plaintiff_away_over_a_year: bool = False
    defendant_without_domicile: bool = False
    insured_moves: bool = False
    bought_online: bool = False
    delivered_online: bool = False
    done_online: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A court's district with the reason it may hear the case. ``place`` is None while the fact is still unknown.

    ``named``: the court is not found by a district but by what it did, or by the kind of case. ``outside``: it is none
    of the six courts of the city.
    """

    place: str | None
    reason: str
    article: Article
    exclusive: bool = False
    level: Level = Level.BASIC
    named: bool = False
    outside: bool = False
