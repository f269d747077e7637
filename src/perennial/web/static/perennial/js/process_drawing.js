/* What is drawn: steps and arrows, every change undoable. It knows nothing of the page. */

const copy = (value) => structuredClone(value);

export class Drawing {
  constructor(said) {
    this.now = copy(said);
    this.past = [];
    this.future = [];
    this.saved = JSON.stringify(said);
  }

  get changed() { return JSON.stringify(this.now) !== this.saved; }

  step(id) { return this.now.nodes.find((node) => node.id === id); }

  arrow(source, target) {
    return this.now.edges.find((edge) => edge.source === source && edge.target === target);
  }

  /** Carry out a change, so that it can be taken back; false where nothing changed. */
  change(how) {
    const before = copy(this.now);
    how(this.now);
    if (JSON.stringify(before) === JSON.stringify(this.now)) return false;
    this.past.push(before);
    this.future = [];
    return true;
  }

  undo() { return this.#go(this.past, this.future); }

  redo() { return this.#go(this.future, this.past); }

  #go(from, to) {
    if (!from.length) return false;
    to.push(this.now);
    this.now = from.pop();
    return true;
  }

  /** Take over what the server made of it: no change of its own. */
  settle(said) { this.now = copy(said); }

  /** Take over a drawing made elsewhere. */
  replace(said) { return this.change((now) => { now.nodes = copy(said.nodes); now.edges = copy(said.edges); }); }

  add({ id, label, kind, after, main, place }) {
    const free = this.#free(id || label);
    this.change((now) => {
      now.nodes.push({ id: free, label, kind, x: place?.x ?? null, y: place?.y ?? null });
      if (after) now.edges.push({ source: after, target: free, main: false });
    });
    if (after && main) this.#mark(after, free);
    return free;
  }

  rename(id, label, kind) {
    return this.change(() => Object.assign(this.step(id), { label, kind }));
  }

  connect(source, target) {
    if (source === target || this.arrow(source, target)) return false;
    return this.change((now) => now.edges.push({ source, target, main: false }));
  }

  /** Mark an arrow as part of the main way, or not; from a step the main way leads on once. */
  toggleMain(source, target) {
    const is = this.arrow(source, target).main;
    return this.change(() => {
      if (is) this.arrow(source, target).main = false;
      else this.#mark(source, target);
    });
  }

  remove(id) {
    return this.change((now) => {
      now.nodes = now.nodes.filter((node) => node.id !== id);
      now.edges = now.edges.filter((edge) => edge.source !== id && edge.target !== id);
    });
  }

  cut(source, target) {
    return this.change((now) => {
      now.edges = now.edges.filter((edge) => edge.source !== source || edge.target !== target);
    });
  }

  /** Put a step somewhere; the others stay where the picture has them. */
  move(id, x, y, places) {
    return this.change((now) => {
      now.nodes.forEach((node) => {
        const at = places.get(node.id);
        if (node.x === null || node.y === null) Object.assign(node, { x: at?.x ?? 0, y: at?.y ?? 0 });
      });
      Object.assign(this.step(id), { x, y });
    });
  }

  arrange() {
    return this.change((now) => now.nodes.forEach((node) => { node.x = null; node.y = null; }));
  }

  #mark(source, target) {
    this.now.edges.forEach((edge) => {
      if (edge.source === source) edge.main = edge.target === target;
    });
  }

  #free(wanted) {
    let id = wanted;
    for (let number = 2; this.step(id); number += 1) id = `${wanted} ${number}`;
    return id;
  }
}
