// Follow at once: the browser tells of a new address only later, and the next key may come before.
function go(address) {
  history.pushState(null, "", address);
  follow();
}

function openDocument(doc, mark = null) {
  state.document = doc;
  state.mark = null;
  drawList();
  drawDocument();
  writeAddress();
  currentItem()?.scrollIntoView({ block: "nearest" });
  if (mark !== null) goToMark(mark);
}

// Draw again after a filter was changed; the document stays while it fits.
function refresh() {
  const found = drawList();
  if (!found.includes(state.document)) openDocument(found[0] || null);
  else drawDocument();
}

function follow() {
  const wanted = readAddress();
  if (location.hash === "#main") return;
  state.view = wanted.view;
  for (const view of ["overview", "documents"]) $(`${view}-view`).hidden = view !== wanted.view;
  for (const link of document.querySelectorAll("nav a[data-view]")) {
    if (link.dataset.view === wanted.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  hideTip();
  if (wanted.view !== "documents") return;
  if (wanted.rule !== undefined) setRule(wanted.rule);
  const named = DATA.documents.find((doc) => doc.index === wanted.doc);
  const found = matching();
  openDocument(named || (found.includes(state.document) && state.document) || found[0] || null, wanted.mark == null ? null : Number(wanted.mark));
  if (wanted.rule) walkMarks(1);
  else if (wanted.mark == null) window.scrollTo(0, 0);
}

const THEMES = ["auto", "light", "dark"];

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  $("theme-name").textContent = theme;
}

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
  setTheme(next);
  try {
    localStorage.setItem("normkit-theme", next);
  } catch {} // a browser may keep nothing
}

// How much of the window the bars above a document take.
function measureHead() {
  const height = document.querySelector(".top").offsetHeight + document.querySelector(".filters").offsetHeight;
  document.documentElement.style.setProperty("--head", `${height}px`);
}

function start() {
  try {
    const kept = localStorage.getItem("normkit-theme");
    if (THEMES.includes(kept)) setTheme(kept);
  } catch {}
  new ResizeObserver(measureHead).observe(document.querySelector(".filters"));
  $("theme").addEventListener("click", nextTheme);
  fillFilters();
  listenToFilters();
  listenToMarks();
  listenToKeys();
  window.addEventListener("hashchange", follow);
  follow();
}

start();
