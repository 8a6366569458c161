// The notebook on a bad line: what was typed waits in this browser until the server has it, and goes by itself.
const form = document.querySelector("[data-notebook]");
const list = document.querySelector("[data-list]");
const waiting = form.querySelector("[data-waiting]");
const field = form.elements.text;
const KEY = `notebook:${form.dataset.notebook}:${form.dataset.person}`;
const PATIENCE = 20_000;
const PAUSE = 12_000;
// A browser that keeps nothing still sends what stands here.
let held = [];

const read = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; } };
// Nothing stays on the device that need not.
const write = (key, value) => { try { if (value.length) localStorage.setItem(key, JSON.stringify(value)); else localStorage.removeItem(key); } catch { /* held is enough */ } };
// Another tab of the same person writes too: only the line that is meant comes or goes.
const queue = () => read(KEY, held);
const keep = (lines) => { held = lines; write(KEY, lines); show(); };
const drop = (key) => keep(queue().filter((line) => line.key !== key));

const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

function show() {
  const rows = queue().map((line) => {
    const row = document.createElement("li");
    row.dir = "auto";
    row.textContent = line.text;
    return row;
  });
  waiting.querySelector("ol").replaceChildren(...rows);
  waiting.hidden = rows.length === 0;
}

const tell = (trouble) => {
  waiting.querySelector(".notice").hidden = !trouble;
  for (const words of waiting.querySelectorAll("[data-failed]")) words.hidden = words.dataset.failed !== (trouble || "line");
  show();
};

const take = (text) => {
  const piece = new DOMParser().parseFromString(text, "text/html").querySelector("[data-seen]");
  // Nobody who is just choosing a line has it taken away under their finger.
  if (piece && !list.contains(document.activeElement)) list.replaceChildren(piece);
  return Boolean(piece);
};

async function post(line, again = true) {
  const body = new FormData(form);
  body.set("text", line.text);
  body.set("key", line.key);
  body.set("ago", Math.max(0, Date.now() - line.at));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Piece": "lines" }, signal: AbortSignal.timeout(PATIENCE) });
  const text = await answer.text();
  if (answer.ok && !answer.redirected && text.includes("data-seen")) return take(text);
  const token = new DOMParser().parseFromString(text, "text/html").querySelector("main [name=csrfmiddlewaretoken]")?.value;
  if (answer.status === 403 && token && again) {
    form.elements.csrfmiddlewaretoken.value = token;
    return post(line, false);
  }
  throw new Error(answer.status === 401 ? "session" : "line");
}

let busy = false;
async function send() {
  if (busy) return;
  busy = true;
  try {
    for (let line; (line = queue()[0]);) {
      await post(line);
      drop(line.key);
    }
    tell("");
  } catch (problem) {
    tell(problem.message === "session" ? "session" : "line");
  } finally {
    busy = false;
  }
}

async function look() {
  const seen = list.querySelector("[data-seen]")?.dataset.seen;
  const address = new URL(form.dataset.lines, location.href);
  address.searchParams.set("seen", seen);
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (answer?.status === 200 && !answer.redirected) take(await answer.text());
}

form.addEventListener("submit", (event) => {
  const text = field.value.trim();
  if (!text) return;
  event.preventDefault();
  keep([...queue(), { key: newKey(), text, at: Date.now() }]);
  field.value = "";
  write(`${KEY}:typed`, "");
  field.focus();
  send();
});
field.addEventListener("input", () => write(`${KEY}:typed`, field.value));
for (const link of document.querySelectorAll("[data-speaker]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    field.value = `${link.dataset.speaker}: `;
    field.focus();
  });
}

field.value ||= read(`${KEY}:typed`, "");
addEventListener("online", send);
setInterval(() => { if (queue().length) send(); else if (!document.hidden) look(); }, PAUSE);
send();
