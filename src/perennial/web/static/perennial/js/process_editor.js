/* The editor: a drawing, the stage it is shown on, tools and lists. The server draws; nothing is saved until asked. */
import { tell } from "./frame.js";
import { Drawing } from "./process_drawing.js";
import { Stage } from "./process_stage.js";

const root = document.getElementById("editor");
const form = document.getElementById("process-form");
const lists = document.getElementById("lists");
const state = document.getElementById("editor-state");
const dialog = document.getElementById("step-dialog");
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const field = (name) => document.getElementById(`step-${name}`);
const words = root.dataset;
const offered = read("offered");
const PAUSE = 350;

let canvas = read("canvas");
let picked = "", from = null, waiting = null, nudged = null, asked = 0;
const drawing = new Drawing(canvas.drawing);
const stage = new Stage(root, did);

function did(act, what) {
  if (act === "pick" || act === "enter") {
    if (from) return connectTo(what);
    pick(what.key);
    if (act === "enter") openStep(what.step);
  } else if (act === "open") openStep(what.step);
  else if (act === "connect") begin(what.step);
  else if (act === "main") carry(drawing.toggleMain(what.source, what.target));
  else if (act === "remove") remove(what);
  else if (act === "move") carry(drawing.move(what.step, what.x, what.y, stage.places));
  else if (act === "nudge") {
    clearTimeout(waiting);
    nudged = what;
    waiting = setTimeout(() => carry(rest()), PAUSE);
  }
}

/** Where the arrow keys have brought a step becomes part of the drawing; false where nothing moved. */
function rest() {
  clearTimeout(waiting);
  const what = nudged;
  nudged = null;
  return what ? drawing.move(what.step, what.x, what.y, stage.places) : false;
}

function pick(key) {
  picked = key;
  stage.mark(key);
  tools();
}

function tools() {
  const step = Boolean(drawing.step(picked)), way = picked.includes("\n");
  const may = {
    edit: step, connect: step && drawing.now.nodes.length > 1, main: way, remove: step || way,
    undo: drawing.past.length > 0, redo: drawing.future.length > 0,
  };
  Object.entries(may).forEach(([tool, can]) => { root.querySelector(`[data-tool=${tool}]`).disabled = !can; });
}

function begin(step) {
  from = step;
  pick(step);
  stage.root.classList.add("choosing");
  state.textContent = words.choose;
}

function end() {
  from = null;
  stage.root.classList.remove("choosing");
  state.textContent = "";
}

function connectTo({ step, key }) {
  const source = from;
  end();
  if (!step || !drawing.connect(source, step)) return;
  pick(key);
  carry(true, words.connected);
}

function remove(what) {
  const done = what.step ? drawing.remove(what.step) : drawing.cut(what.source, what.target);
  picked = "";
  carry(done, words.removed).then(() => stage.hands.firstElementChild?.focus());
}

function openStep(id) {
  const node = id ? drawing.step(id) : null;
  dialog.querySelectorAll("[data-new]").forEach((part) => { part.hidden = Boolean(node); });
  dialog.dataset.step = id ?? "";
  field("label").value = node?.label ?? "";
  field("kind").value = node?.kind ?? "step";
  if (!node) offer();
  dialog.returnValue = "";
  dialog.showModal();
  if (node) field("label").select();
  else field("what").focus();
}

function offer() {
  const free = offered.filter((each) => !drawing.step(each.id));
  field("what").replaceChildren(field("what").options[0], ...free.map((each) => new Option(each.name, each.id)));
  field("what").value = "";
  const after = drawing.now.nodes.map((node) => new Option(node.label, node.id));
  field("after").replaceChildren(field("after").options[0], ...after);
  field("after").value = drawing.step(picked) ? picked : drawing.now.nodes.at(-1)?.id ?? "";
  field("main").checked = Boolean(field("after").value)
    && !drawing.now.edges.some((edge) => edge.source === field("after").value && edge.main);
}

field("what").addEventListener("change", () => {
  const found = offered.find((each) => each.id === field("what").value);
  if (!found) return;
  field("label").value = found.name;
  field("kind").value = found.kind;
});

dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close(""));

// Enter finishes, from a list of choices too.
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("select")) return;
  event.preventDefault();
  dialog.close("ok");
});

