"""Deadlines as iCalendar (RFC 5545): whole-day entries with an alarm the morning before; appointments at their hour,
with one the day before and one two hours before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from yunfu_court.casefile.queries import CasePage


def calendar_file(page: CasePage, now: datetime) -> str:
    """The file's text, CRLF line ends, lines folded at 75 octets."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yunfu Court//CN", "CALSCALE:GREGORIAN"]
    for row in page.deadlines:
        if row.due is None:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:deadline-{row.pk}@yunfu-court",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{row.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{row.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(row.name)}：{_text(page.case.title)}",
            f"DESCRIPTION:{_text('；'.join([*([row.note] if row.note else []), *row.articles]))}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT15H",
            f"DESCRIPTION:{_text(row.name)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    for coming in page.coming:
        met = coming.met
        start = met.at.astimezone(UTC)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{met.key.replace(':', '-')}@yunfu-court",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{_text(met.name)}：{_text(page.case.title)}",
            f"LOCATION:{_text(met.place)}",
            f"DESCRIPTION:{_text(coming.words)}",
        ]
        for before in ("-P1D", "-PT2H"):
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{before}", f"DESCRIPTION:{_text(met.name)}"]
            lines.append("END:VALARM")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """75 octets a line; a character is never cut in two."""
    parts, current, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 73:
            parts.append(current)
            current, size = " ", 1
        current, size = current + char, size + width
    return "\r\n".join([*parts, current])
