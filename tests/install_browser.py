"""Make sure a Chromium is there for the browser tests: `make test` runs this first."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The browser to test with: $CHROMIUM, or one on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    if find():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        if (
            subprocess.run(
                ["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL
            ).returncode
            == 0
            and find()
        ):
            return 0
    print(
        "The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
