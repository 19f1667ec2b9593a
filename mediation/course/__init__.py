"""One attempt to settle, from the first question to its end: consent, mediator, sittings, extension, report."""
