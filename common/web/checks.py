"""What must be true of the settings before the first page is served."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register()
def dotted_paths(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A door or a navigation that cannot be imported would otherwise be noticed by the first visitor."""
    paths = {f"DOORS[{name!r}]": path for name, path in getattr(settings, "DOORS", {}).items()}
    if getattr(settings, "CHROME_NAV", None):
        paths["CHROME_NAV"] = settings.CHROME_NAV
    found: list[CheckMessage] = []
    for setting, path in paths.items():
        try:
            import_string(path)
        except ImportError as error:
            found.append(Error(f"{setting}: {path} cannot be imported ({error})", id="web.E001"))
    return found
