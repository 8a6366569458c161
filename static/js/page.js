// What every page gains with script: a language change that keeps what was typed, and a quicker way out.
const KEY = `words:${location.pathname}`;
const fields = () => document.querySelectorAll("main form[method=post] :is(input, textarea, select)[name]");
const keepable = (field) => !["hidden", "password", "file", "submit"].includes(field.type);

document.querySelector("[data-keep-words]")?.addEventListener("submit", () => {
  const kept = [...fields()].filter(keepable).map((field) => [field.name, field.value, Boolean(field.checked)]);
  sessionStorage.setItem(KEY, JSON.stringify(kept));
});

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
sessionStorage.removeItem(KEY);
for (const [name, value, checked] of kept) {
  for (const field of fields()) {
    if (field.name !== name || !keepable(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.value === value) field.checked = checked;
    } else {
      field.value = value;
      break;
    }
  }
}

const leave = document.querySelector("[data-leave]");
if (leave) {
  let presses = [];
  const go = () => location.replace(leave.href);
  leave.addEventListener("click", (event) => { event.preventDefault(); go(); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) go();
  });
}
