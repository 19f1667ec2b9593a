"""Which services a court clerk's pages are about."""

from __future__ import annotations

from django.http import HttpRequest

from common.cases.queries import party_abroad
from common.delivery import queries
from common.delivery.models import Service
from common.delivery.rules import day_rule
from common.delivery.states import SERVERS, Method
from common.law import clock
from common.law.articles import Finding
from common.people.queries import courts_of
from common.web.doors import found_or_404

DOOR = tuple(role.value for role in SERVERS)


def courts_served(request: HttpRequest) -> list[int]:
    return [court.pk for court in courts_of(request.user, clock.today(), SERVERS)]


def rule_of_day(service: Service) -> Finding[str]:
    abroad = service.method == Method.PUBLIC and party_abroad(service.party).value
    return day_rule(Method(service.method), service.case.received_on, abroad=abroad)


def service_in(request: HttpRequest, uid: str) -> Service:
    return found_or_404(queries.services_in(courts_served(request), request.user), uid=uid)