dialog.addEventListener("close", () => {
  const label = field("label").value.trim();
  if (dialog.returnValue !== "ok" || !label) return;
  const { step } = dialog.dataset;
  if (step) { carry(drawing.rename(step, label, field("kind").value)).then(() => stage.focus(step)); return; }
  const id = drawing.add({
    id: field("what").value, label, kind: field("kind").value, after: field("after").value,
    main: field("main").checked, place: placeAfter(field("after").value),
  });
  picked = id;
  carry(true, words.added).then(() => stage.focus(id));
});

/** Where a new step stands: right of the one before it; nowhere yet where the picture places all by itself. */
function placeAfter(step) {
  if (!canvas.placed) return null;
  const at = stage.places.get(step) ?? { x: 0, y: 0 };
  let y = at.y;
  while ([...stage.places.values()].some((each) => Math.abs(each.x - at.x - 190) < 90 && Math.abs(each.y - y) < 50)) y += 70;
  return { x: at.x + 190, y };
}

/** After a change: have it drawn, and say so. */
async function carry(changed, said = "") {
  if (!changed) { tools(); return; }
  await draw({ drawing: JSON.stringify(drawing.now) });
  if (said) state.textContent = said;
}

async function draw(said, { keepLists = false } = {}) {
  const mine = asked += 1;
  const body = said instanceof FormData ? said : new FormData();
  if (!(said instanceof FormData)) Object.entries(said).forEach(([name, value]) => body.set(name, value));
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  let answer;
  try {
    const found = await fetch(words.draw, { method: "POST", body, headers: { Accept: "application/json" } });
    answer = await found.json();
  } catch {
    tell(words.lost, { error: true });
    tools();
    return;
  }
  if (mine !== asked) return;
  if (answer.error) { state.textContent = answer.error; tools(); return; }
  canvas = answer;
  if (said instanceof FormData) drawing.replace(answer.drawing);
  settle();
  stage.show({ ...canvas, drawing: drawing.now }, picked, words);
  if (!keepLists) lists.innerHTML = answer.lists;
  tools();
}

/** Places begin at 0, 0 in every picture: a drawing placed by hand takes over where its steps now are. */
function settle() {
  if (!canvas.placed) return;
  const places = new Map(canvas.cards.map((card) => [card.id, card]));
  const nodes = drawing.now.nodes.map((node) => ({ ...node, x: places.get(node.id).x, y: places.get(node.id).y }));
  drawing.settle({ nodes, edges: drawing.now.edges });
}

const ACTS = {
  add: () => openStep(null),
  edit: () => openStep(picked),
  connect: () => begin(picked),
  main: () => carry(drawing.toggleMain(...picked.split("\n"))),
  remove: () => remove(picked.includes("\n")
    ? { source: picked.split("\n")[0], target: picked.split("\n")[1] } : { step: picked }),
  undo: () => carry(drawing.undo(), words.undone),
  redo: () => carry(drawing.redo()),
  arrange: () => carry(drawing.arrange()),
};

root.querySelector(".tools").addEventListener("click", (event) => {
  const tool = event.target.closest("[data-tool]");
  if (tool) ACTS[tool.dataset.tool]();
});

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const command = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
  if (event.key === "Escape" && from) end();
  else if (command && key === "s") { event.preventDefault(); form.requestSubmit(); }
  else if (event.target.closest("input, textarea, select")) return;
  else if (command && key === "z" && !event.shiftKey) { event.preventDefault(); ACTS.undo(); }
  else if (command && (key === "y" || key === "z")) { event.preventDefault(); ACTS.redo(); }
  else if (!command && !event.altKey && key === "n") { event.preventDefault(); openStep(null); }
});

lists.addEventListener("change", () => {
  const said = new FormData(form);
  said.delete("drawing");
  draw(said, { keepLists: true });
});

form.addEventListener("submit", () => {
  rest();
  form.elements.drawing.value = JSON.stringify(drawing.now);
  leaving = true;
});

let leaving = false;
window.addEventListener("beforeunload", (event) => {
  if (!leaving && (drawing.changed || "unsaved" in words)) event.preventDefault();
});

root.hidden = false;
document.getElementById("lists-of").open = false;
settle();
drawing.saved = JSON.stringify(drawing.now);
stage.show({ ...canvas, drawing: drawing.now }, picked, words);
tools();
