"""`python -m yunfu_court.embedded run | manage ... | keep`: what `./court` calls once the packages are installed."""

import sys

from yunfu_court.embedded import addresses, errands, supervisor
from yunfu_court.embedded.servers import ServerError


def main(arguments: list[str]) -> int:
    """The exit status: 0, the managed command's, or 1 with one line on standard error."""
    base = addresses.var()
    try:
        match arguments:
            case ["run"]:
                return supervisor.run(base)
            case ["manage", *rest]:
                return errands.manage(base, rest)
            case ["keep"]:
                return errands.keep(base)
    except ServerError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            print(f"磁盘已满（{base}），请清理后再试。The disk is full ({base}): free some space.", file=sys.stderr)
            return 1
        raise
    print("usage: python -m yunfu_court.embedded run | manage <command> | keep", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
