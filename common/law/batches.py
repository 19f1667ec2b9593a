"""Files of questions in, files of answers out: the CSV side of the due-date and fee commands, without Django.

A bad row is answered on its own line (错误：…) and the batch goes on; the caller learns how many failed.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ERROR = "错误："


class BatchError(ValueError):
    """A file that cannot be read at all. The message is one Chinese line."""


def read_table(path: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file (UTF-8, with or without BOM) as these columns; other columns are ignored.

    A short row has empty cells. BatchError for a missing or unreadable file and for missing columns.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BatchError(f"找不到文件：{path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"无法读取文件：{path}（应为 UTF-8 编码的 CSV）") from error
    # The text is in memory already: one long cell is a bad row at most, not the end of the batch.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        # An empty line is no row; a line of commas is one, and is answered.
        rows = [row for row in reader if len(row) > 1 or any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BatchError(f"文件不是正确的 CSV：{path}") from error
    if not rows:
        raise BatchError(f"文件是空的：{path}")
    header = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in rows[0]]
    missing = [column for column in columns if column not in header]
    if missing:
        raise BatchError(f"文件缺少列：{'、'.join(missing)}（{path}）")
    places = [header.index(column) for column in columns]
    return [
        {column: row[place] if place < len(row) else "" for column, place in zip(columns, places, strict=True)}
        for row in rows[1:]
    ]


def answer(
    rows: Iterable[dict[str, str]],
    columns: Sequence[str],
    answers: Sequence[str],
    work: Callable[[dict[str, str]], tuple[str, str]],
) -> tuple[str, int]:
    """The CSV text of the answered rows (LF line ends) and the number of rows that failed.

    ``work`` gives the two answer cells of a row, or raises ValueError with a Chinese message.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*columns, *answers])
    failed = 0
    for row in rows:
        try:
            found = work(row)
        except ValueError as error:
            failed += 1
            # JSON can spell half a character (\\ud800), which no output can carry.
            words = str(error).encode("utf-8", "backslashreplace").decode("utf-8")
            found = ("", f"{ERROR}{words}")
        writer.writerow([*(row[column] for column in columns), *found])
    return out.getvalue(), failed
