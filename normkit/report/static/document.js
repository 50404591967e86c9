// The list of documents.
function drawList() {
  const found = matching();
  $("count").textContent = found.length === DATA.documents.length ? plural(found.length, "document") : `${found.length} of ${plural(DATA.documents.length, "document")}`;
  const focused = $("list").contains(document.activeElement);
  $("list").replaceChildren(...found.map(listItem));
  if (focused) currentItem()?.focus({ preventScroll: true });
  $("reset").hidden = !(filters.query || filters.reason || filters.rule || filters.kind || filters.off.size);
  return found;
}

const currentItem = () => $("list").querySelector("[aria-current]");

function listItem(doc) {
  const current = doc === state.document;
  const link = make("a", { href: `#doc=${doc.index}`, "aria-current": current && "true" });
  link.append(addText(make("bdi", { class: "headline" }), doc.headline || "(empty)"));
  const number = doc.marks.filter(shows).length;
  const told = `${plural(number, "mark")} · ${doc.reasons[0] || ""}${doc.reasons.length > 1 ? ` +${doc.reasons.length - 1}` : ""}`;
  link.append(addText(make("bdi", { class: "name" }), doc.name), make("span", { class: "told" }, told));
  if (doc.problems.length) link.append(make("span", { class: "warn" }, plural(doc.problems.length, "problem")));
  return make("li", {}, link);
}

// One document.
function drawDocument() {
  const doc = state.document;
  state.elements.clear();
  hideTip();
  if (!doc) {
    $("document").replaceChildren(make("p", { class: "lead" }, "No sampled document fits these filters."));
    return;
  }
  $("document").replaceChildren(heading(doc), ...problemsOf(doc), metadataOf(doc), toolbar(), bodyOf(doc));
  highlightQuery($("document"), filters.query);
}

function heading(doc) {
  const share = doc.raw.characters ? Math.round((100 * doc.characters) / doc.raw.characters) : 100;
  const facts = [
    `${doc.raw.characters.toLocaleString("en")} → ${plural(doc.characters, "character")} (${share} %)`,
    `${plural(doc.raw.bytes, "byte")} of ${doc.raw.encoding}`,
    `index ${doc.index}`,
  ];
  const header = make("header", {}, addText(make("h2", { dir: "auto" }), doc.headline || "(empty)"));
  const line = make("p", { class: "facts" }, addText(make("bdi", { class: "mono" }), doc.name), ` · ${facts.join(" · ")}`);
  header.append(line, make("p", { class: "facts" }, `Chosen as ${doc.reasons.join(", ")}`));
  return header;
}

function problemsOf(doc) {
  return doc.problems.map((problem) => {
    const told = `Problem: ${problem.stage} ${problem.version}: ${problem.reason}`;
    return addText(make("p", { class: "problem" }), told);
  });
}

function metadataOf(doc) {
  doc.placed ??= new Set(doc.pieces.flatMap((piece) => piece[2]));
  const rows = doc.metadata.filter((row) => row.value !== null);
  const list = make("dl", { class: "metadata" });
  for (const row of rows) {
    const value = make("dd", {}, addText(make("bdi", { class: "value" }), row.value));
    value.append(...row.claims.map((number) => evidence(doc, number)));
    list.append(make("div", {}, make("dt", {}, row.name), value));
  }
  const unknown = doc.metadata.filter((row) => row.value === null).map((row) => row.name);
  if (unknown.length) list.append(make("div", { class: "unknown" }, make("dt", {}, "not known"), make("dd", {}, unknown.join(", "))));
  const open = window.innerWidth > 700;
  return make("details", { class: "about", open }, make("summary", {}, "Metadata"), list);
}

function evidence(doc, number) {
  const mark = doc.marks[number];
  const label = `= ${mark.rule} ${mark.weight.toFixed(2)}`;
  if (!doc.placed.has(number)) return make("span", { class: `note ${styleOf(mark)}` }, `${label}, whole document`);
  return noteButton([number], label, styleOf(mark));
}

function toolbar() {
  const button = (label, sideBySide) => {
    const element = make("button", { type: "button", "aria-pressed": String(state.sideBySide === sideBySide) }, label);
    element.addEventListener("click", () => setSideBySide(sideBySide));
    return element;
  };
  const marks = state.document.marks.filter(shows).length;
  return make(
    "div",
    { class: "toolbar" },
    make("div", { class: "switch", role: "group", "aria-label": "Layout" }, button("Merged", false), button("Side by side", true)),
    make("span", { class: "told" }, plural(marks, "mark"), make("span", { class: "wide" }, " · ", make("kbd", {}, "n"), " ", make("kbd", {}, "p"), " to walk, ", make("kbd", {}, "?"), " for all keys")),
  );
}

function setSideBySide(wanted) {
  const focused = document.activeElement.closest(".switch");
  state.sideBySide = wanted;
  drawDocument();
  if (focused) $("document").querySelector(".switch [aria-pressed=true]").focus();
  if (state.mark !== null) goToMark(state.mark);
}

function bodyOf(doc) {
  const body = make("div", { class: state.sideBySide ? "text beside" : "text merged", role: "region", "aria-label": "Text" });
  if (state.sideBySide) body.append(make("div", { class: "row titles" }, make("span", {}, "Line"), make("span", {}, "Raw"), make("span", {}, "Result")));
  if (doc.shown < doc.raw.characters) body.append(restOf(doc));
  const told = new Set();
  linesOf(doc.pieces).forEach((line, place) => body.append(rowOf(doc, line, place + 1, told)));
  return body;
}

function restOf(doc) {
  const shown = `The first ${plural(doc.shown, "character")} of ${doc.raw.characters.toLocaleString("en")} are shown`;
  const hidden = doc.hidden ? `; ${doc.hidden.toLocaleString("en")} edits or findings stand in the rest` : "";
  return make("p", { class: "lead rest" }, `${shown}${hidden}. `, make("code", {}, "normkit show"), " prints all.");
}
