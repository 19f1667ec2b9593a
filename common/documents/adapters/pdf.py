"""The PDF renderer: WeasyPrint behind one function, with an allow-list instead of the open world.

Imported inside functions: the library needs pango, and a machine without it must still be able to say so in Chinese
words through the system check below.
"""

from __future__ import annotations

import atexit
import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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


class Unprintable(ValueError):
    """No font on this machine has these characters: the paper would have a hole where a name should be."""

    def __init__(self, characters: Sequence[str]) -> None:
        super().__init__(" ".join(f"U+{ord(each):04X}" for each in characters))
        self.characters = "".join(characters)


class _Missing(logging.Handler):
    """Listens for what the renderer only logs: a character that it drew as an empty box."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, str) and record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            character = str(record.args[0])
            if character not in self.characters:
                self.characters.append(character)


@contextmanager
def _missing() -> Iterator[list[str]]:
    """The characters no font had, once the drawing inside is done. Only under the lock: one drawing at a time."""
    listener, logger = _Missing(), logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.WARNING)  # whatever this installation logs, this is asked
    logger.addHandler(listener)
    try:
        yield listener.characters
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)


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
def _tools() -> tuple[Any, dict[str, Any], Any]:
    """(font configuration, style sheets, fetcher): once per process, since reading the fonts takes a second."""
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
    where = {"fonts": font_dir().as_uri()}
    styles = {
        name: CSS(string=render_to_string(f"documents/{name}.css", where), font_config=fonts, url_fetcher=fetcher)
        for name in ("paper", "copy")
    }
    # Before the interpreter takes the library apart around the font map.
    atexit.register(_tools.cache_clear)
    return fonts, styles, fetcher


def render_html(template: str, context: Mapping[str, Any]) -> str:
    return render_to_string(template, dict(context))


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """A court paper as PDF/UA-1. The same template and context give the same bytes: the file's dates are those of
    `context["day"]` and its identifier is a digest of the text."""
    return html_to_pdf(render_html(template, context))


def html_to_pdf(html: str) -> bytes:
    """PDF of a complete page built on documents/paper.html. Unprintable when no font has one of its characters."""
    return _written(html, "paper", pdf_variant="pdf/ua-1", pdf_identifier=pdf_identifier(html))


def pages_to_pdf(pages: Sequence[tuple[float, float, str]]) -> bytes:
    """PDF of drawn pages: (width, height in millimetres, the inside of an SVG in the same unit). What no font has stays
    an empty box: it is a copy for reading, not a paper."""
    sizes = "".join(
        f"@page p{at} {{ size: {width:.2f}mm {height:.2f}mm; }} .p{at} {{ page: p{at}; }}"
        for at, (width, height, _) in enumerate(pages)
    )
    sheets = "".join(
        f'<div class="p{at}"><svg xmlns="http://www.w3.org/2000/svg" font-family="Noto Serif SC" '
        f'width="{width:.2f}mm" height="{height:.2f}mm" viewBox="0 0 {width:.2f} {height:.2f}">{drawn}</svg></div>'
        for at, (width, height, drawn) in enumerate(pages)
    )
    html = f'<html lang="zh-CN"><head><style>{sizes}</style></head><body>{sheets}</body></html>'
    return _written(html, "copy", whole=False)


def _written(html: str, style: str, *, whole: bool = True, **options: Any) -> bytes:
    from weasyprint import HTML

    with _one_at_a_time, _missing() as lacking:
        fonts, styles, fetcher = _tools()
        out = io.BytesIO()
        HTML(string=html, url_fetcher=fetcher).write_pdf(out, stylesheets=[styles[style]], font_config=fonts, **options)
    if whole and lacking:
        raise Unprintable(lacking)
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
