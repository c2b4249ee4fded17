"""Words that were reworded, moved, split, merged, added or removed, where no figure or claim tells it better."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diffing.aligning.alignment import Link
from diffing.aligning.masking import unnumbered
from diffing.change import Kind, Quote, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import Finding, joined, quote
from diffing.document import Document, Sentence
from diffing.keys import key
from diffing.reasons import because
from diffing.wording import runs

# A sentence that is split at ", and" loses the word.
_JOINING = re.compile(r"[,;.] ?(?:and\b|并且?)")


def reworded(comparison: Comparison, old: Sequence[Sentence], new: Sequence[Sentence], likeness: float) -> Finding:
    """One finding for a link whose words have changed and nothing else."""
    kind, relation, code = _shape(old, new)
    return Finding(
        kind=kind,
        relation=relation,
        reason=because(code),
        old=quote(comparison.old.document, old),
        new=quote(comparison.new.document, new),
        section=section(comparison.new.document, new[0]),
        wording=runs(joined(old), joined(new), language=comparison.new.document.language),
        confidence=likeness,
        place=new[0].start,
    )


def _shape(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[Kind, Relation, str]:
    if unnumbered(key(joined(old))) == unnumbered(key(joined(new))):
        return Kind.REWORDED, Relation.PAGE_ARTIFACT, "text_renumbered"
    if len(old) != len(new) and _same_words(old, new):
        relation = Relation.SPLIT if len(old) < len(new) else Relation.MERGED
        return Kind.REWORDED, relation, f"text_{relation}"
    return Kind.REWORDED, Relation.REWORDED, "text_reworded"


def _same_words(old: Sequence[Sentence], new: Sequence[Sentence]) -> bool:
    """Whether only marks differ, the word that joined the sentences, and the capital that follows a full stop."""
    return _words(old) == _words(new)


def _words(sentences: Sequence[Sentence]) -> str:
    joinless = _JOINING.sub(" ", key(joined(sentences)).casefold())
    return joinless.translate(str.maketrans("", "", ",.;: "))


def moved(comparison: Comparison, link: Link) -> Finding:
    """One finding for the same words in another place."""
    old = [comparison.old.document.sentences[index] for index in link.old]
    new = [comparison.new.document.sentences[index] for index in link.new]
    return Finding(
        kind=Kind.MOVED,
        relation=Relation.MOVED,
        reason=because("text_moved"),
        old=quote(comparison.old.document, old),
        new=quote(comparison.new.document, new),
        section=section(comparison.new.document, new[0]),
        confidence=link.likeness,
        place=new[0].start,
    )


def moves(comparison: Comparison) -> Iterator[Finding]:
    """The links that stand in another place."""
    return (moved(comparison, link) for link in comparison.alignment.links if link.moved)


def section(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """The headings a sentence stands under, without itself when it is one."""
    path = document.section_path(sentence.block)
    return path[:-1] if path and key(path[-1]) == key(sentence.text) else path


def whole(document: Document, sentence: Sentence) -> Quote:
    """The quote of one sentence."""
    found = quote(document, [sentence])
    assert found is not None
    return found
