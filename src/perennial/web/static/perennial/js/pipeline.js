/* The board: keys from card to card, acts in a dialog, and taking them back. */
import { tell } from "./frame.js";
import { watchDrag } from "./pipeline_drag.js";

const board = document.getElementById("board");
const dialog = document.getElementById("dialog");
const words = document.getElementById("pipeline-words").content;
const word = (name) => words.querySelector(`[data-${name}]`).textContent;
const headers = { "X-Pipeline": "1" };
let undoLast = null;
let from = null;

const cards = (column) => [...column.querySelectorAll("[data-card]")];
const columns = () => [...board.querySelectorAll("[data-step]")];
const card = (pk) => document.getElementById(`lead-${pk}`);

/** Open the dialog of an act on a lead; `step` is where a move leads. */
async function ask(lead, act, step) {
  from = lead.dataset.card;
  const url = new URL(lead.querySelector(`a[href$="/${act}/"]`).href);
  if (step !== undefined) url.searchParams.set("step", step);
  const answer = await send(url, { headers });
  if (!answer) return;
  if (!answer.ok || answer.redirected) { location.assign(url); return; }
  show(await answer.text());
}

function show(written) {
  dialog.innerHTML = written;
  dialog.setAttribute("aria-labelledby", "act-title");
  if (!dialog.open) dialog.showModal();
  const fields = [...dialog.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const wrong = fields.find((field) => field.getAttribute("aria-invalid") === "true");
  (wrong ?? fields.find((field) => field.name === "next_action") ?? fields[0])?.focus();
}

/* A lost network changes nothing, and says so. */
async function send(url, options) {
  try {
    return await fetch(url, options);
  } catch {
    tell(word("failed"), { error: true });
    return null;
  }
}

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button.main");
  button.disabled = true;
  const answer = await send(form.action, { method: "POST", headers, body: new FormData(form) });
  button.disabled = false;
  if (!answer) return;
  if (answer.redirected || answer.status >= 500 || answer.status === 404) { location.reload(); return; }
  if (answer.headers.get("Content-Type")?.startsWith("text/html")) { show(await answer.text()); return; }
  const told = await answer.json();
  dialog.close();
  if (told.at) { location.assign(told.at); return; }
  undoLast = () => takeBack(told.undo, told.was);
  tell(told.said, { act: { label: word("undo"), run: undoLast } });
  await again(from);
});

dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); }
});
dialog.addEventListener("close", () => { card(from)?.focus(); });

async function takeBack(url, was) {
  undoLast = null;
  const body = new FormData();
  body.set("was", was);
  body.set("csrfmiddlewaretoken", document.querySelector("#quick [name=csrfmiddlewaretoken]").value);
  const answer = await send(url, { method: "POST", headers, body });
  if (!answer) return;
  if (answer.redirected) { location.reload(); return; }
  const told = await answer.json();
  tell(told.said ?? told.errors.join(" "), { error: !told.said });
  await again(from);
}

/** Show the board as it is now, with the focus where it was. */
async function again(pk) {
  const answer = await send(board.dataset.again, { headers });
  if (!answer) return;
  if (!answer.ok || answer.redirected) { location.reload(); return; }
  board.innerHTML = await answer.text();
  window.htmx?.process(board);
  card(pk)?.focus();
}

board.addEventListener("click", (event) => {
  const act = event.target.closest("a[data-act]");
  if (!act || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(act.closest("[data-card]"), act.pathname.split("/").at(-2));
});

watchDrag(board, (lead, step) => ask(lead, "move", step));

/* Keys */
function beside(lead, step) {
  const every = columns();
  return every[every.indexOf(lead.closest("[data-step]")) + step];
}

function goto(lead, step) {
  const place = cards(lead.closest("[data-step]")).indexOf(lead);
  const every = columns();
  for (let at = every.indexOf(lead.closest("[data-step]")) + step; every[at]; at += step) {
    const found = cards(every[at]);
    if (found.length) { found[Math.min(place, found.length - 1)].focus(); return; }
  }
}

function walk(lead, step) {
  const every = cards(lead.closest("[data-step]"));
  every[every.indexOf(lead) + step]?.focus();
}

function shift(lead, step) {
  const next = beside(lead, step);
  if (next) ask(lead, "move", next.dataset.step);
}

const keys = {
  ArrowLeft: (lead) => goto(lead, -1),
  ArrowRight: (lead) => goto(lead, 1),
  ArrowUp: (lead) => walk(lead, -1),
  ArrowDown: (lead) => walk(lead, 1),
  k: (lead) => walk(lead, -1),
  j: (lead) => walk(lead, 1),
  "[": (lead) => shift(lead, -1),
  "]": (lead) => shift(lead, 1),
  // The same keys on a Russian keyboard.
  "х": (lead) => shift(lead, -1),
  "ъ": (lead) => shift(lead, 1),
  m: (lead) => ask(lead, "move"),
  w: (lead) => ask(lead, "won"),
  x: (lead) => ask(lead, "lost"),
};
let went = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select")) return;
  if (went || event.key === "g") { went = event.key === "g" && !went; return; } // `g l` leads to a page
  if (event.key === "u" && undoLast) { event.preventDefault(); undoLast(); return; }
  if (event.key === "n") { event.preventDefault(); document.getElementById("new-name").focus(); return; }
  const run = keys[event.key];
  if (!run) return;
  const lead = event.target.closest("[data-card]");
  if (!lead && !"jk".includes(event.key)) return;
  event.preventDefault();
  if (lead) run(lead); else board.querySelector("[data-card]")?.focus();
});

document.querySelector("#keys tbody")?.append(...document.getElementById("pipeline-keys").content.querySelectorAll("tr"));
