"""One document on standard input → its draft as JSON, in bounded time and memory. Run by :mod:`desk`."""

import contextlib
import json
import sys


def bound(memory: int, seconds: int) -> None:
    """Limits of this process, where the system has them."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the document on standard input and write its draft, or why it is refused, to standard output."""
    from sourcepages.importers import desk
    from sourcepages.importers.draft import Refused

    options = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    bound(desk.MEMORY, desk.SECONDS)
    module, function = options["kind"].split(".")
    try:
        if module == "page":
            from sourcepages.importers import page

            draft = (
                page.html(data, options["url"], options["charset"])
                if function == "html"
                else page.mhtml(data, options["url"])
            )
        elif module == "word":
            from sourcepages.importers import word

            draft = word.odt(data) if function == "odt" else word.word(data)
        elif module == "mail":
            from sourcepages.importers.mail import mail

            draft = mail(data)
        elif module == "pdf":
            from sourcepages.importers.pdf import pdf

            draft = pdf(data)
        else:
            from sourcepages.importers.plain import plain

            draft = plain(options["name"], data)
        answer = desk.as_rows(draft)
    except Refused as err:
        answer = {"refused": str(err), "remedy": err.remedy}
    except (MemoryError, RecursionError):
        answer = {"refused": "tệp quá lớn hoặc lồng quá sâu", "remedy": "dán phần chữ của bài vào tệp .txt"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
