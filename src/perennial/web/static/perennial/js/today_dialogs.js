/* The two dialogs of Today: what came of a touch, and until when it is put off. */
import { words } from "./today_words.js";

const outcome = document.getElementById("outcome");
const later = document.getElementById("later");
const asking = ["promised", "left"];
let isLead = false;

/** Open the dialog of outcomes for a line; `at` opens it at the day or the reason. */
export function askOutcome(row, { at, minutes, channel } = {}) {
  const form = outcome.querySelector("form");
  form.reset();
  const fields = form.elements;
  fields.key.value = newKey();
  fields.planned.value = row.dataset.planned ?? "";
  fields.customer.value = row.dataset.customer;
  fields.play.value = row.dataset.play ?? "";
  fields.happened_at.value = new Date().toISOString();
  speakOfOffer(row.dataset.offer ?? "");
  if (minutes) fields.minutes.value = minutes;
  if (channel) fields.channel.value = channel;
  speakOf(row);
  open(outcome, row);
  unfold(at ?? "");
}

/* A lead has outcomes of its own: nobody leaves who has not bought, and who wants nothing says why. */
function speakOf(row) {
  isLead = "lead" in row.dataset;
  outcome.querySelectorAll("[data-of-lead]").forEach((each) => { each.hidden = !isLead; });
  outcome.querySelectorAll("[data-of-customer], .choices [value=left]").forEach((each) => { each.hidden = isLead; });
}

/* What was to be offered is taken as offered; whoever did not unticks it. */
function speakOfOffer(offer) {
  const field = outcome.querySelector("[data-gave]");
  if (!field) return;
  field.hidden = !offer;
  field.querySelector("[data-offer]").textContent = offer;
  field.querySelector("input").checked = Boolean(offer);
}

/* Ask here already for what the server would ask for: what is kept without a network is not asked for again. */
function lacks(fields, value) {
  const why = fields.lost_reason.value || fields.text.value.trim();
  if (value === "promised" && !fields.promise_day.value) return [isLead ? words.agreed : words.promised, "promised"];
  if (value === "left" && !fields.leave_reason.value) return [words.left, "left"];
  if (value === "refused" && isLead && !why) return [words.refusedWhy, "refused"];
  return null;
}

/** Open the dialog of days for a line. */
export function askLater(row) {
  const form = later.querySelector("form");
  form.reset();
  form.action = row.dataset.later;
  open(later, row);
}

/** Show what is wrong in the dialog that is open; gives false where none is. */
export function complain(errors) {
  const box = document.querySelector("dialog.touch[open] .errors");
  if (!box) return false;
  box.textContent = errors.join(" ");
  box.hidden = !errors.length;
  return true;
}

/** Close whichever is open. */
export function close() {
  document.querySelectorAll("dialog.touch[open]").forEach((each) => each.close());
}

function open(dialog, row) {
  dialog.querySelector("[data-title]").textContent = row.dataset.name;
  dialog.querySelector(".errors").hidden = true;
  dialog.querySelectorAll("button").forEach((each) => { each.disabled = false; });
  dialog.showModal();
  dialog.querySelector("[data-title]").focus();
}

/* Show the day or the reason that an outcome asks for. */
function unfold(value) {
  outcome.querySelectorAll(".asked").forEach((each) => { each.hidden = each.dataset.for !== value; });
  outcome.querySelectorAll(".choices button").forEach((each) => {
    each.setAttribute("aria-pressed", String(each.value === value));
  });
  outcome.querySelector(`.asked[data-for="${value}"] :is(input, select)`)?.focus();
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Over plain http there is no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/* An outcome that asks for more first shows what it asks for. */
outcome.addEventListener("click", (event) => {
  const button = event.target.closest(".choices button");
  if (button && (asking.includes(button.value) || (isLead && button.value === "refused"))) {
    event.preventDefault();
    unfold(button.value);
  }
});

outcome.addEventListener("submit", (event) => {
  const lacking = lacks(outcome.querySelector("form").elements, event.submitter?.value);
  if (!lacking) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  complain([lacking[0]]);
  unfold(lacking[1]);
}, true);

/* The day of the form without buttons of its own. */
later.addEventListener("submit", (event) => {
  const day = later.querySelector("[data-day]");
  if (event.submitter?.hasAttribute("data-final")) {
    if (!day.value) { event.preventDefault(); event.stopImmediatePropagation(); day.focus(); return; }
    event.submitter.name = "until";
    event.submitter.value = day.value;
  }
}, true);

for (const dialog of [outcome, later]) {
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, select, textarea");
    if (field?.tagName === "SELECT" && field.closest(".asked") && /^[1-9]$/.test(event.key)) {
      event.preventDefault();
      if (Number(event.key) >= field.length) return;
      field.selectedIndex = Number(event.key);
      field.closest(".asked").querySelector("[data-final]").focus();
      return;
    }
    if (field?.name === "text" && event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      dialog.querySelector(".choices button").focus();
      return;
    }
    if (field?.type === "date" && event.key === "Enter") {
      event.preventDefault();
      field.closest(".asked, .asked-day").querySelector("[data-final]").click();
      return;
    }
    if (field) return;
    if (dialog === later && event.key === "4") { event.preventDefault(); later.querySelector("[data-day]").focus(); return; }
    const button = dialog.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button && !button.hidden) { event.preventDefault(); button.click(); }
  });
}
