// One line of the raw text, what became of it, and in the margin the rules that acted in it.
function rowOf(doc, line, number, told) {
  const blank = !line.some((piece) => piece.text.trim());
  const gone = line.length > 0 && line.every((piece) => piece.status === GONE);
  for (const piece of line) piece.sole = !gone || (blank && !piece.marks.some((mark) => told.has(mark)));
  const row = make("div", { class: `row${blank ? " blank" : ""}${gone ? " gone-row" : ""}` });
  if (gone) row.classList.add(styleOf(doc.marks[line[0].marks.findLast((mark) => isEdit(doc.marks[mark]))]));
  row.append(make("span", { class: "number", "aria-hidden": "true" }, String(number)));
  if (state.sideBySide) {
    row.append(cell(doc, line.filter((piece) => piece.status !== NEW)), cell(doc, line.filter((piece) => piece.status !== GONE)));
  } else {
    row.append(cell(doc, line));
  }
  row.append(notesOf(doc, line, told));
  return row;
}

function cell(doc, pieces) {
  const element = make("div", { class: "cell", dir: "auto" });
  for (const piece of pieces) {
    if (piece.text || (piece.broken && piece.sole)) element.append(pieceElement(doc, piece));
  }
  return element;
}

function pieceElement(doc, piece) {
  const shown = piece.marks.filter((number) => shows(doc.marks[number]));
  const edits = shown.filter((number) => isEdit(doc.marks[number]));
  if (!shown.length && piece.status !== GONE) return addText(document.createDocumentFragment(), piece.text);
  const tag = edits.length ? { [GONE]: "del", [NEW]: "ins" }[piece.status] : piece.status === GONE ? "s" : "mark";
  const element = make(tag, { class: classesOf(doc, shown, edits) });
  if (shown.length) {
    element.setAttribute("data-marks", shown.join(" "));
    element.tabIndex = -1;
    for (const number of shown) if (!state.elements.has(number)) state.elements.set(number, element);
  }
  addText(element, piece.text, piece.status === KEPT ? INVISIBLE : ALL_INVISIBLE);
  if (piece.broken && piece.sole) element.append(make("span", { class: "code-point", title: "line break" }, "↵"));
  return element;
}

function classesOf(doc, shown, edits) {
  const others = shown.map((number) => doc.marks[number]).filter((mark) => !isEdit(mark));
  const leading = edits.length ? edits[edits.length - 1] : shown[0];
  return [leading === undefined ? "other" : styleOf(doc.marks[leading]), ...new Set(others.map((mark) => mark.kind))].join(" ");
}

// Name each mark where it begins, those of one rule together.
function notesOf(doc, line, told) {
  const groups = new Map();
  for (const number of line.flatMap((piece) => piece.marks)) {
    const mark = doc.marks[number];
    if (told.has(number) || !shows(mark)) continue;
    told.add(number);
    const label = `${SIGNS[mark.kind]} ${mark.kind === "evidence" ? mark.name : mark.rule}`;
    groups.set(label, [...(groups.get(label) || []), number]);
  }
  const notes = make("div", { class: "notes" });
  for (const [label, numbers] of groups) {
    const times = numbers.length > 1 ? ` ×${numbers.length}` : "";
    notes.append(noteButton(numbers, label + times, styleOf(doc.marks[numbers[0]])));
  }
  return notes;
}

function noteButton(numbers, label, style) {
  const button = make("button", { type: "button", class: `note ${style}` }, label);
  button.addEventListener("click", () => {
    const next = numbers.find((number) => state.mark !== null && number > state.mark);
    goToMark(next === undefined ? numbers[0] : next);
  });
  return button;
}
