"""What counts as evidence: each kind with its rule, its words for the reader and the function that finds it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from normkit import Rule, Span
from normkit_translation import quotes, sentences, wording


class Evidence(NamedTuple):
    """One kind of evidence."""

    rule: Rule
    message: str
    find: Callable[[str], Iterator[Span]]


STRICT = (  # each is a family of its own
    Evidence(
        Rule(
            "two-dots",
            "A sentence ends in two full stops.",
            changes="The talks began again in the old capital..",
            keeps="They know.. but we do not.. Bring nails, etc.. The file is in ../plans and lists 1..9.",
        ),
        "The sentence ends in two full stops; a translation system added its own.",
        sentences.two_dots,
    ),
    Evidence(
        Rule(
            "quote-glued",
            "A quotation mark that should close the quotation stands at the next word.",
            changes="“We have no other choice, ”the minister said.",
            keeps="“We have no other choice,” the minister said. He answered, “she said no.”",
        ),
        "The closing quotation mark slipped to the next word, as when marks are put back after translation.",
        quotes.quote_glued,
    ),
    Evidence(
        Rule(
            "quote-dangling",
            "An opening quotation mark has nothing behind it, or a space cuts off a closing one.",
            changes="He would never give it to us for free “.",
            keeps='He would never call it ‘free’. She asked, “Why?”\nThe shelf is 31 by 11 by 79 1/2 "',
        ),
        "A quotation mark hangs loose at the end, as when marks are put back after translation.",
        quotes.quote_dangling,
    ),
    Evidence(
        Rule(
            "quote-dash-speaker",
            "A dash sets off the speaker, as it does in other languages.",
            changes="“Nobody can say what this will bring, “- the expert sums up.",
            keeps="“Nobody can say.” – Ann Lee, head of sales. It was late – she said nothing.",
        ),
        "The speaker is set off by a dash: the punctuation of another language, kept in translation.",
        quotes.quote_dash_speaker,
    ),
    Evidence(
        Rule(
            "stop-after-function-word",
            "A full stop cuts a sentence off behind a word that cannot end it.",
            changes="The army has. Gathered by the river.",
            keeps="We did all that we could have. United they stood, and more than he had. Indeed.",
        ),
        "The sentence breaks off in the middle and goes on as a new one.",
        sentences.stop_after_function_word,
    ),
    Evidence(
        Rule(
            "inverted-auxiliary",
            "A statement begins as a question does, and has a second verb.",
            changes="They took the town. Was U.S. officials say the attack could begin soon.",
            keeps="Was it late? Were officials to say so, we would go. Is what he says true. Is it.",
        ),
        "The sentence begins like a question but is none, and has one verb too many.",
        sentences.inverted_auxiliary,
    ),
    Evidence(
        Rule(
            "capitalised-function-word",
            "A small word has a capital in the middle of a sentence.",
            changes="The envoy described the talks with the union As “failed” and left.",
            keeps="How We Met: A Story From By the Sea\n\nShe read “As You Like It” and asked: Is that all?",
        ),
        "A small word is capitalised in the middle of the sentence, as if a new one began there.",
        sentences.capitalised_function_word,
    ),
    Evidence(
        Rule(
            "calque",
            "A stock phrase of another language is taken over word by word.",
            changes="Recall that the bridge was closed in May.",
            keeps="I recall that the bridge was closed in May. We were reminded of it.",
        ),
        "This is a stock phrase of another language, put into English word by word.",
        wording.calque,
    ),
    Evidence(
        Rule(
            "decimal-comma",
            "A number has a decimal comma before its unit.",
            changes="Prices rose by 3,5 percent.",
            keeps="Prices rose by 3.5 percent, to 12,500 euros, on pages 3,5 and 7.",
        ),
        "The number is written with a decimal comma, as in many other languages.",
        wording.decimal_comma,
    ),
    Evidence(
        Rule(
            "untranslated-word",
            "At least two lower-case words have foreign letters and are no usual English loans.",
            changes="The größe of the car is a gebräuchliches thing.",
            keeps="The café’s crème brûlée is no cliché, and its protégé wrote a résumé.",
        ),
        "The word seems to have stayed in the language of the original.",
        wording.untranslated_word,
    ),
)

WEAK = (  # shown only beside strict evidence
    Evidence(
        Rule(
            "fragment",
            "A short sentence has no verb. Shown only beside strict evidence: good writers use such sentences.",
            changes="The army has. Gathered there. They denied it. On its demands.",
            keeps="The army has. Gathered there. They denied it. On Monday they left.",
        ),
        "This sentence is only a piece of one.",
        sentences.fragment,
    ),
    Evidence(
        Rule(
            "name-variant",
            "A name is followed by another spelling of it. Shown only beside strict evidence.",
            changes="The army has. Gathered there with Admiral Craig Voller (Craig Faller).",
            keeps="The army has. Gathered there with Admiral Craig Voller (Jim Faller).",
        ),
        "The name is followed by a second spelling of itself, as when it was translated back.",
        wording.name_variant,
    ),
    Evidence(
        Rule(
            "spaced-possessive",
            "The ’s of a possessive stands alone. Shown only beside strict evidence.",
            changes="The army has. Gathered by the river 's bank.",
            keeps="The army has. Gathered by the river's bank in the 1980 s.",
        ),
        "The possessive ’s stands alone, as translation systems leave it.",
        wording.spaced_possessive,
    ),
)
