"""The same build, called by MkDocs before it collects files. No logic of its own.

Imports stand at the top: MkDocs has this folder on ``sys.path`` only while it loads the hook.
"""

import logging
import os
from pathlib import Path

from mkdocs.exceptions import PluginError
from sourcepages import report
from sourcepages.build import build

log = logging.getLogger("mkdocs.hooks.sourcepages")  # below mkdocs.*, so that --strict counts the warnings


def on_pre_build(config, **_) -> None:
    sources = Path(os.environ.get("SOURCES") or Path(config.config_file_path).parent / "sources")
    result = build(sources, Path(config.docs_dir), keep_going=bool(os.environ.get("KEEP_GOING")))
    if result.stopped:
        raise PluginError("\n" + report.diagnostics_text(result.errors))
    if result.written or result.removed:
        log.info("%d pages written, %d removed", len(result.written), len(result.removed))
