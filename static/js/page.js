// What every page gains with script: a quicker way out, and a language change that keeps what was typed.
const leave = document.querySelector("[data-leave]");
if (leave) {
  let presses = [];
  const go = () => location.replace(leave.href);
  leave.addEventListener("click", (event) => { event.preventDefault(); go(); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) go();
  });
}

// The n-th field of a name gets back what the n-th field of that name held. Secrets and files are never kept.
const KEY = `words:${location.pathname}`;
const KEPT = "main form[method=post] :is(input, textarea, select)[name]";
const SKIPPED = ["hidden", "password", "file", "submit", "button"];
const fields = () => [...document.querySelectorAll(KEPT)].filter((field) => !SKIPPED.includes(field.type));
const places = () => {
  const seen = {};
  return fields().map((field) => [`${field.name} ${(seen[field.name] = (seen[field.name] ?? 0) + 1)}`, field]);
};

const remember = () => {
  const held = places().map(([place, field]) => [place, field.value, Boolean(field.checked)]);
  sessionStorage.setItem(KEY, JSON.stringify(held));
};

const giveBack = () => {
  const held = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  sessionStorage.removeItem(KEY);
  const now = new Map(places());
  for (const [place, value, checked] of held) {
    const field = now.get(place);
    if (!field) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = checked;
    else field.value = value;
    // Words must not come back into a part of the page that is folded away.
    if (field.value && field.type.startsWith("text")) field.closest("details")?.setAttribute("open", "");
  }
};

try {
  giveBack();
  document.querySelector("[data-keep-words]")?.addEventListener("submit", remember);
} catch {
  // A browser that keeps nothing for a page: the language changes all the same.
}
