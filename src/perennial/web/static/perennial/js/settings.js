/* Copies what is shown once, brings the open tab into sight, and guesses the time zone of who begins. */
import { tell } from "./frame.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
    tell(button.dataset.copied);
  } catch { /* Without a secure connection the text stays selected, ready for Ctrl+C. */ }
});

document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const zone = document.querySelector('select[data-guess="time-zone"]');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.querySelector(".error") && [...zone.options].some((each) => each.value === here)) zone.value = here;
