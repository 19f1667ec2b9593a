"""The cashier's door."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.cases.events import SYSTEM
from common.law import clock
from common.web.doors import door
from fees.money import actions
from fees.money.actions.payments import Cancelled, UnknownOrder
from fees.money.adapters.cashier import ForgedMessage, cashier

log = logging.getLogger(__name__)


# No browser and no session comes here: the cashier's signature over the exact body is the proof instead.
@csrf_exempt
@door("public")
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """A signed message about an order. 200 once it is recorded (again: the same answer); 400 for anything else."""
    try:
        message = cashier().verify(request.body, request.headers)
        if isinstance(message, Cancelled):
            return JsonResponse({"result": actions.stop_payment(message=message, by=SYSTEM).state})
        receipt = actions.receive_callback(message=message, today=clock.today())
    except ForgedMessage as forged:
        log.warning("a cashier message was refused: %s", forged)
        return JsonResponse({"result": "refused"}, status=400)
    except UnknownOrder:
        log.warning("the cashier speaks of an order we never gave")
        return JsonResponse({"result": "unknown order"}, status=400)
    return JsonResponse({"result": receipt.verdict})
