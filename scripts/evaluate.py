#!/usr/bin/env python3
"""How accurate the record is: convert an annotated folder of articles and compare.

    python scripts/evaluate.py FOLDER              (or: make evaluate GOLD=FOLDER)
    python scripts/evaluate.py FOLDER --misses     what is wrong, article by article
    python scripts/evaluate.py FOLDER --ablate     what each rule contributes: F1 of every field without it

FOLDER/texts/NAME.txt are articles, FOLDER/annotations/NAME.yml says what a reader finds in them, and
FOLDER/statements/NAME.yml, for some or none, who said what. The form of both is in tests/README.md.

A value is right if it is the annotated one with tone marks and case folded; an office if four fifths of its words are;
a document by its number alone. What the annotation flags counts neither way. Intervals are 95 %, by drawing the
articles anew a thousand times. Statements are compared on the visible characters: spans one to one by how far they
overlap, whoever speaks; then whether the speaker is right; then the characters given to the right speaker.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FunctionType, ModuleType

import yaml
from sourcepages import build, dates, documents, layout, read, resolve, speakers, statements, tables
from sourcepages.fold import fold_tone
from sourcepages.models import Article, Evidence

FIELDS = ("date", "speakers", "office", "resolutions", "all documents", "title", "author")
SPANS = ("spans 0.3", "spans 0.8", "speaker of spans", "characters")
ROUNDS = 1000


@dataclass(frozen=True)
class Count:
    """How often a field was right, what was found too much, what was missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is annotated that was found; 1 where nothing is annotated."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        return (
            2 * self.right / (2 * self.right + self.extra + self.missed)
            if self.right + self.extra + self.missed
            else 1.0
        )


@dataclass
class Score:
    """One article: counts by field, and what is wrong in words."""

    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    dateless: bool = False
    invented: bool = False


# --- the parts of the record that are compared ----------------------------------------------------


def edtf(value) -> str:
    """``--11-17`` and ``XXXX-11-17`` are one day; no value is ""."""
    text = "" if value is None else str(value).strip()
    return re.sub(r"^--", "XXXX-", "" if text.lower() in ("null", "none") else text)


def number(value) -> str:
    """A document's number without spaces, variants of the dash and leading zeros."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s", "", str(value))).upper()
    return text.lstrip("0") or text


def same_words(a: str, b: str) -> bool:
    """Whether four fifths of the words of two offices are the same, tone marks and case folded."""
    one, two = (set(re.findall(r"\w+", fold_tone(text))) for text in (a, b))
    return len(one & two) * 2 >= 0.8 * (len(one) + len(two))


def compare_sets(
    wanted: Iterable[str], may: Iterable[str], found: Iterable[str], name: str, misses: list[str]
) -> Count:
    """How many of ``wanted`` were found; what only ``may`` be found counts neither way. What is wrong is added to
    ``misses``."""
    wanted, may, found = set(wanted), set(may), set(found)
    extra, missed = found - wanted - may, wanted - found
    misses += [f"{name}: {value} is not annotated" for value in sorted(extra)] + [
        f"{name}: {value} was not found" for value in sorted(missed)
    ]
    return Count(len(wanted & found), len(extra), len(missed))


def score(article: Article, gold: Mapping) -> Score:
    """One article's record against its annotation."""
    result = Score()
    misses = result.misses
    want, got = edtf(gold["date"].get("value")), article.date.value
    accepted = {want, *(edtf(value) for value in gold["date"].get("alternatives") or [])}
    if got in accepted:
        result.counts["date"] = Count(right=int(bool(got)))
    else:
        result.counts["date"] = Count(extra=int(bool(got)), missed=int(bool(want)))
        misses.append(f"date: {got or 'none'}, annotated {want or 'none'}")
    result.dateless, result.invented = not want, not want and got not in accepted

    people = gold.get("speakers") or []
    found = {fold_tone(speaker.name): speaker for speaker in article.speakers}
    must = {fold_tone(person["name"]): person for person in people if not person.get("flags")}
    result.counts["speakers"] = compare_sets(
        must, (fold_tone(p["name"]) for p in people if p.get("flags")), found, "speaker", misses
    )
    offices = Count()
    for key in must.keys() & found.keys():
        good = same_words(must[key].get("role") or "", found[key].office)
        offices += Count(int(good), int(not good), int(not good))
        if not good:
            misses.append(
                f"office of {found[key].name}: {found[key].office or 'none'}, annotated "
                f"{must[key].get('role') or 'none'}"
            )
    result.counts["office"] = offices

    numbered = gold.get("documents") or []
    for name, kept, ours in (
        ("resolutions", [d for d in numbered if d["kind"] == "nghi-quyet"], article.resolutions),
        ("all documents", numbered, article.all_documents),
    ):
        plain, flagged = ([number(d["number"]) for d in kept if bool(d.get("flags")) is flag] for flag in (False, True))
        result.counts[name] = compare_sets(plain, flagged, (number(d.number) for d in ours), name, misses)

    for name, value in (("title", article.title.value), ("author", article.author.value)):
        want, got = fold_tone(gold.get(name) or ""), fold_tone(value)
        if name == "title" and not want:
            continue  # a page always has a heading; where no headline is printed, any will do
        same = want == got or (name == "author" and want and got and (want in got or got in want))
        result.counts[name] = Count(int(bool(same and want)), int(bool(got) and not same), int(bool(want) and not same))
        if not same:
            misses.append(f"{name}: {value or 'none'}, annotated {gold.get(name) or 'none'}")
    return result


