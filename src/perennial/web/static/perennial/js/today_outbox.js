/* What is logged is kept on this device until the server has taken it, and is sent again until then.
   Each thing has a key of its own, so that the server takes it once however often it is sent. */
const place = (user) => `perennial-today-${user}`;

/** Give what is kept for a person. */
export function kept(user) {
  try { return JSON.parse(localStorage.getItem(place(user))) ?? []; } catch { return []; }
}

/** Keep one more: {id, url, fields}. */
export function keep(user, entry) {
  store(user, [...kept(user).filter((each) => each.id !== entry.id), entry]);
}

/** Forget one. */
export function forget(user, id) {
  store(user, kept(user).filter((each) => each.id !== id));
}

/** Send one thing; gives {state, said, errors, html}. States: done, elsewhere, refused, signed out, unreachable. */
export async function send({ url, fields }) {
  let answered;
  try {
    answered = await fetch(url, {
      method: "POST",
      headers: { "X-Today": "1", "X-CSRFToken": token() },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return { state: "unreachable" };
  }
  // A page of our own answers in JSON; anything else is the way to the sign-in page, or a session that ended.
  const told = await answered.json().catch(() => null);
  if (answered.ok && told) return { state: "done", ...told };
  if (answered.status === 409 && told) return { state: "elsewhere", ...told };
  if (answered.redirected || answered.status === 401 || answered.status === 403) return { state: "signed out" };
  if (answered.status >= 500 || answered.status === 408 || answered.status === 429) return { state: "unreachable" };
  return { state: "refused", errors: told?.errors ?? [] };
}

/** Say when what is kept changes, in this tab or in another. */
export function watch(user, run) {
  window.addEventListener("storage", (event) => { if (event.key === place(user)) run(); });
  window.addEventListener("perennial-kept", run);
}

function store(user, entries) {
  try { localStorage.setItem(place(user), JSON.stringify(entries)); } catch { /* a full or forbidden store */ }
  window.dispatchEvent(new Event("perennial-kept"));
}

/* The token of the cookie is newer than the page's where somebody signed in again in another tab. */
function token() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return cookie ? cookie[1] : JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}
