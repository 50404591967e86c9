"use strict";

// All text of documents is data: it reaches the page as text nodes, never as markup.
const DATA = JSON.parse(document.getElementById("data").textContent);
const [KEPT, GONE, NEW] = [0, 1, 2];
const SIGNS = { removed: "−", replaced: "~", inserted: "+", finding: "?", evidence: "=" };
const state = { view: "overview", document: null, mark: null, sideBySide: false, elements: new Map() };

const $ = (id) => document.getElementById(id);
const stageOf = (mark) => mark.rule.slice(0, mark.rule.indexOf("."));
const placeOf = (stage) => Math.max(DATA.stages.indexOf(stage), 0) % 8;
const isEdit = (mark) => mark.kind !== "finding" && mark.kind !== "evidence";
const styleOf = (mark) => `st${placeOf(stageOf(mark))}`;

// Make an element; strings among the children become text.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const plural = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

// The address says what is shown: #overview, #documents, #rule=NAME, #doc=INDEX, #doc=INDEX&edit=NUMBER.
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (parts.has("doc")) return { view: "documents", doc: Number(parts.get("doc")), mark: parts.get("edit") };
  if (parts.has("rule")) return { view: "documents", rule: parts.get("rule") };
  return { view: parts.has("documents") ? "documents" : "overview" };
}

function writeAddress() {
  if (state.view !== "documents" || !state.document) return;
  const edit = state.mark === null ? "" : `&edit=${state.mark}`;
  history.replaceState(null, "", `#doc=${state.document.index}${edit}`);
}
