"""What the scanner has not passed is opened by nobody: it waits, is asked about again, and a bad one is kept apart."""

from __future__ import annotations

import io
import os
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from common.cases.events import By, Channel
from common.documents.actions import receive
from common.documents.adapters.clamav import ScannerError, scan
from common.documents.adapters.scanner_simulator import EICAR, Clamd, Scanner
from common.documents.models import Document
from common.documents.rules import DocumentError
from common.documents.states import EVIDENCE, ScanState
from common.documents.tasks import sweep_copies, sweep_scans
from common.documents.views import send
from common.law import clock
from common.notifications.models import Notice
from common.people.states import Role
from tests.documents.files import photo
from tests.factories import UserFactory
from tests.factories.people import staff
from yunfu_court.checks import scanner_messages

SCAN = "common.documents.adapters.clamav.scan"
NOBODY = "tcp://127.0.0.1:1"
SICK = photo() + EICAR


def serving(server: socketserver.BaseServer) -> Iterator[socketserver.BaseServer]:
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def daemon(settings: Any) -> Iterator[str]:
    """A scanner that listens; its address."""
    settings.UPLOAD_SCANNER = SCAN
    for server in serving(Scanner()):
        settings.UPLOAD_SCANNER_ADDRESS = f"tcp://127.0.0.1:{server.server_address[1]}"  # type: ignore[misc]
        yield settings.UPLOAD_SCANNER_ADDRESS


@pytest.fixture
def silent(settings: Any) -> None:
    settings.UPLOAD_SCANNER, settings.UPLOAD_SCANNER_ADDRESS = SCAN, NOBODY


def handed_in(user: Any, content: bytes | None = None) -> Document:
    by = By(user_id=user.pk, channel=Channel.WEB)
    upload = SimpleUploadedFile("借条.jpg", photo() if content is None else content)
    return receive(upload=upload, by=by, today=clock.today(), kind="evidence", draft_key="d1", takes=EVIDENCE)


def at(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestProtocol:
    def test_clean_and_infected(self, daemon: str) -> None:
        assert scan(io.BytesIO(b"a" * 200_000)) is True
        assert scan(io.BytesIO(b"")) is True
        # Where one block ends and the next begins.
        assert scan(io.BytesIO(b"a" * (64 * 1024 - 9) + EICAR + b"a" * 99)) is False

    def test_over_a_unix_socket(self, settings: Any, tmp_path: Path) -> None:
        at_path = os.fspath(tmp_path / "clamd")
        for _ in serving(socketserver.ThreadingUnixStreamServer(at_path, Clamd)):
            settings.UPLOAD_SCANNER_ADDRESS = f"unix://{at_path}"
            assert scan(io.BytesIO(b"a")) is True
            assert scan(io.BytesIO(EICAR)) is False

    @pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but not all\0"])
    def test_any_other_answer_is_none(self, settings: Any, answer: bytes) -> None:
        class Odd(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.rfile.read(15)
                self.wfile.write(answer)

        for server in serving(socketserver.TCPServer(("127.0.0.1", 0), Odd)):
            settings.UPLOAD_SCANNER_ADDRESS = f"tcp://127.0.0.1:{server.server_address[1]}"  # type: ignore[misc]
            with pytest.raises((ScannerError, OSError)):
                scan(io.BytesIO(b"a"))

    @pytest.mark.parametrize("address", ["", "clamav:3310", "http://clamav"])
    def test_an_address_that_is_none(self, settings: Any, address: str) -> None:
        settings.UPLOAD_SCANNER_ADDRESS = address
        with pytest.raises((ScannerError, OSError)):
            scan(io.BytesIO(b"a"))


@pytest.mark.django_db
class TestTaken:
    def test_clean_is_opened(self, daemon: str) -> None:
        kept = handed_in(UserFactory())
        assert kept.scan == ScanState.CLEAN

    def test_infected_is_not_taken(self, daemon: str) -> None:
        with pytest.raises(DocumentError, match="未通过安全检查"):
            handed_in(UserFactory(), SICK)
        assert not Document.objects.exists()

    def test_without_a_scanner_nothing_waits(self) -> None:
        assert handed_in(UserFactory()).scan == ScanState.OFF

    def test_nobody_opens_what_was_not_looked_at(self, silent: None) -> None:
        zhang = UserFactory()
        kept = handed_in(zhang)
        assert (kept.scan, sweep_scans(), sweep_copies()) == (ScanState.WAITING, 0, 0)
        look = at(zhang).get(f"/documents/{kept.uid}/look/")
        assert "正在检查文件安全" in look.content.decode()
        assert "下载原件" not in look.content.decode()
        assert look["Refresh"] == "30"
        for query in ("", "?inline=1"):
            assert at(zhang).get(f"/documents/{kept.uid}/{query}").url.endswith("/look/")
        with pytest.raises(Http404):
            send(kept)

    def test_it_waits_on_where_the_scanner_was_taken_out(self, silent: None, settings: Any) -> None:
        kept = handed_in(UserFactory())
        settings.UPLOAD_SCANNER = ""
        assert sweep_scans() == 0
        kept.refresh_from_db()
        assert kept.scan == ScanState.WAITING

    def test_it_is_asked_about_again_and_opens(self, silent: None, request: pytest.FixtureRequest) -> None:
        zhang = UserFactory()
        kept = handed_in(zhang)
        request.getfixturevalue("daemon")
        assert (sweep_scans(), sweep_scans(), sweep_copies()) == (1, 0, 1)
        assert "<img" in at(zhang).get(f"/documents/{kept.uid}/look/").content.decode()
        assert not Notice.objects.exists()

    def test_a_bad_one_is_kept_apart_and_told(self, silent: None, request: pytest.FixtureRequest) -> None:
        zhang, keeper, other = UserFactory(), staff(Role.SECURITY), UserFactory()
        kept = handed_in(zhang, SICK)
        request.getfixturevalue("daemon")
        assert (sweep_scans(), sweep_scans(), sweep_copies()) == (1, 0, 0)
        kept.refresh_from_db()
        assert kept.scan == ScanState.INFECTED
        assert "没有通过安全检查" in at(zhang).get(f"/documents/{kept.uid}/look/").content.decode()
        assert at(zhang).get(f"/documents/{kept.uid}/").url.endswith("/look/")
        with pytest.raises(Http404):
            send(kept)
        told = {notice.user_id: notice for notice in Notice.objects.all()}
        assert set(told) == {zhang.pk, keeper.pk}
        assert other.pk not in told
        assert "换一份文件重新提交" in told[zhang.pk].body
        assert "查明情况" in told[keeper.pk].body


@pytest.mark.parametrize(
    ("path", "address", "found"),
    [
        ("", "", ["yunfu_court.E020"]),
        (SCAN, "clamav:3310", ["yunfu_court.E020"]),
        (SCAN, "tcp://clamav:3310", []),
        (SCAN, "unix:///run/clamd.sock", []),
        ("court.own.scan", "", []),
    ],
)
def test_check_deploy_asks_for_a_scanner(path: str, address: str, found: list[str]) -> None:
    assert [each.id for each in scanner_messages(path, address)] == found
