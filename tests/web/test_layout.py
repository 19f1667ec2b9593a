"""How templates are laid out: no line that nobody reads to its end, and a sentence in pieces prints as one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.template import Context, Engine

LONGEST = 160


def test_joined_takes_out_the_breaks_of_the_source_and_leaves_those_of_values() -> None:
    engine = Engine(libraries={"layout": "common.web.templatetags.layout"})
    page = engine.from_string(
        "{% load layout %}{% joined %}\n  张三\n  {% if far %}\n    （罗定）\n  {% endif %}\n"
        "  ，{{ words }}\n  <b>后 天</b>\n{% endjoined %}"
    )
    assert page.render(Context({"far": True, "words": "一\n二"})) == "张三（罗定），一\n二<b>后 天</b>"
    assert page.render(Context({"far": False, "words": "一"})) == "张三，一<b>后 天</b>"


def test_no_line_of_a_template_is_longer_than_it_can_be_read() -> None:
    long = [
        f"{path.relative_to(settings.BASE_DIR)}:{number} has {len(line)}"
        for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert long == []
