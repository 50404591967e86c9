"""Texts on which careless code fails."""

NASTY = {
    "empty": "",
    "one character": "x",
    "blank lines": "\n\n \n\t\n",
    "no final terminator": "one\n\ntwo",
    "carriage returns": "one\r\n\r\ntwo\rthree\r\n",
    "every line break": "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i\nj",
    "control characters": "a\x00b\x01c\x1b[31md\x7fe\x9ff",
    "invisible characters": "\ufeffa\u200bb\u200cc\u200dd\u2060e\u00adf\u180eg",
    "spaces": "a\u00a0b\u2009c\u202fd\u3000e\u2003f",
    "directions": "\u202eabc\u202c العربية עברית \u2066x\u2069",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea \u2764\ufe0f 1\ufe0f\u20e3",
    "combining marks": "e\u0301" + "a" + "\u0300" * 500,
    "no language": "12345 67890 https://example.org/a?b=c&d=e 3.14 ... !!!",
    "replacement characters": "\ufffd\ufffd a \ufffd\n\ufffd",
    "private and unassigned": "\ue000\U0010ffff\u0378\ufdd0",
    "half an entity": "&amp &; &#; &#x; &#1114112; &#xD800; &lt;p&gt; &amp;amp;",
    "half a tag": "<p <a href='x\"> </ <!-- <![CDATA[ ]]> a < b > c",
    "half a mojibake": "Ã Â â€ Ã© â€™ ÃƒÂ© Ð\x9fÑ\x80Ð¸Ð²ÐµÑ‚",
    "quotes": "“ ” ‘ ’ « » \" ' „ “a”b“ ”. “. “\n”\n",
    "one long word": "a" * 3000,
    "one long line": "lorem ipsum dolor, " * 300,
    "equal lines": "the same line again\n" * 200,
    "one-word lines": "word\n\n" * 200,
    "chinese": "他说:“今天的天气很好。”\n\n我们去公园散步吧。\n",
    "thai": "สวัสดีครับ วันนี้อากาศดีมาก\n",
    "arabic": "قال الوزير إن المحادثات مستمرة.\n\nتابعونا على تويتر\n",
}

GROWING = {
    "prose": "The council met on Tuesday, and nobody came. ",
    "lines": "A short line\n",
    "paragraphs": "“We agreed,” she said. “It was late.”\n\n",
    "one letter": "a",
    "spaces": " ",
    "line breaks": "\n",
    "full stops": ".",
    "quotes": "“",
    "brackets": "(a",
    "ampersands": "&a",
    "digits": "12.",
    "names": "Ann Lee ",
    "replacement characters": "\ufffd",
    "mojibake": "Ã©",
}
"""Pieces that are repeated to see how the time grows."""

_BROKEN = {
    "bytes of no encoding": b"a\xff\xfe\xfdb\x80\n\xc3",
    "cut in a character": "Ferry – bridge".encode()[:8],
    "surrogates as UTF-8": b"a\xed\xa0\x80b\xed\xbf\xbf",
    "UTF-16": "\ufeffThe old ferry\n\nIt sails.".encode("utf-16-le"),
    "Windows-1252": b"\x93Yes,\x94 she said \x96 caf\xe9",
    "every byte": bytes(range(256)),
}


def hostile() -> dict[str, bytes]:
    """Return raw documents on which careless code fails, by what is wrong with them."""
    return {label: text.encode() for label, text in NASTY.items()} | _BROKEN
