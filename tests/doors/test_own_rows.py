"""Every page of a case reads the rows of that case alone: two courts, the same things open in both.

What a page asks for is asked again as "of whose case are these rows?", without its limit: a query that forgot its owner
is found whatever it returns today.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client

import mediation.course.actions
import mediation.course.queries
import mediation.texts.actions
from common.cases.access import looker, readable, readable_in, visible_to
from common.cases.models import Case, CaseNumber, Event, Party
from common.cases.states import Side
from common.documents.models import Document, Paper
from common.people.models import User
from mediation.course.actions import Log
from mediation.course.models import Mediation
from mediation.course.states import SessionMode
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from tests.doors.world import DAY, World, held_for_module, make_world, routes
from tests.factories import UserFactory, fictitious_id
from tests.factories import court as court_of
from tests.factories.mediation import web
from yunfu_court.casefile.queries import case_for

pytestmark = pytest.mark.django_db

WHO = ("claimant", "respondent", "mediator", "clerk", "judge", "triage_officer", "finance", "president")
# About no case; the administration is not ours.
APART = ("admin/", "accounts/", "targets/", "triage/rules/", "intake/drafts/", "intake/assess/")
SECRET = "宁采荷把南山石场的碎石机退给燕赤霄。"


@cache
def way_to_case(model: type[Model]) -> str | None:
    """The shortest lookup from a row of this table to its case; None for rows of nobody's (courts, users, rules)."""
    ways: deque[tuple[type[Model], tuple[str, ...]]] = deque([(model, ())])
    seen = {model}
    while ways:
        at, path = ways.popleft()
        if at is Case:
            return "__".join((*path, "pk"))
        for key in at._meta.concrete_fields:
            if key.related_model is not None and key.related_model not in seen:
                seen.add(key.related_model)
                ways.append((key.related_model, (*path, key.name)))
    return None


def whose(query: Any) -> set[int]:
    """The cases whose rows this query reads, were it not for its limit."""
    query = getattr(query, "inner_query", None) or query
    if getattr(query, "combined_queries", ()):
        return set().union(*(whose(each) for each in query.combined_queries))
    way = way_to_case(query.model) if query.model is not None else None
    if way is None:
        return set()
    asked = query.chain()
    asked.clear_limits()
    asked.clear_ordering(force=True)
    asked.distinct, asked.distinct_fields, asked.group_by, asked.select_related = False, (), None, False
    rows: QuerySet[Any] = QuerySet(query.model, query=asked)
    try:
        return set(rows.values_list(way, flat=True).order_by().distinct()) - {None}
    except EmptyResultSet:
        return set()


