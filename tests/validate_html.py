"""`make validate`: every page and style sheet of the built site through the Nu checker (npm vnu-jar; needs Java)."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import site_kit

VERSION = "26.9.27"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=site_kit.ROOT / "sources")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "install", "--silent", "--no-save", "--prefix", folder, f"vnu-jar@{VERSION}"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        jar = Path(folder) / "node_modules/vnu-jar/build/dist/vnu.jar"
        site = site_kit.build(Path(folder), args.sources.resolve())
        files = sorted(map(str, site.rglob("*.html")))
        done = subprocess.run(
            ["java", "-jar", jar, "--format", "json", "--exit-zero-always", *files],
            capture_output=True,
            text=True,
            check=False,
        )
        if not done.stderr.strip().startswith("{"):
            sys.exit(done.stderr)
        messages = json.loads(done.stderr)["messages"]
        for m in messages:
            where = m.get("url", "").split(str(site) + "/")[-1]
            print(
                f"{m['type']} {where}:{m.get('lastLine', 0)}: {m['message']}\n    {m.get('extract', '').strip()[:160]}"
            )
        errors = sum(m["type"] == "error" for m in messages)
        print(f"{len(files)} pages, {errors} errors, {len(messages) - errors} notes")
    return int(errors > 0)


if __name__ == "__main__":
    sys.exit(main())
