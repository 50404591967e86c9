function walkDocuments(step) {
  const found = matching();
  if (!found.length) return;
  const place = found.indexOf(state.document);
  openDocument(found[Math.max(0, Math.min(found.length - 1, place + step))]);
}

function walkMarks(step) {
  if (!state.document) return;
  const placed = state.document.marks.map((mark, number) => number).filter((number) => shows(state.document.marks[number]) && elementOf(number));
  const after = step > 0 ? placed.find((number) => state.mark === null || number > state.mark) : placed.reverse().find((number) => state.mark !== null && number < state.mark);
  if (after !== undefined) goToMark(after);
}

const KEYS = {
  o: () => go("#overview"),
  d: () => go("#documents"),
  j: () => walkDocuments(1),
  k: () => walkDocuments(-1),
  n: () => walkMarks(1),
  p: () => walkMarks(-1),
  m: () => state.document && setSideBySide(!state.sideBySide),
  t: () => nextTheme(),
  "/": () => {
    if (state.view !== "documents") go("#documents");
    $("query").focus();
  },
  "?": () => ($("help").open ? $("help").close() : $("help").showModal()),
};
const NEED_DOCUMENTS = "jknpm";

function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hideTip();
      if (document.activeElement === $("query")) $("query").blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const act = KEYS[event.key];
    if (!act || (NEED_DOCUMENTS.includes(event.key) && state.view !== "documents") || ($("help").open && event.key !== "?")) return;
    event.preventDefault();
    act();
  });
  $("help-button").addEventListener("click", KEYS["?"]);
}
