"""What is read from an address is as clean as what a form read."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory

from common.web.middleware import CleanAddress
from tests.factories.people import UserFactory


def seen(request: HttpRequest) -> HttpResponse:
    seen.request = request  # type: ignore[attr-defined]
    return HttpResponse()


def test_nobody_sees_what_nobody_sees() -> None:
    made = RequestFactory()
    CleanAddress(seen)(made.get("/documents/%00ab%E2%80%8B/?q=%00张%E2%80%8B三&q=a%00b&x%00=1"))
    request: Any = seen.request  # type: ignore[attr-defined]
    assert request.path_info == "/documents/ab/"
    assert QueryDict("q=张三&q=ab&x=1") == request.GET
    request = made.post("/", {"go": "sa\0ve", "text": "一\u200b二"})
    CleanAddress(seen).process_view(request)
    assert QueryDict("go=save&text=一\u200b二") == request.POST


def test_what_is_clean_is_left_alone() -> None:
    request = RequestFactory().get("/cases/?q=张三")
    asked = request.GET
    CleanAddress(seen)(request)
    assert request.GET is asked


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/documents/%00/", "/cases/?q=%00", "/cases/%00/", "/intake/drafts/%00/", "/%00"])
def test_a_nul_is_no_fault_of_ours(path: str) -> None:
    client = Client()
    client.force_login(UserFactory())
    assert client.get(path).status_code < 500
