"""Unit accounts, at the counter: who acts for a unit showed its papers to a clerk, and stands here by name and day.

A unified social credit code is public: knowing it opens nothing. Who may act for a unit is proved by its licence and,
for anybody but its representative, by a letter under its seal (民诉法51, 62); the clerk who saw them is kept.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from common.law import clock
from common.people import actions, queries
from common.people.access import KEEPERS, has_role, may_end, person_of
from common.people.forms import UnitForm, UnitNameForm
from common.people.models import Organisation, OrganisationMember, UnitRenamed
from common.people.states import OrganisationKind, OrganisationRole, Renaming
from common.web.acts import posted, pressed, shown, tried
from common.web.cleaning import code_text
from common.web.doors import door, found_or_404

DOOR = tuple(each.value for each in KEEPERS)


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """The units found, who acts for each, and one form that adds somebody."""
    today, asked = clock.today(), code_text(request.GET.get("q", ""))
    form = UnitForm(posted(request))

    def act() -> OrganisationMember:
        data = form.cleaned_data
        return actions.admit_to_unit(
            name=data["name"],
            kind=OrganisationKind(data["kind"]),
            uscc=data["uscc"],
            phone=data["phone"],
            role=OrganisationRole(data["role"]),
            by=person_of(request),
            on=today,
        )

    done = tried(request, form, act, lambda row: f"已登记：{row.user.display_name}可以代表{row.organisation}办理。")
    if done:
        return redirect(f"{reverse('people:units')}?{urlencode({'q': done.value.organisation.name})}")
    found = queries.units(asked, today)
    read: list[Any] = found  # each with `now`
    for row in (row for unit in read for row in unit.now):
        row.endable = may_end(row, person_of(request), today)
    return shown(request, "people/units.html", {"form": form, "asked": asked, "found": found, "today": today})


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """The name a unit stands under, mended by its licence; the former ones stay in sight."""
    today, unit = clock.today(), found_or_404(Organisation.objects.all(), pk=pk)
    form = UnitNameForm(posted(request), initial={"name": unit.name})

    def act() -> UnitRenamed:
        data = form.cleaned_data
        by, why = person_of(request), Renaming(data["why"])
        return actions.rename_unit(unit=unit, name=data["name"], why=why, by=by, on=today)

    done = tried(request, form, act, lambda row: f"已更正为“{row.name}”。")
    if done:
        return redirect(f"{reverse('people:units')}?{urlencode({'q': done.value.name})}")
    former = unit.renamed.select_related("by")
    return shown(request, "people/unit_name.html", {"form": form, "unit": unit, "former": former, "today": today})


@door("signed_in")
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """From tomorrow this person no longer acts for the unit: said by the court that confirmed it, or by themselves."""
    by, today = person_of(request), clock.today()
    rows = OrganisationMember.objects.select_related("organisation", "user")
    if not has_role(by, KEEPERS, today=today):
        rows = rows.filter(user=by)
    row = found_or_404(rows, pk=pk)
    own = row.user_id == by.pk
    pressed(
        request,
        lambda: actions.leave_unit(member=row, by=by, on=today),
        f"已登记：从明天起，{'您' if own else row.user.display_name}不再代表{row.organisation}办理。",
    )
    if own:
        return redirect("people:me")
    return redirect(f"{reverse('people:units')}?{urlencode({'q': row.organisation.name})}")
