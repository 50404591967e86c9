"""What is to be known of the weights."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from training.boilerplate.hints import MARKED, Hinted
from training.boilerplate.pages import FOLDS, Page
from training.boilerplate.validation import Held, figures
from training.command import today

_CARD = """# The weights of `boilerplate`

Made by `python training/boilerplate DATA ROWS` on {day}; the code of the features is the stage's own.

- **What**: a convolutional network over the lines of a page. Of each line it is given numbers and the sum of
  its hashed n-grams; six layers look ever farther; out come the probabilities of four parts: before the
  article, article, junk inside it, after it, at temperature {temperature}, so that they are calibrated.
  Half precision, the n-grams in eight bits.
- **Data**: {pages} pages ({renderings}) whose article is known, almost all English, of {sites} sites. Lines
  are labelled by the choice of lines whose 4-word shingles come closest to that text, with the title if it
  stands right above them. Each epoch sees other variants of the pages: less around the article, the
  surroundings of others, a piece of it alone. Of {hinted}
  more renderings, {german} of them German, nobody has marked the article: a first network, what another program
  found in their HTML and passages that were marked say of most lines what they are, and the second network,
  this one, is trained on these, too; they count half.
- **How right**: on sites that were not trained on, {folds} parts in turn; before the rules of their own kind
  act, and without the title, of which the labels say nothing. Strengths are those of the option:

{table}

  Of the lines marked on {marked_sites} other sites, {stay:.3f} of those that must stay do, and {go:.3f} of the
  others go.

- **Weak at**: comments and teasers that read as the article; pages of products and directories; junk inside the
  article. Of languages other than English and German it knows shapes, places and the phrases of `phrases/`, not
  the words. It has seen no poetry, code, or script without capitals; articles in these scripts stay.
"""


def card(
    pages: Sequence[Page],
    hinted: Sequence[Hinted],
    held: Sequence[Held],
    marked: tuple[float, float],
    temperature: float,
) -> str:
    """Return the card as Markdown; `marked` are the shares of `marked_lines`."""
    renderings = Counter(page.rendering for page in pages)
    return _CARD.format(
        day=today().isoformat(),
        temperature=temperature,
        pages=len({page.name for page in pages}),
        renderings=", ".join(f"{count} as {name}" for name, count in sorted(renderings.items())),
        sites=len({page.site for page in pages}),
        hinted=len(hinted),
        german=sum(page.language == "de" for page, _ in hinted),
        marked_sites=len({page.site for page, odds in hinted if (np.abs(odds) == MARKED).any()}),
        stay=marked[0],
        go=marked[1],
        folds=FOLDS,
        table="\n".join(figures(held, temperature)),
    )
