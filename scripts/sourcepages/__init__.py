"""Vietnamese press articles in; linked Markdown pages, data files and a search index out.

The stages, in order, each a module of plain functions: :mod:`read` → :mod:`layout` →
:mod:`dates`, :mod:`documents`, :mod:`speakers` (the finders) → :mod:`resolve` and
:mod:`statements` → :mod:`library` → :mod:`render`, :mod:`datafiles`, :mod:`search` →
:mod:`build`, the only one that writes to disk. Nothing here imports MkDocs.
"""