# --- statements -----------------------------------------------------------------------------------


def score_statements(article: Article, gold: list[Mapping], result: Score) -> None:
    """Add the counts of an article's statements. ``fold_start`` and ``fold_end`` of an annotation count visible
    characters; those of doubtful items and of unnamed speakers are left out of the account."""
    visible = [at for at, ch in enumerate(article.source.text) if not ch.isspace()]
    neutral: set[int] = set()
    wanted: list[tuple[str, set[int]]] = []
    for item in gold:
        places = set(range(item["fold_start"], item["fold_end"]))
        if item.get("doubtful") or item.get("unnamed"):
            neutral |= places
        else:
            wanted.append((fold_tone(item["speaker"]), places))
    wanted = [(name, places - neutral) for name, places in wanted]
    taken = set().union(*(places for _, places in wanted))
    found: list[tuple[str, set[int]]] = []
    for statement in article.statements:
        whole = set(range(bisect_left(visible, statement.start), bisect_left(visible, statement.end)))
        rest = whole - neutral
        if rest and (2 * len(rest) >= len(whole) or rest & taken):
            found.append((fold_tone(statement.speaker), rest))
    pairs = sorted(
        ((len(a & b) / len(a | b), i, j) for i, (_, a) in enumerate(wanted) for j, (_, b) in enumerate(found) if a & b),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    for name, level in (("spans 0.3", 0.3), ("spans 0.8", 0.8)):
        left, right = {}, set()
        for overlap, i, j in pairs:
            if overlap >= level and i not in left and j not in right:
                left[i] = j
                right.add(j)
        result.counts[name] = Count(len(left), len(found) - len(left), len(wanted) - len(left))
        if level == 0.3:
            good = sum(wanted[i][0] == found[j][0] for i, j in left.items())
            result.counts["speaker of spans"] = Count(good, len(left) - good, len(left) - good)
            result.misses += [f"statement of {wanted[i][0]} was not found" for i in range(len(wanted)) if i not in left]
            result.misses += [
                f"statement of {found[j][0]} is not annotated" for j in range(len(found)) if j not in right
            ]
    gold_places = {(place, name) for name, places in wanted for place in places}
    our_places = {(place, name) for name, places in found for place in places}
    result.counts["characters"] = Count(
        len(gold_places & our_places), len(our_places - gold_places), len(gold_places - our_places)
    )


# --- a folder -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """An annotated article."""

    name: str
    data: bytes
    gold: Mapping
    statements: list[Mapping] | None


class BadFolder(Exception):
    """The folder is not of the documented form."""


def load(folder: Path) -> list[Sample]:
    """The annotated articles of a folder, by name. Raises :class:`BadFolder`."""
    samples = []
    for path in sorted((folder / "annotations").glob("*.yml")):
        text = folder / "texts" / (path.stem + ".txt")
        said = folder / "statements" / path.name
        if not text.is_file():
            raise BadFolder(f"{path.name} has no article texts/{path.stem}.txt")
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or not isinstance(gold.get("date"), dict):
            raise BadFolder(f"annotations/{path.name}: needs at least “date: {{value: …}}”")
        items = yaml.safe_load(said.read_text(encoding="utf-8")).get("statements") or [] if said.is_file() else None
        samples.append(Sample(path.stem, text.read_bytes(), gold, items))
    if not samples:
        raise BadFolder(
            "no annotations/*.yml in it; give an annotated folder (its form: tests/README.md): make evaluate GOLD=folder"
        )
    return samples


def evaluate(samples: Iterable[Sample], convert: Callable[[Sample], Article]) -> list[Score]:
    """A score an article, in the order given; statements are scored where they are annotated."""
    results = []
    for sample in samples:
        article = convert(sample)
        result = score(article, sample.gold)
        if sample.statements is not None:
            score_statements(article, sample.statements, result)
        results.append(result)
    return results


def total(results: Iterable[Score], name: str) -> Count:
    """The counts of one field over all articles."""
    return sum((result.counts[name] for result in results if name in result.counts), Count())


def interval(results: list[Score], name: str) -> tuple[float, float]:
    """95 % of F1 when the articles are drawn anew."""
    rng = random.Random(7)
    counted = [result.counts[name] for result in results if name in result.counts]
    drawn = sorted(sum((rng.choice(counted) for _ in counted), Count()).f1 for _ in range(ROUNDS))
    return drawn[ROUNDS // 40], drawn[-ROUNDS // 40 - 1]


def report(results: list[Score]) -> str:
    """The table the command prints: precision, recall, F1 and its interval, a field a line."""
    lines = [f"{'':18}{'precision':>10}{'recall':>8}{'F1':>7}   95 % of F1"]
    for name in (*FIELDS, *SPANS):
        if any(name in result.counts for result in results):
            count, (low, high) = total(results, name), interval(results, name)
            lines.append(f"{name:18}{count.precision:10.3f}{count.recall:8.3f}{count.f1:7.3f}   {low:.3f}–{high:.3f}")
    lines.append(
        f"dates where the article gives none: {sum(r.invented for r in results)} of {sum(r.dateless for r in results)}"
    )
    return "\n".join(lines)


# --- ablation -------------------------------------------------------------------------------------


class Stages:
    """The stages up to the mentions, once an article; then the record without the mentions of one rule."""

    def __init__(self, rules: tables.Tables):
        self.rules = rules
        self.made: dict[str, tuple] = {}

    def mentions(self, sample: Sample) -> tuple:
        """What the finders find in one article, before any rule is left out; found once."""
        if sample.name not in self.made:
            source = read.read(sample.name + ".txt", sample.data)
            parts = layout.lay_out(source, self.rules)
            self.made[sample.name] = (
                source,
                parts,
                speakers.find(source, parts, self.rules),
                dates.find(source, parts),
                documents.find(source, self.rules),
            )
        return self.made[sample.name]

    def found_by(self, samples: Iterable[Sample]) -> Counter:
        """How often each rule found something."""
        count: Counter = Counter()
        for sample in samples:
            _, parts, (people, attributions), days, papers = self.mentions(sample)
            evidence = [getattr(parts, name) for name in ("title", "author", "publisher", "url", "rubric")]
            evidence += [mention.evidence for mention in (*people, *days, *papers)] + [
                attribution.subject for attribution in attributions
            ]
            count.update(found.rule for found in evidence if found)
        return count

    def without(self, sample: Sample, rule: str) -> Article:
        """The article's record as if ``rule`` did not exist; "" leaves everything in."""
        source, parts, (people, attributions), days, papers = self.mentions(sample)

        def keeps(found: Evidence | None) -> bool:
            return found is not None and found.rule != rule

        parts = replace(
            parts,
            **{
                name: getattr(parts, name) if keeps(getattr(parts, name)) else None
                for name in ("title", "author", "publisher", "url", "rubric")
            },
        )
        people = tuple(mention for mention in people if keeps(mention.evidence))
        attributions = tuple(attribution for attribution in attributions if keeps(attribution.subject))
        people, attributions = resolve.resolve_people(parts, people, attributions, self.rules)
        said = statements.attribute(source, parts, people, attributions, self.rules)
        return resolve.resolve(
            source,
            parts,
            sample.name,
            tuple(m for m in days if keeps(m.evidence)),
            tuple(m for m in papers if keeps(m.evidence)),
            people,
            attributions,
            said,
            self.rules,
        )


def ablation(samples: list[Sample], rules: tables.Tables) -> str:
    """F1 of every field without each rule, less what it is with all of them; rules that change nothing at the end.

    A rule is what :class:`Evidence` names, a kind of a table's words, or a question the finder of people asks of a
    text."""
    stages = Stages(rules)
    names = (*FIELDS, "spans 0.3", "characters")
    whole = evaluate(samples, lambda sample: stages.without(sample, ""))
    full = {name: total(whole, name).f1 for name in names}
    lines = [
        f"{'rule':38}{'found':>6}" + "".join(f"{name:>15}" for name in names),
        f"{'(all)':38}{'':6}" + "".join(f"{full[name]:15.3f}" for name in names),
    ]
    idle: list[str] = []

    def add(rule: str, count: int, results: list[Score]) -> None:
        change = [total(results, name).f1 - full[name] for name in names]
        if any(abs(value) >= 0.0005 for value in change):
            lines.append(
                f"{rule:38}{count or '':6}"
                + "".join(f"{value:+15.3f}" if abs(value) >= 0.0005 else f"{'·':>15}" for value in change)
            )
        else:
            idle.append(f"{rule} ({count})" if count else rule)

    for rule, count in sorted(stages.found_by(samples).items()):
        add(rule, count, evaluate(samples, lambda sample, rule=rule: stages.without(sample, rule)))
    for name in TABLES:
        for kind, fewer in without_rows(rules, name):
            other = Stages(fewer)
            add(f"{name}.{kind}", 0, evaluate(samples, lambda sample, other=other: other.without(sample, "")))
    for name, places in questions():
        with answered_no(places):
            other = Stages(rules)
            add(name, 0, evaluate(samples, lambda sample, other=other: other.without(sample, "")))
    return "\n".join([*lines, "change nothing here: " + (", ".join(idle) or "none")])


TABLES = (
    "abbreviations",
    "accounts",
    "cues",
    "documents",
    "given-names",
    "honorifics",
    "offices",
    "organisations",
    "particles",
    "references",
    "surnames",
)
"""Tables whose kinds are left out one after the other."""


def without_rows(rules: tables.Tables, name: str) -> Iterator[tuple[str, tables.Tables]]:
    """The tables with the words of one kind of table ``name`` taken out, for each of its kinds."""

    def kind(row: Mapping) -> str:
        return str(next((row[field] for field in ("kind", "weight", "language", "gender") if row.get(field)), "other"))

    for left in dict.fromkeys(map(kind, rules[name])):
        rows = tuple({**row, "words": []} if kind(row) == left else row for row in rules[name])
        yield left, tables.Tables({**rules.entries, name: rows}, rules.digest)


RESOLVING = ("people", "names", "offices", "references")
"""Modules that say who is meant."""


def questions() -> Iterator[tuple[str, list[tuple[ModuleType, str]]]]:
    """Every yes-or-no question the finder of people asks of a text (a function that returns ``bool``), and the modules
    that know it by name."""
    modules = [
        module
        for name, module in sorted(sys.modules.items())
        if name.startswith((speakers.__name__ + ".", *(f"{resolve.__name__}.{part}" for part in RESOLVING)))
    ]
    for module in modules:
        for name, asked in sorted(vars(module).items()):
            if (
                isinstance(asked, FunctionType)
                and asked.__module__ == module.__name__
                and asked.__annotations__.get("return") == "bool"
            ):
                yield (
                    f"{module.__name__.partition('.')[2]}.{name}",
                    [(other, name) for other in modules if vars(other).get(name) is asked],
                )


@contextmanager
def answered_no(places: list[tuple[ModuleType, str]]) -> Iterator[None]:
    """One question answered with no wherever it is asked."""
    module, name = places[0]
    asked = getattr(module, name)
    try:
        for module, name in places:
            setattr(module, name, lambda *_: False)
        yield
    finally:
        for module, name in places:
            setattr(module, name, asked)


def main(argv: list[str] | None = None) -> int:
    """Evaluate a folder and print the result; 0, or 2 for a folder of another form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="annotated folder")
    parser.add_argument("--misses", action="store_true", help="list what is wrong, article by article")
    parser.add_argument("--ablate", action="store_true", help="what each rule contributes")
    args = parser.parse_args(argv)
    rules = tables.load()
    try:
        samples = load(args.folder)
    except BadFolder as err:
        print(f"{args.folder}: {err}", file=sys.stderr)
        return 2
    if args.ablate:
        print(ablation(samples, rules))
        return 0
    results = evaluate(samples, lambda sample: build.convert(sample.name + ".txt", sample.data, sample.name, rules))
    if args.misses:
        for sample, result in zip(samples, results, strict=True):
            if result.misses:
                print(sample.name, *result.misses, sep="\n    ")
    said = sum(sample.statements is not None for sample in samples)
    print(f"{len(samples)} articles, statements annotated in {said}")
    print(report(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
