"""The bar again, for the page that waits."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from common.web.doors import door
from yunfu_court.simulation.filling import progress


@require_safe
@door("public")
def show_progress(request: HttpRequest) -> JsonResponse:
    """{"done", "total", "words", "finished", "url"} for the progress bar; finished where nothing is being filled."""
    found = progress() if settings.DEMO else None
    if found is None or found.ended:
        return JsonResponse({"done": 100, "total": 100, "words": "示范城市已经生成。", "finished": True, "url": ""})
    return JsonResponse({"done": found.percent, "total": 100, "words": found.words, "finished": False, "url": ""})
