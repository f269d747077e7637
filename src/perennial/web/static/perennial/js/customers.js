/* The list and the page of a customer: choosing rows, addresses without empty filters, a page that is gone. */
import { tell, toRows } from "./frame.js";

document.documentElement.classList.add("scripted");

const boxes = () => [...document.querySelectorAll("input[name=chosen]")];

function count() {
  const bar = document.getElementById("bulk-bar");
  if (!bar) return;
  const chosen = boxes().filter((box) => box.checked).length;
  const everybody = bar.querySelector("input[name=everybody]").checked;
  bar.toggleAttribute("data-some", chosen > 0 || everybody);
  const told = document.getElementById("chosen-count");
  told.textContent = everybody ? "" : `${told.dataset.label}: ${chosen}`;
  boxes().forEach((box) => box.closest("tr").classList.toggle("picked", box.checked));
  const page = document.getElementById("choose-page");
  page.checked = chosen > 0 && chosen === boxes().length;
  page.indeterminate = chosen > 0 && chosen < boxes().length;
}

document.addEventListener("change", (event) => {
  if (event.target.id === "choose-page") boxes().forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches?.("#choose-page, input[name=chosen], input[name=everybody]")) count();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  const box = document.querySelector("[data-row][aria-current] input[name=chosen]");
  if (box) { box.checked = !box.checked; count(); }
});

/* An address tells only of the filters that are on. */
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

/* The answer is another page (signed out, or given to somebody else): go there instead of showing nothing. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const wanted = event.detail.target?.id;
  const here = ["customer", "customers", "list"].includes(wanted);
  if (here && event.detail.xhr.status < 400 && !event.detail.xhr.responseText.includes(`id="${wanted}"`)) {
    event.detail.shouldSwap = false;
    location.assign(event.detail.xhr.responseURL || location.href);
  }
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 404 || event.detail.xhr.status === 403) location.reload();
});
document.addEventListener("htmx:sendError", () => {
  const offline = document.getElementById("offline");
  tell(offline ? offline.textContent : "", { error: true });
});

/* Enter in the search goes on to whom it found, once they are there. */
let entered = false;
document.addEventListener("keydown", (event) => {
  if (event.target.id === "q") entered = event.key === "Enter";
});

document.addEventListener("htmx:afterSettle", () => {
  count();
  if (entered) toRows();
  entered = false;
  document.querySelectorAll("#messages .message").forEach((box) => setTimeout(() => box.remove(), 9000));
});
window.addEventListener("pageshow", count);
count();
