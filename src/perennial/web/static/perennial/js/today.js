/* Today by keyboard, by thumb and without a network. */
import { tell } from "./frame.js";
import { askLater, askOutcome, close, complain } from "./today_dialogs.js";
import { after, current, go, lines, replace } from "./today_list.js";
import { forget, keep, kept, send, watch } from "./today_outbox.js";
import { words } from "./today_words.js";

const page = document.getElementById("today");
const { user, seller } = page.dataset;
const flying = new Set();
let last = null;

/* What is logged goes through here: kept first, then sent, then forgotten. */
async function act(url, fields, { id, row, undo, keeping = true }) {
  const next = row ? after(row) : current();
  const entry = { id, url, fields: [...fields, ["seller", seller]], row: row?.id };
  flying.add(id);
  if (keeping) keep(user, entry);
  const told = await send(entry);
  flying.delete(id);
  if (told.state === "done" || told.state === "elsewhere") {
    forget(user, id);
    close();
    last = told.state === "done" ? undo : last;
    replace(told.html, next?.id);
    const button = told.state === "done" && undo ? { label: words.undo, run: () => takeBack(undo) } : undefined;
    tell(told.said, { error: told.state === "elsewhere", act: button });
    return;
  }
  if (told.state === "refused") {
    forget(user, id);
    release();
    const errors = told.errors.length ? told.errors : [words.refused];
    if (!complain(errors)) tell(errors.join(" "), { error: true });
    return;
  }
  close();
  if (!keeping) { tell(told.state === "signed out" ? words.signIn : words.busy, { error: true }); return; }
  const held = { kept: id, row: row?.id };
  last = held;
  showKept();
  if (next && next !== row) go(next);
  hold(told.state, held);
}

function hold(state, held) {
  if (state === "signed out") {
    tell(words.signIn, { error: true, stay: 60_000, act: { label: words.toSignIn, run: () => location.assign(page.dataset.signIn) } });
  } else {
    tell(navigator.onLine ? words.busy : words.kept, { act: { label: words.undo, run: () => takeBack(held) } });
  }
}

function release() {
  document.querySelectorAll("dialog.touch[open] button").forEach((each) => { each.disabled = false; });
}

/* Send what is kept: on loading, and when the network is back. */
let sending = false;
async function sendKept() {
  if (sending || !navigator.onLine) return;
  sending = true;
  let sent = 0;
  for (const entry of kept(user)) {
    const told = await send({ ...entry, fields: [...entry.fields, ["late", "1"], ["list", "no"]] });
    if (told.state === "signed out") { hold(told.state); break; }
    if (told.state === "unreachable") break;
    forget(user, entry.id);
    if (told.state === "done") sent += 1;
    else tell([words.refused, ...(told.errors ?? [told.said])].join(" "), { error: true, stay: 30_000 });
  }
  sending = false;
  if (sent) { tell(words.sent); await refresh(); }
}

async function refresh() {
  const answered = await fetch(page.dataset.list).catch(() => null);
  if (answered?.ok && !answered.redirected) replace(await answered.text(), current()?.id);
}

/* A line whose outcome is kept is shown as gone. */
function showKept() {
  const entries = kept(user).filter((each) => !flying.has(each.id));
  const box = document.getElementById("kept");
  box.hidden = !entries.length;
  box.querySelector("[data-count]").textContent = entries.length;
  const gone = new Set(entries.map((each) => each.row));
  lines().forEach((row) => row.classList.toggle("gone", gone.has(row.id)));
}

function undoLast() {
  const key = document.querySelector("#done [name=key]")?.value;
  takeBack(last ?? (key && { key }));
}

