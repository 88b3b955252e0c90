"""Cues → attributions: who each "cho biết", "Theo …", colon or quotation belongs to."""

from __future__ import annotations

from .clauses import Clauses, Found
from .cues import cue
from .leads import lead
from .lexicon import Lexicon
from .names import Name
from .quoted import after_quotation, colon
from .tokens import Tokens


def attribute(tokens: Tokens, lex: Lexicon, names: list[Name], skip: list[bool]) -> list[Found]:
    """Every attribution of an article, each cue used once. ``skip`` marks tokens outside the running text (captions,
    headline, byline …)."""
    cl, found = Clauses(tokens, lex, names), []
    t, keys = tokens, tokens.keys
    lead_first = lex.leads.first
    for i in t.points:
        word = t.words[i]
        closes = word in '”"»'
        if skip[i]:
            continue
        if t.quoted[i] >= 0 and not closes:
            if i in t.cues and t.quoted[i - 1] == t.quoted[i] == i + t.cues[i][0] and t.words[i - 1] in '“"':
                found += cue(cl, i - 1, t.cues[i][0] + 2, t.cues[i][1])  # `ông X “bật mí”`
            continue
        if keys[i] in lead_first and (hit := lex.leads.at(keys, i)):
            found += lead(cl, i, *hit)
        if i in t.cues:
            found += cue(cl, i, *t.cues[i])
        elif closes:
            if t.quoted[i] == i or (t.quoted[i] < 0 and i and t.near(i)):
                found += after_quotation(cl, i)
        elif word == ":":
            found += colon(cl, i, found)
    unique: dict[tuple[int, int], Found] = {}
    for one in sorted(found, key=lambda f: (f.c, f.name is None, f.a)):
        unique.setdefault((one.c, one.a), one)
    return list(unique.values())
