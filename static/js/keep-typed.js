// Typed words survive a dropped line: they stay in this tab alone until they are saved, and are sent once it is back.
// The tab forgets them when it is closed, and "Leave now" clears them with everything else.
const form = document.querySelector("form[data-typed]");
const waiting = document.querySelector("[data-typed-waiting]");
const returned = document.querySelector("[data-typed-returned]");
const KEY = `typed:${location.pathname}`;
const AGAIN = 15_000;
const PATIENCE = 30_000;
const SKIPPED = ["hidden", "password", "file", "submit", "button"];
const fields = () => [...form.elements].filter((field) => field.name && !SKIPPED.includes(field.type));
const isTick = (field) => ["checkbox", "radio"].includes(field.type);
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);

const keep = () => {
  const held = fields().map((field) => [nameOf(field), isTick(field) ? field.checked : field.value]);
  try { sessionStorage.setItem(KEY, JSON.stringify(held)); } catch { /* The words still stand in the form. */ }
};
const forget = () => { try { sessionStorage.removeItem(KEY); } catch { /* Nothing was kept. */ } };

const giveBack = () => {
  const held = new Map(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  let differs = false;
  for (const field of fields()) {
    const value = held.get(nameOf(field));
    if (value === undefined) continue;
    if (isTick(field)) { differs ||= field.checked !== value; field.checked = value; }
    else { differs ||= field.value !== value; field.value = value; }
    if (field.value && field.type.startsWith("text")) field.closest("details")?.setAttribute("open", "");
  }
  returned.hidden = !differs;
};

let busy = false;
let timer = 0;
const send = async () => {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST", body: new FormData(form), redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.type === "opaqueredirect") { forget(); location.assign(form.dataset.typed); }
    // Something is to be put right, or the session is over: the server says so on a page of its own, with the words.
    else form.submit();
  } catch {
    waiting.hidden = false;
    timer = setTimeout(send, AGAIN);
  } finally {
    busy = false;
  }
};

if (form) {
  try { giveBack(); } catch { /* A browser that keeps nothing for a page. */ }
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => { event.preventDefault(); keep(); send(); });
  document.querySelector("[data-typed-drop]")?.addEventListener("click", () => { forget(); location.reload(); });
  addEventListener("online", () => { if (!waiting.hidden) send(); });
}
