"""Library → who speaks about which documents: the statements in which a document is mentioned. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .library import DocumentEntry, Library, Person
from .models import Article, Evidence, Statement


@dataclass(frozen=True, slots=True)
class Spoken:
    """``person`` mentions ``document`` in ``statement`` of ``article``, in the words ``mention``."""

    person: Person
    document: DocumentEntry
    article: Article
    statement: Statement
    mention: Evidence


def about(library: Library) -> tuple[Spoken, ...]:
    """Every mention of a document inside a statement, in the library's order of articles and the text's of words."""
    found = []
    for article in library.articles:
        if not article.all_documents:
            continue
        speakers = {s.name: s for s in article.speakers}
        mentions = sorted(
            ((m, d) for d in article.all_documents for m in d.mentions), key=lambda row: (row[0].start, row[0].end)
        )
        for statement in article.statements:
            if speaker := speakers.get(statement.speaker):
                found += [
                    Spoken(
                        library.person(article, speaker),
                        library.document(article, document),
                        article,
                        statement,
                        mention,
                    )
                    for mention, document in mentions
                    if statement.start <= mention.start < statement.end
                ]
    return tuple(found)
