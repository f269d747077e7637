/* What every page can do: keys, messages that go away, a word when the network is lost. */
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
let went = false;

// On a phone the pages stand in one row that is wider than the screen: the one that is open comes into sight.
document.querySelector(".side nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && event.target.matches?.("[data-search]")) toRows(event);
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (went) {
    went = false;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); location.assign(link.href); }
    return;
  }
  if (event.key === "g") { went = true; setTimeout(() => { went = false; }, 1200); return; }
  if (event.key === "?") { event.preventDefault(); document.getElementById("keys").showModal(); return; }
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select?.(); }
    return;
  }
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
    document.querySelector("[data-row][aria-current] [data-open]")?.click();
  }
});

/** Leave the search for the first row that it found. */
export function toRows(event) {
  const first = document.querySelector("[data-row]");
  if (!first) return;
  event?.preventDefault();
  document.activeElement.blur();
  mark(first);
}

/** Move the mark among rows: elements with data-row. */
export function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.hasAttribute("aria-current"));
  mark(rows[Math.min(Math.max(now + step, 0), rows.length - 1)]);
}

/** Put the mark on one row. */
export function mark(row) {
  document.querySelectorAll("[data-row][aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  if (!row) return;
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
}

/** Show a short message; `act` is {label, run}. */
export function tell(text, { act, error = false, stay = 7000 } = {}) {
  const box = document.createElement("div");
  box.className = error ? "message error" : "message";
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  if (act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = act.label;
    button.addEventListener("click", () => { box.remove(); act.run(); });
    box.append(button);
  }
  const shown = document.getElementById("messages");
  shown.append(box);
  // More than two would lie over what one works on.
  while (shown.children.length > 2) shown.firstElementChild.remove();
  setTimeout(() => box.remove(), stay);
  return box;
}

document.querySelectorAll("#messages .message").forEach((box) => setTimeout(() => box.remove(), 9000));

const offline = document.getElementById("offline");
const look = () => { offline.hidden = navigator.onLine; };
window.addEventListener("online", look);
window.addEventListener("offline", look);
look();

/* A form with data-ask asks once more before it is sent. */
document.addEventListener("submit", (event) => {
  const ask = event.target.dataset?.ask;
  if (ask && !confirm(ask)) event.preventDefault();
});

/* A field with data-submit sends its form when it changes. */
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-submit]")) event.target.form.requestSubmit();
});

/* Anything with data-dialog="#id" opens that dialog. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.querySelector(opener.dataset.dialog)?.showModal();
  if (event.target.closest("[data-print]")) window.print();
});