/* Take back what was kept and not yet sent, a line that was put off, or a touch. */
function takeBack(done) {
  if (last === done) last = null;
  if (done?.kept) {
    // It may have been sent in the meantime: then it is a touch like any other.
    if (kept(user).some((each) => each.id === done.kept)) {
      forget(user, done.kept);
      go(document.getElementById(done.row));
    } else act(page.dataset.undo, [["key", done.kept]], { id: `undo-${done.kept}`, keeping: false });
  } else if (done?.again) {
    act(done.again, [], { id: `again-${done.again}`, keeping: false });
  } else if (done?.key) {
    act(page.dataset.undo, [["key", done.key]], { id: `undo-${done.key}`, keeping: false });
  } else {
    tell(words.nothing);
  }
}

/* Calls: the minutes run from here until the outcome; a phone may put the page to sleep meanwhile. */
const begun = (row) => `perennial-call-${row.id}`;

function call(row) {
  row?.querySelector("[data-call]")?.click();
}

function howLong(row) {
  const at = Number(sessionStorage.getItem(begun(row)));
  return at ? Math.max(1, Math.round((Date.now() - at) / 60_000)) : "";
}

function ask(row, at) {
  if (!row || row.classList.contains("gone")) return;
  askOutcome(row, { at, minutes: howLong(row), channel: row.querySelector("[data-call]")?.dataset.call });
}

function accept(row) {
  const url = row?.dataset.accept;
  if (url) act(url, [], { id: `accept-${url}`, keeping: false });
}

page.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) go(row, { focus: false });
  const link = event.target.closest("[data-call]");
  if (link && link.dataset.call === "call") {
    sessionStorage.setItem(begun(row), String(Date.now()));
    tell(words.calling);
  }
  const ways = [["[data-outcome]", () => ask(row)], ["[data-promise]", () => ask(row, "promised")], ["[data-later-button]", () => askLater(row)]];
  for (const [where, run] of ways) {
    if (event.target.closest(where) && !event.ctrlKey && !event.metaKey) { event.preventDefault(); run(); }
  }
  if (event.target.closest("[data-send]")) sendKept();
  if (event.target.closest("[data-next]")) keys.n();
});

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-accept-form]")) { event.preventDefault(); accept(form.closest("[data-row]")); }
  if (form.matches("[data-undo-form]")) { event.preventDefault(); takeBack({ key: form.elements.key.value }); }
});

document.getElementById("outcome").addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = [...new FormData(event.target, event.submitter)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "seller");
  const told = Object.fromEntries(fields);
  const row = document.getElementById(`line-${told.customer}`);
  lock(event.target);
  if (row) sessionStorage.removeItem(begun(row));
  act(page.dataset.log, fields, { id: told.key, row, undo: { key: told.key } });
});

document.getElementById("later").addEventListener("submit", (event) => {
  event.preventDefault();
  const until = event.submitter?.value;
  const row = current();
  lock(event.target);
  act(row.dataset.later, [["until", until]], { id: `later-${row.id}`, row, undo: { again: row.dataset.again } });
});

/* A second click must not send anything twice. */
function lock(form) {
  form.querySelectorAll("button").forEach((each) => { each.disabled = true; });
}

const keys = {
  c: () => call(current()),
  o: () => ask(current()),
  b: () => ask(current(), "promised"),
  s: () => current()?.dataset.later && askLater(current()),
  a: () => accept(current()),
  u: undoLast,
  n: () => { const shown = lines(); go(shown[(shown.indexOf(current()) + 1) % shown.length]); },
  l: () => document.querySelector("[data-log]").click(),
};
let went = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select") || document.querySelector("dialog[open]")) return;
  if (went || event.key === "g") { went = event.key === "g" && !went; return; } // `g o` leads to another page
  if (event.key === "j" || event.key === "k") { go(current()); return; }
  const run = keys[event.key];
  if (run) { event.preventDefault(); run(); }
});

document.querySelector("#keys tbody")?.append(...document.getElementById("today-keys").content.querySelectorAll("tr"));
watch(user, showKept);
window.addEventListener("online", sendKept);
// A line may have been done elsewhere while this page lay in the background.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && !document.querySelector("dialog[open]")) { sendKept(); refresh(); }
});
go(lines()[0], { focus: false });
showKept();
sendKept();
