"""Errata letters: what a record says about one paper, on a few pages for its author."""

from proofs.report.letter.content import Erratum as Erratum
from proofs.report.letter.content import Letter as Letter
from proofs.report.letter.content import letter as letter
from proofs.report.letter.render import to_html as to_html
from proofs.report.letter.render import to_latex as to_latex
from proofs.report.letter.render import to_markdown as to_markdown
from proofs.report.letter.render import write_letter as write_letter
