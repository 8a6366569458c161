// Typed words survive a dropped line: they stay in this tab alone until they are saved, and are sent once it is back.
// The tab forgets them when it is closed, unless the person asks this device to keep them; "Leave now" wipes both.
const form = document.querySelector("form[data-typed]");
const waiting = document.querySelector("[data-typed-waiting]");
const returned = document.querySelector("[data-typed-returned]");
const durable = document.querySelector("[data-typed-durable]");
const wanted = durable?.querySelector("input");
const KEY = `typed:${durable?.dataset.typedDurable}:${location.pathname}`;
const AGAIN = 15_000;
const PATIENCE = 30_000;
// Nobody comes back after that: the device forgets them by itself.
const LONGEST = 14 * 24 * 3_600_000;
const SKIPPED = ["hidden", "password", "file", "submit", "button"];
const fields = () => [...form.elements].filter((field) => field.name && !SKIPPED.includes(field.type));
const isTick = (field) => ["checkbox", "radio"].includes(field.type);
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);

const forgetDevice = () => { try { localStorage.removeItem(KEY); } catch { /* Nothing was kept. */ } };
const forget = () => { forgetDevice(); try { sessionStorage.removeItem(KEY); } catch { /* Nothing was kept. */ } };
// `seen` goes along: words that come back later must not take the place of what they never met.
const keep = (seen = form.elements.seen?.value) => {
  const held = fields().map((field) => [nameOf(field), isTick(field) ? field.checked : field.value]);
  const kept = JSON.stringify({ at: Date.now(), seen, held });
  try { sessionStorage.setItem(KEY, kept); } catch { /* The words still stand in the form. */ }
  if (!wanted?.checked) return;
  try { localStorage.setItem(KEY, kept); } catch { wanted.checked = false; show(); }
};
const show = () => {
  for (const words of waiting.querySelectorAll("[data-kept]")) words.hidden = (words.dataset.kept === "device") !== wanted.checked;
};
const read = (storage) => JSON.parse(storage.getItem(KEY) ?? "null");
const wipeOld = () => {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith("typed:"))) {
    if (!(Date.now() - JSON.parse(localStorage.getItem(key)).at < LONGEST)) localStorage.removeItem(key);
  }
};

const giveBack = () => {
  wipeOld();
  const device = read(localStorage);
  const { seen, held } = read(sessionStorage) ?? device ?? { held: [] };
  const known = new Map(held);
  wanted.checked = Boolean(device);
  let differs = false;
  for (const field of fields()) {
    const value = known.get(nameOf(field));
    if (value === undefined) continue;
    if (isTick(field)) { differs ||= field.checked !== value; field.checked = value; }
    else { differs ||= field.value !== value; field.value = value; }
    if (field.value && field.type.startsWith("text")) field.closest("details")?.setAttribute("open", "");
  }
  if (differs && seen && form.elements.seen) form.elements.seen.value = seen;
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
    // Something is to be put right, or the session is over: the server says so on a page of its own, with the words,
    // and with what stands there now.
    else { keep(""); form.submit(); }
  } catch {
    waiting.hidden = false;
    timer = setTimeout(send, AGAIN);
  } finally {
    busy = false;
  }
};

if (form) {
  try { giveBack(); } catch { /* A browser that keeps nothing for a page. */ }
  durable.hidden = false;
  show();
  form.addEventListener("input", () => keep());
  wanted.addEventListener("change", () => { if (wanted.checked) keep(); else forgetDevice(); show(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); keep(); send(); });
  document.querySelector("[data-typed-drop]")?.addEventListener("click", () => { forget(); location.reload(); });
  addEventListener("online", () => { if (!waiting.hidden) send(); });
}
