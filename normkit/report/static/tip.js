// What is told of a mark when it is hovered or focused.
function tipFor(doc, number) {
  const mark = doc.marks[number];
  const box = make("div", { class: `told-mark ${styleOf(mark)}` });
  box.append(make("p", { class: "rule" }, `${SIGNS[mark.kind]} ${mark.rule}`, make("span", {}, `${mark.kind} · ${mark.kind === "finding" ? "score" : "confidence"} ${mark.weight.toFixed(2)}`)));
  if (mark.message) box.append(addText(make("p"), mark.message));
  else if (DATA.summaries[mark.rule]) box.append(make("p", {}, DATA.summaries[mark.rule]));
  if (mark.kind === "evidence") box.append(make("p", { class: "quote" }, `${mark.name} = `, addText(make("bdi"), String(mark.value))));
  if (mark.kind === "replaced" || mark.kind === "inserted") {
    const line = make("p", { class: "quote" });
    if (mark.removed) line.append(addText(make("bdi"), mark.removed, ALL_INVISIBLE), " became ");
    line.append(addText(make("bdi"), mark.inserted, ALL_INVISIBLE));
    box.append(line);
  }
  return box;
}

function showTip(element) {
  const numbers = element.dataset.marks.split(" ").map(Number);
  const tip = $("tip");
  tip.replaceChildren(...numbers.map((number) => tipFor(state.document, number)));
  tip.hidden = false;
  element.setAttribute("aria-describedby", "tip");
  const place = element.getBoundingClientRect();
  const below = place.bottom + tip.offsetHeight + 12 < window.innerHeight;
  const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
  tip.style.left = `${left}px`;
  tip.style.top = `${window.scrollY + (below ? place.bottom + 1 : Math.max(8, place.top - tip.offsetHeight - 1))}px`;
}

function hideTip() {
  $("tip").hidden = true;
  for (const element of document.querySelectorAll("[aria-describedby=tip]")) element.removeAttribute("aria-describedby");
}

const elementOf = (number) => state.elements.get(number);

function goToMark(number) {
  const element = elementOf(number);
  if (!element) return;
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  select(number, element);
}

function select(number, element) {
  state.mark = number;
  for (const old of document.querySelectorAll(".selected")) old.classList.remove("selected");
  for (const part of $("document").querySelectorAll(`[data-marks~="${number}"]`)) part.classList.add("selected");
  writeAddress();
  showTip(element);
}

function listenToMarks() {
  const article = $("document");
  const target = (event) => event.target.closest(".text [data-marks]");
  document.addEventListener("mouseover", (event) => {
    const element = target(event);
    if (element) showTip(element);
    else if (!event.target.closest("#tip")) hideTip();
  });
  article.addEventListener("click", (event) => {
    const element = target(event);
    if (element) select(Number(element.dataset.marks.split(" ")[0]), element);
  });
  article.addEventListener("focusout", hideTip);
}
