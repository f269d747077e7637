/* Dragging a card to another column: by mouse at once, by finger after a short press, so that pages scroll. */
const FAR = 6;
const PRESS = 350;

/** Call `dropped(card, step)` when a card is let go over another column. */
export function watchDrag(board, dropped) {
  let drag = null;

  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || event.button !== 0 || event.target.closest("a[data-act], a[href^='tel:']")) return;
    drag = { card, x: event.clientX, y: event.clientY, touch: event.pointerType !== "mouse" };
    if (drag.touch) drag.timer = setTimeout(() => drag && lift(drag), PRESS);
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
    if (!drag.ghost && far && drag.touch) { stop(); return; }
    if (!drag.ghost && far) lift(drag);
    if (drag.ghost) { follow(drag, event); event.preventDefault(); }
  });

  document.addEventListener("pointerup", (event) => {
    const done = drag;
    const column = done?.ghost && columnAt(event);
    stop();
    if (column && !column.contains(done.card)) dropped(done.card, column.dataset.step);
  });
  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
  // What is being dragged is no link to follow, and no page to scroll.
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("touchmove", (event) => { if (drag?.ghost) event.preventDefault(); }, { passive: false });
  board.addEventListener("contextmenu", (event) => { if (drag?.touch) event.preventDefault(); });
  board.addEventListener("click", (event) => {
    if (board.dataset.justDragged) { event.preventDefault(); event.stopPropagation(); }
  }, true);

  function lift(held) {
    held.ghost = held.card.cloneNode(true);
    held.ghost.removeAttribute("id");
    held.ghost.removeAttribute("tabindex");
    held.ghost.setAttribute("aria-hidden", "true");
    held.ghost.classList.add("ghost");
    held.card.classList.add("lifted");
    document.body.append(held.ghost);
    document.body.classList.add("dragging");
    follow(held, { clientX: held.x, clientY: held.y });
  }

  function follow(held, { clientX, clientY }) {
    held.ghost.style.left = `${clientX - 40}px`;
    held.ghost.style.top = `${clientY - 16}px`;
    board.querySelectorAll(".over").forEach((each) => each.classList.remove("over"));
    columnAt({ clientX, clientY })?.classList.add("over");
  }

  function columnAt({ clientX, clientY }) {
    const under = document.elementFromPoint(clientX, clientY)?.closest("[data-step]");
    return board.contains(under) ? under : null;
  }

  function stop() {
    if (!drag) return;
    clearTimeout(drag.timer);
    if (drag.ghost) {
      drag.ghost.remove();
      drag.card.classList.remove("lifted");
      board.dataset.justDragged = "1";
      setTimeout(() => { delete board.dataset.justDragged; }, 0);
    }
    document.body.classList.remove("dragging");
    board.querySelectorAll(".over").forEach((each) => each.classList.remove("over"));
    drag = null;
  }
}
