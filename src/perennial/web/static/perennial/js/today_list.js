/* The list of Today: which line is the current one, and putting a new list in its place. */
import { mark } from "./frame.js";

const list = document.getElementById("today-list");

/** Give the lines that are shown. */
export function lines() {
  return [...list.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
}

/** Give the current line. */
export function current() {
  return list.querySelector("[data-row][aria-current]");
}

/** Make a line the current one, and put the focus there. */
export function go(row, { focus = true } = {}) {
  mark(row);
  if (row && focus) row.focus({ preventScroll: true });
}

/** Give the line after another one; after the last, the one before it. */
export function after(row) {
  const shown = lines().filter((each) => each === row || !each.classList.contains("gone"));
  const at = shown.indexOf(row);
  return shown[at + 1] ?? shown[at - 1] ?? null;
}

/** Put a new list in the place of the old one; the line with the id given is the current one then. */
export function replace(html, id) {
  const open = [...list.querySelectorAll("details[open]")].map((each) => each.className);
  list.innerHTML = html;
  list.querySelectorAll("details").forEach((each) => { each.open = open.includes(each.className); });
  go((id && document.getElementById(id)) || lines()[0]);
}
