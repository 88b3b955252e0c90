"""`make lighthouse`: Lighthouse's mobile settings on the built site behind a static server with gzip, the median of
three runs."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import install_browser
import site_kit

VERSION = "12.8.2"  # the last for Node 20
RUNS = 3
KINDS = ("home", "bai-viet/*", "nguoi-phat-bieu/*", "nghi-quyet/*", "thoi-gian", "du-lieu")
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=site_kit.ROOT / "sources")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--runs", type=int, default=RUNS)
    args = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        site = site_kit.build(Path(folder), args.sources.resolve())
        kinds = site_kit.kinds(site_kit.parse(site))
        with site_kit.serve(site, zipped=True) as served:
            # a canonical link to another host would cost points that no real host loses
            for file in site.rglob("*.html"):
                file.write_text(file.read_text().replace(site_kit.ADDRESS, served.url))
            (site.parent / "robots.txt").write_text("User-agent: *\nAllow: /\n")
            print(f"{'':18}" + "".join(f"{name:>16}" for name in LEAST) + "   what costs points")
            for kind in args.kinds.split(","):
                runs = [run(served.url + kinds[kind]) for _ in range(args.runs)]
                scores = {name: statistics.median(r["categories"][name]["score"] * 100 for r in runs) for name in LEAST}
                failed |= any(scores[name] < least for name, least in LEAST.items())
                print(
                    f"{kind:18}"
                    + "".join(f"{scores[name]:>16.0f}" for name in LEAST)
                    + "   "
                    + ", ".join(costs(runs[0])),
                    flush=True,
                )
    return int(failed)


def run(url: str) -> dict:
    command = [
        "npx",
        "--yes",
        f"lighthouse@{VERSION}",
        url,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(LEAST)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-background-networking",
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": install_browser.find() or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def costs(result: dict) -> list[str]:
    found = []
    for name in LEAST:
        for ref in result["categories"][name]["auditRefs"]:
            score = result["audits"][ref["id"]]["score"]
            if ref["weight"] and score is not None and score < 0.9:
                found.append(f"{ref['id']} {score:.2f}")
    return found


if __name__ == "__main__":
    sys.exit(main())
