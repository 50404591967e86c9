// What cannot be seen, or turns the text around it, is written as its name. Joiners stay: scripts need them.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu;
const NAMES = { 0xa0: "NBSP", 0xad: "SHY", 0x200b: "ZWSP", 0x200e: "LRM", 0x200f: "RLM", 0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xfeff: "BOM" };

function codeName(character) {
  const point = character.codePointAt(0);
  return NAMES[point] || `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}

// Append a text, its invisible characters made visible; in what was removed that holds for odd spaces too.
function addText(parent, text, pattern = INVISIBLE) {
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parent.append(text.slice(end, match.index));
    const name = codeName(match[0]);
    parent.append(make("span", { class: "code-point", title: name }, name));
    end = match.index + match[0].length;
  }
  if (end < text.length) parent.append(text.slice(end));
  return parent;
}

const ALL_INVISIBLE = new RegExp(`${INVISIBLE.source}|${SPACES.source}`, "gu");

// Cut the pieces of a document into the lines of its raw text; a line break that went is still one.
function linesOf(pieces) {
  const lines = [[]];
  for (const [text, status, marks] of pieces) {
    const parts = status === NEW ? [text] : text.split("\n");
    parts.forEach((part, place) => {
      if (place) lines.push([]);
      const broken = status === GONE && place < parts.length - 1;
      if (part || broken) lines[lines.length - 1].push({ text: part, status, marks, broken });
    });
  }
  if (!lines[lines.length - 1].length) lines.pop();
  return lines;
}

function textOf(doc) {
  doc.lower ??= `${doc.name} ${doc.id} ${doc.headline} ${doc.pieces.map((piece) => piece[0]).join("")}`.toLowerCase();
  return doc.lower;
}

// Mark what is searched for, without touching the elements, where the browser can.
function highlightQuery(root, query) {
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.delete("query");
  if (!query) return;
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    if (text.length !== node.data.length) continue;
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + query.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("query", new Highlight(...ranges));
}