@contextmanager
def foreign_rows(foreign: set[int]) -> Iterator[list[str]]:
    """The statements that read rows of these cases, as they are run."""
    found: list[str] = []
    original, asking = SQLCompiler.execute_sql, False

    def execute_sql(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        nonlocal asking
        if not asking:
            asking = True
            try:
                if whose(self.query) & foreign:
                    found.append(str(self.query)[:2000])
            finally:
                asking = False
        return original(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "execute_sql", execute_sql)
        yield found


def out_to_sign(case: Case, mediator: Any, *, words: str) -> Agreement:
    """A sitting was held, and the text of an agreement waits for everybody's signature."""
    row, by = case.mediations.get(), web(mediator)
    claimant, respondent = (case.parties.filter(side=side).earliest("pk") for side in (Side.CLAIMANT, Side.RESPONDENT))
    log = Log(
        held_on=DAY,
        mode=SessionMode.ON_SITE,
        place="",
        present={claimant.pk: claimant.name, respondent.pk: respondent.name},
        record=words,
        next_step="",
        identity_checked=True,
        warned=True,
    )
    mediation.course.actions.log_session(mediation=row, log=log, by=by, today=DAY)
    mediation.course.actions.add_note(mediation=row, text=words, by=by, today=DAY)
    draft = AgreementText(
        facts=words,
        items=[Item(text=words)],
        claim_ids=list(case.claims.values_list("pk", flat=True)),
        party_ids=[claimant.pk, respondent.pk],
        costs="",
    )
    made = mediation.texts.actions.draft_agreement(mediation=row, draft=draft, by=by, today=DAY)
    return mediation.texts.actions.send_agreement(agreement=made, by=by, today=DAY)


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world of 罗定; the same of 云城, whose rows nobody of 罗定 may meet. In both an agreement waits to be signed.

    Made once, in a transaction around the whole module, and never written to.
    """
    with held_for_module(django_db_blocker, two_courts) as made:
        yield made


def two_courts() -> World:
    """Ours and another court's, each with a record out to be signed; the keys are ours."""
    ours = make_world()
    names = {"claimant.1.name": "宁采荷", "claimant.1.id_number": fictitious_id(3001), "loan.lender": "宁采荷"}
    names |= {"respondent.1.name": "燕赤霄", "loan.borrower": "燕赤霄"}
    ning = UserFactory(name="宁采荷", verified=True, id_number=fictitious_id(3001))
    yan = UserFactory(name="燕赤霄", verified=True, id_number=fictitious_id(3002))
    theirs = make_world("yuncheng", zhang=ning, li=yan, names=names)
    for world, words in ((ours, "张三与李四各让一步。"), (theirs, SECRET)):
        case = Case.objects.get(uid=world.keys["cases"]["uid"])
        out_to_sign(case, world.insiders["mediator"], words=words)
    return ours


def test_every_table_of_a_case_knows_the_way_to_it() -> None:
    assert way_to_case(Party) == "case__pk"
    assert way_to_case(Agreement.parties.through) == "party__case__pk"
    assert way_to_case(UserFactory._meta.model) is None


def test_every_page_of_a_case_reads_its_own_rows_alone(worlds: World) -> None:
    foreign = set(Case.objects.filter(court=court_of("yuncheng")).values_list("pk", flat=True))
    told = {"宁采荷", "燕赤霄", "钟老师", SECRET}
    told |= set(CaseNumber.objects.filter(case__in=foreign).values_list("text", flat=True))
    assert len(told) > 5
    read: dict[tuple[str, str], list[str]] = {}
    opened = 0
    for name in WHO:
        client = Client()
        client.force_login(worlds.insiders[name])
        for route, view in routes():
            if route.startswith(APART) or "<" not in route or "piece" in route or not hasattr(view, "door"):
                continue
            with foreign_rows(foreign) as found:
                answer = client.get(worlds.address(route))
            if answer.streaming:
                for _ in answer.streaming_content:
                    pass
                text = ""
            else:
                text = answer.content.decode(errors="replace")
            opened += answer.status_code == 200
            if found := found + [each for each in told if each in text]:
                read[name, route] = found
    assert opened > 80
    assert read == {}


def test_what_hangs_on_a_case_is_its_own_however_it_is_asked_for(worlds: World) -> None:
    """Every relation of the case and of its mediation, chained on as an action or a page may."""
    case = case_for(worlds.insiders["claimant"], worlds.keys["cases"]["uid"], DAY)
    asked = 0
    for owner in (
        case,
        case.mediations.all()[0],
        mediation.course.queries.Situation.of(case, worlds.zhang, DAY).mediation,
    ):
        for relation in owner._meta.related_objects:
            name = relation.get_accessor_name()
            if relation.one_to_one or name is None or not hasattr(owner, name):
                continue
            plain = set(
                relation.related_model._base_manager.filter(**{relation.field.name: owner.pk}).values_list("pk")
            )
            assert set(getattr(owner, name).filter().values_list("pk")) == plain, f"{owner!r}.{name}"
            assert set(getattr(owner, name).exclude(pk=0).values_list("pk")) == plain, f"{owner!r}.{name}"
            asked += bool(plain)
    assert asked > 12
    assert Mediation.objects.count() > 1


def test_within_a_case_one_reads_what_one_reads_of_it_among_all(worlds: World) -> None:
    """The rule of reading is written twice, for all cases and for one at hand: they agree for everybody."""
    read = 0
    for case in Case.objects.order_by("pk"):
        for name, user in worlds.insiders.items():
            for table in (Event, Document, Paper):
                rows: Any = table.objects.filter(case=case).order_by()
                among = set(rows.filter(readable(user, DAY)).values_list("pk", flat=True))
                within = set(rows.filter(readable_in(case, user, DAY)).values_list("pk", flat=True))
                assert within == among, (case.title, name, table)
                read += len(within)
    assert read > 200


def test_one_sees_a_case_at_hand_as_among_all(worlds: World) -> None:
    """Who sees a case is written twice too: for all cases, and for one whose people are at hand."""
    seen, people = 0, list(User.objects.order_by("pk"))
    for case in Case.objects.order_by("pk"):
        for user in people:
            among = visible_to(user, DAY).filter(pk=case.pk).exists()
            assert looker(case, user, DAY).sees == among, (case.title, user.name)
            seen += among
    assert 20 < seen < len(people) * Case.objects.count()
