"""What corresponds between an old and a new document: sentences, clauses and tables."""

from diffing.aligning.alignment import Alignment, ClauseLink, Link, TableLink
from diffing.aligning.documents import align
from diffing.aligning.sentences import align_sentences

__all__ = ["Alignment", "ClauseLink", "Link", "TableLink", "align", "align_sentences"]
