#!/usr/bin/env python3
"""What each rule of the finders is worth: F1 of every field without it, on an annotated folder.

    python tests/benchmarks/ablation.py FOLDER      (its form: tests/README.md; the same as scripts/evaluate.py FOLDER
    --ablate)

A rule that changes nothing on several folders earns nothing and goes.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from evaluate import main

if __name__ == "__main__":
    sys.exit(main([*sys.argv[1:], "--ablate"]))
