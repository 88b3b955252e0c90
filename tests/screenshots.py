"""`make screenshots`: every kind of page on a phone, on a desktop, in the dark and in print, as files to look at."""

import argparse
import tempfile
from pathlib import Path

import site_kit
from playwright.sync_api import sync_playwright

LOOKS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=site_kit.ROOT / "sources")
    parser.add_argument("--out", type=Path, default=site_kit.ROOT / "build" / "screenshots")
    parser.add_argument("--only", default="", help="kinds of page to take, separated by commas")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = site_kit.build(Path(folder), args.sources.resolve())
        kinds = site_kit.kinds(site_kit.parse(site))
        with site_kit.serve(site) as served, sync_playwright() as playwright:
            browser = site_kit.launch(playwright)
            for look, options in LOOKS.items():
                context = browser.new_context(**options)
                page = context.new_page()
                for kind, path in kinds.items():
                    if args.only and kind not in args.only.split(","):
                        continue
                    page.emulate_media(media="print" if look == "print" else "screen")
                    page.goto(served.url + path)
                    page.wait_for_load_state("networkidle")
                    file = args.out / f"{kind.replace('/*', '-x').replace('/', '-').removesuffix('.html')}.{look}.png"
                    page.screenshot(path=file, full_page=True)
                    print(file)
                context.close()
            browser.close()


if __name__ == "__main__":
    main()
