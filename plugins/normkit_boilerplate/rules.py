"""The rules by name, each with a page on which it acts and one on which it must not."""

from normkit import Rule

_TITLE = "The bridge that nobody crossed"
_FIRST = (
    "The bridge over the river was closed for two years while it was being repaired, and nobody crossed it."
)
_LAST = "The flood had carried away the middle pier, and the ferry that came instead ran twice a day at most."

_BANNER = "Welcome to the Harbour Post, your paper for the river towns since 1891"
_OFFER = "Call us on 555 0100 or visit our shop in Quay Street."
_BUTTON = "Get a Free Quote"
_MENU = "Skip to content\nHome\nAbout us\nLog in\nSubscribe"
_FOOTER = "Related articles\nPrivacy policy\nTerms of use\nContact us\nFacebook"
_BETWEEN = (
    "Farmers on the east bank drove their cattle forty miles to the next crossing, or sold them at a loss.",
    "The council asked three builders for a price, and each of them asked for more than the town had.",
    "In the second winter the river froze, and for six weeks people walked over the ice to the market.",
    "When the bridge opened at last, on a wet morning in May, the first to cross it was a dog.",
)
_INTERRUPTED = "\n\n".join((*_BETWEEN[:2], *[_BUTTON] * 3, *_BETWEEN[2:]))


def _page(above: str = "", inside: str = "", below: str = "") -> str:
    """Put lines above the title, between the paragraphs and below them."""
    return "\n\n".join(part for part in (above, _TITLE, _FIRST, inside, _LAST, below) if part) + "\n"


def _site(above: str = "", inside: str = "", below: str = "") -> str:
    """Put lines between a menu and the title, between the paragraphs, and between the last one and a footer."""
    return _page(f"{_MENU}\n\n{above}", inside, f"{below}\n\n{_FOOTER}")


def _below(name: str, summary: str, junk: str, content: str) -> Rule:
    """Make a rule that acts below the article and keeps a line inside it."""
    return Rule(name, summary, changes=_site(below=junk), keeps=_page(inside=content))


RULES = (
    Rule(
        "skip-link",
        "A link for screen readers.",
        changes=_page(above="Skip to main content"),
        keeps=_page(inside="Why some skip the bridge"),
    ),
    Rule(
        "navigation",
        "Short lines outside the article, as menus and footers hold.",
        changes=_site(),
        keeps=_page(inside="Oak\nIron\nRope\nTar\nPaint"),
    ),
    _below("share", "A button to share the page.", "Share this article", "A share of the cost"),
    _below("comment-prompt", "An invitation to comment.", "Leave a reply", "No comment from the mayor"),
    _below("comments", "Comments and their heading.", "12 comments", "Comments"),
    _below("related", "Other articles and their heading.", "Similar articles", "Similar bridges"),
    _below("newsletter", "An invitation to subscribe.", "Sign up for our newsletter", "Newsletter"),
    _below("cookie", "A notice on cookies.", "We use cookies to improve this site", "Cookies for the workers"),
    _below("login", "A door to an account.", "Log in\nRegister", "Register"),
    _below(
        "advertisement", "A mark that an advertisement stood here.", "Advertisement", "Advertisement for bids"
    ),
    Rule(
        "caption",
        "The description of a picture.",
        changes=_page(inside="Mayor Ann Lee (L) inspects the new bridge in Oakford on May 3, 2021."),
        keeps=_page(
            inside="OAKFORD, May 3 (Reuters) - Mayor Ann Lee inspects the new bridge in Oakford on Monday."
        ),
    ),
    Rule(
        "photo-credit",
        "Who took a picture.",
        changes=_page(inside="Photo: Juan Cruz / AFP"),
        keeps=_page(inside="Photographs of the Old Bridge"),
    ),
    Rule(
        "author-bio",
        "Who the author is, below the article.",
        changes=_page(below="Ann Lee is a reporter at the Harbour Post. She writes about bridges."),
        keeps=_page(inside="Ann Lee is a reporter at the Harbour Post. She writes about bridges."),
    ),
    Rule(
        "markup-leak",
        "Markup that should not show, outside the article.",
        changes=_page(below="name = twitter:card content = summary /"),
        keeps=_page(inside='<meta name="twitter:card" content="summary">'),
    ),
    Rule(
        "repeated-title",
        "The title again, between paragraphs or below them.",
        changes=_page(inside=_TITLE),
        keeps="A bridge of stone\nNobody crossed\nA bridge of wood\nNobody crossed\n",
    ),
    _below("copyright", "Who holds the rights.", "© 2021 Harbour Post. All rights reserved.", "Rights of way"),
    _below(
        "disclaimer",
        "Where the page's words come from, or that nobody answers for them.",
        "The views expressed are those of the author.",
        "The views expressed are those of the author.",
    ),
    Rule(
        "before-article",
        "What stands above an article and is no part of it, if no other rule says what it is.",
        changes=_site(above=_BANNER),
        keeps=_page(above=_BANNER),
    ),
    Rule(
        "inside-article",
        "What interrupts an article, if no other rule says what it is.",
        changes=_site(inside=_INTERRUPTED),
        keeps=_page(inside=_INTERRUPTED),
    ),
    Rule(
        "after-article",
        "What follows an article and is no part of it, if no other rule says what it is.",
        changes=_site(below=_OFFER),
        keeps=_page(below=_OFFER),
    ),
)

NAMES = tuple(rule.name for rule in RULES)
