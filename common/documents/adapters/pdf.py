"""The PDF renderer: WeasyPrint behind one function, with an allow-list instead of the open world.

Imported inside functions: the library needs pango, and a machine without it must still be able to say so in Chinese
words through the system check below.
"""

from __future__ import annotations

import atexit
import io
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.template.loader import render_to_string

from common.documents.rules import pdf_identifier

_IMAGES = ("data:image/png", "data:image/jpeg", "data:image/svg+xml", "data:image/webp")
# FontConfiguration and pango's font map are not for two threads at once.
_one_at_a_time = Lock()


class Refused(ValueError):
    """A paper asked for something outside the font and static directories."""


def font_dir() -> Path:
    """Where the packaged Chinese fonts lie (full GBK coverage: rare characters in names must print)."""
    return Path(str(files("pylopdf_fonts_zh_cn"))).resolve()


def allowed_dirs() -> tuple[Path, ...]:
    static = [Path(str(d)).resolve() for d in [*settings.STATICFILES_DIRS, settings.STATIC_ROOT] if d]
    return (font_dir(), *static)


def allowed_file(url: str) -> Path:
    """The file behind a file: URL, symbolic links followed; Refused unless it lies in an allowed directory."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise Refused("only fonts, static files and data: images may be used in a paper")
    path = Path(unquote(parts.path)).resolve()
    if not any(path.is_relative_to(directory) for directory in allowed_dirs()):
        raise Refused("only fonts, static files and data: images may be used in a paper")
    return path


def _load() -> None:
    """Import WeasyPrint and take back what it does to Pillow for the whole process: with truncated images allowed,
    half an uploaded photograph would pass the checks of uploads."""
    import weasyprint  # noqa: F401
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False


@lru_cache(maxsize=1)
def _tools() -> tuple[Any, Any, Any]:
    """(font configuration, style sheet, fetcher): once per process, since reading the fonts takes a second."""
    _load()
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class AllowList(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                if not url.lower().startswith(_IMAGES):
                    raise Refused("only data: images may be used in a paper")
            else:
                allowed_file(url)
            return super().fetch(url, headers)

    fetcher = AllowList(allow_redirects=False, allowed_protocols={"file", "data"})
    fonts = FontConfiguration()
    text = render_to_string("documents/paper.css", {"fonts": font_dir().as_uri()})
    # Before the interpreter takes the library apart around the font map.
    atexit.register(_tools.cache_clear)
    return fonts, CSS(string=text, font_config=fonts, url_fetcher=fetcher), fetcher


def render_html(template: str, context: Mapping[str, Any]) -> str:
    return render_to_string(template, dict(context))


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """A court paper as PDF/UA-1. The same template and context give the same bytes: the file's dates are those of
    `context["day"]` and its identifier is a digest of the text."""
    return html_to_pdf(render_html(template, context))


def html_to_pdf(html: str) -> bytes:
    """PDF of a complete page built on documents/paper.html."""
    from weasyprint import HTML

    with _one_at_a_time:
        fonts, style, fetcher = _tools()
        out = io.BytesIO()
        HTML(string=html, url_fetcher=fetcher).write_pdf(
            out, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=pdf_identifier(html)
        )
    return out.getvalue()


def page_count(content: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def check_renderer(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """System check: pango is there."""
    try:
        _load()
    except OSError as error:
        return [
            Error(
                f"WeasyPrint cannot load pango: {error}",
                hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
                id="documents.E001",
            )
        ]
    return []
