"""Where the tests' short messages go."""

SENT: list[tuple[str, str, dict[str, str]]] = []


def keep(phone: str, template: str, context: dict[str, str]) -> None:
    SENT.append((phone, template, context))


def last_code() -> str:
    return next(context["code"] for _, template, context in reversed(SENT) if template == "code")
