/* The picture, and over it a button for each step and arrow: to take hold of by mouse, finger or keys. */

const NEAR = 4;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Stage {
  /** `tell` is told what somebody did: pick, open, move, remove, main. */
  constructor(root, tell) {
    this.paper = root.querySelector("#paper");
    this.hands = root.querySelector("#hands");
    this.root = root.querySelector("#stage");
    this.tell = tell;
    this.places = new Map();
    this.hands.addEventListener("pointerdown", (event) => this.#grab(event));
    this.hands.addEventListener("keydown", (event) => this.#press(event));
    this.hands.addEventListener("click", (event) => {
      const hand = event.target.closest("button"), dropped = this.dragged;
      this.dragged = false;
      if (hand && !dropped) this.tell("pick", this.what(hand));
    });
    this.hands.addEventListener("dblclick", (event) => {
      const hand = event.target.closest(".step");
      if (hand) this.tell("open", this.what(hand));
    });
  }

  /** Show a picture with its steps and arrows; `words` name the arrows. */
  show({ svg, cards, arrows, margin, drawing }, picked, words) {
    const focused = this.key(document.activeElement);
    this.margin = margin;
    this.places = new Map(cards.map((card) => [card.id, card]));
    this.paper.innerHTML = svg;
    const labels = new Map(drawing.nodes.map((node) => [node.id, node.label]));
    const main = new Set(drawing.edges.filter((edge) => edge.main).map((edge) => `${edge.source}\n${edge.target}`));
    const order = new Map(drawing.nodes.map((node, at) => [node.id, at]));
    const steps = [...cards].sort((one, other) => order.get(one.id) - order.get(other.id)).map((card) => {
      const hand = this.#hand("step", card, labels.get(card.id));
      hand.dataset.step = card.id;
      hand.style.width = `${card.width + 6}px`;
      hand.style.height = `${card.height + 6}px`;
      return hand;
    });
    const ways = arrows.map((arrow) => {
      const is = main.has(`${arrow.source}\n${arrow.target}`);
      const name = `${words.arrow}: ${labels.get(arrow.source)} → ${labels.get(arrow.target)}${is ? `, ${words.main}` : ""}`;
      const hand = this.#hand(is ? "way main" : "way", arrow, name);
      hand.dataset.source = arrow.source;
      hand.dataset.target = arrow.target;
      return hand;
    });
    this.hands.replaceChildren(...steps, ...ways);
    this.mark(picked);
    if (focused) this.focus(focused);
  }

  mark(picked) {
    this.hands.querySelectorAll("button").forEach((hand) => {
      hand.setAttribute("aria-pressed", String(this.key(hand) === picked));
    });
  }

  focus(key) { this.#find(key)?.focus({ preventScroll: false }); }

  key(hand) {
    if (!hand?.dataset) return "";
    return hand.dataset.step ?? (hand.dataset.source ? `${hand.dataset.source}\n${hand.dataset.target}` : "");
  }

  what(hand) {
    const { step, source, target } = hand.dataset;
    return { key: this.key(hand), step, source, target };
  }

  #find(key) { return [...this.hands.children].find((hand) => this.key(hand) === key); }

  #hand(look, at, name) {
    const hand = document.createElement("button");
    hand.type = "button";
    hand.className = look;
    hand.setAttribute("aria-label", name);
    hand.title = name;
    this.#put(hand, at.x, at.y);
    return hand;
  }

  #put(hand, x, y) {
    hand.style.left = `${x + this.margin}px`;
    hand.style.top = `${y + this.margin}px`;
  }

  #grab(event) {
    const hand = event.target.closest(".step");
    this.dragged = false;
    if (!hand || event.button) return;
    const from = { x: event.clientX, y: event.clientY };
    const at = this.places.get(hand.dataset.step);
    hand.setPointerCapture(event.pointerId);
    const follow = (moved) => {
      const by = { x: moved.clientX - from.x, y: moved.clientY - from.y };
      if (!this.dragged && Math.hypot(by.x, by.y) < NEAR) return;
      this.dragged = true;
      hand.classList.add("moving");
      this.#put(hand, at.x + by.x, at.y + by.y);
    };
    const drop = (ended) => {
      hand.removeEventListener("pointermove", follow);
      hand.removeEventListener("pointerup", drop);
      hand.removeEventListener("pointercancel", drop);
      hand.classList.remove("moving");
      if (!this.dragged) return;
      if (ended.type === "pointercancel") { this.#put(hand, at.x, at.y); return; }
      this.tell("move", { ...this.what(hand), x: at.x + ended.clientX - from.x, y: at.y + ended.clientY - from.y });
    };
    hand.addEventListener("pointermove", follow);
    hand.addEventListener("pointerup", drop);
    hand.addEventListener("pointercancel", drop);
  }

  #press(event) {
    const hand = event.target.closest("button");
    if (!hand || event.ctrlKey || event.metaKey || event.altKey) return;
    const what = this.what(hand), step = STEPS[event.key];
    if (step && what.step) {
      const far = event.shiftKey ? 48 : 12, at = this.places.get(what.step);
      at.x += step[0] * far;
      at.y += step[1] * far;
      this.#put(hand, at.x, at.y);
      this.tell("nudge", { ...what, x: at.x, y: at.y });
    } else if (event.key === "Delete" || event.key === "Backspace") this.tell("remove", what);
    else if (event.key === "c" && what.step) this.tell("connect", what);
    else if (event.key === "m" && what.source) this.tell("main", what);
    else if (event.key === "F2" && what.step) this.tell("open", what);
    else if (event.key === "Enter" && what.step) this.tell("enter", what);
    else return;
    event.preventDefault();
  }
}
