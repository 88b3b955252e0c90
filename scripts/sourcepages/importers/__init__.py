"""Other formats → article files: an optional extra (``requirements-add.txt``); nothing else of the package imports it.

:mod:`page` reads saved web pages, :mod:`word` Word and OpenDocument files, :mod:`pdf` PDF with text, :mod:`mail`
e-mails, :mod:`plain` text files; :mod:`fetch` gets an address; :mod:`desk` decides which of them, runs it in a process
of its own with bounded time and memory, and puts the result into the sources folder. Nothing in a document is ever
executed or loaded from elsewhere.
"""
