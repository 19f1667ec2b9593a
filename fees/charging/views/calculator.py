"""What would it cost? For anybody, before anything is filed; every step with its article."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.law.tariff import TariffError, quote
from common.web.doors import door
from fees.charging.forms import CalculatorForm


@require_safe
@door("public")
def calculator(request: HttpRequest) -> HttpResponse:
    """The answer is in the address, so that it can be kept, sent and printed."""
    form = CalculatorForm(request.GET or None)
    found = None
    if form.is_bound and form.is_valid():
        try:
            found = quote(form.cleaned_data["kind"], form.cleaned_data["amount"], form.options())
        except TariffError as error:
            form.add_error("amount", str(error))
    return render(request, "fees/charging/calculator.html", {"form": form, "found": found})
