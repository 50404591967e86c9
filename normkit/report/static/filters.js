const filters = { query: "", reason: "", rule: "", kind: "", off: new Set() };

const shows = (mark) =>
  !filters.off.has(stageOf(mark)) &&
  (!filters.rule || mark.rule === filters.rule) &&
  (!filters.kind || mark.kind === filters.kind);

function matching() {
  const ofMarks = filters.rule || filters.kind || filters.off.size;
  return DATA.documents.filter(
    (doc) =>
      (!filters.reason || doc.reasons.includes(filters.reason)) &&
      (!ofMarks || doc.marks.some(shows)) &&
      (!filters.query || textOf(doc).includes(filters.query)),
  );
}

function fillFilters() {
  const all = (key) => [...new Set(DATA.documents.flatMap(key))].sort();
  for (const reason of all((doc) => doc.reasons)) $("reason").append(make("option", { value: reason }, reason));
  const rules = all((doc) => doc.marks.map((mark) => mark.rule));
  for (const stage of DATA.stages) {
    const group = make("optgroup", { label: stage });
    for (const rule of rules.filter((name) => name.startsWith(`${stage}.`))) group.append(make("option", { value: rule }, rule));
    if (group.children.length) $("rule").append(group);
    const chip = make("button", { type: "button", class: `chip ${styleOf({ rule: `${stage}.` })}`, "aria-pressed": "true" });
    chip.append(make("span", { class: "line" }), stage);
    chip.addEventListener("click", () => toggleStage(stage, chip));
    $("stages").append(chip);
  }
}

function toggleStage(stage, chip) {
  const off = !filters.off.delete(stage);
  if (off) filters.off.add(stage);
  chip.setAttribute("aria-pressed", String(!off));
  refresh();
}

function setRule(rule) {
  resetFilters();
  $("rule").value = rule;
  filters.rule = $("rule").value;
}

function resetFilters() {
  Object.assign(filters, { query: "", reason: "", rule: "", kind: "" });
  filters.off.clear();
  for (const id of ["query", "reason", "rule", "kind"]) $(id).value = "";
  for (const chip of $("stages").querySelectorAll("button")) chip.setAttribute("aria-pressed", "true");
}

function listenToFilters() {
  for (const id of ["reason", "rule", "kind"]) {
    $(id).addEventListener("change", () => {
      filters[id] = $(id).value;
      refresh();
    });
  }
  $("query").addEventListener("input", () => {
    filters.query = $("query").value.trim().toLowerCase();
    refresh();
  });
  $("reset").addEventListener("click", (event) => {
    event.preventDefault();
    resetFilters();
    refresh();
  });
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
}
