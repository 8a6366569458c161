// Keys for rating: single letters and figures, never in a text field, off for those who do not want them (WCAG 2.1.4).
const root = document.documentElement;
const part = document.querySelector("[data-rating]");

root.dataset.keys = sessionStorage.getItem("keys") ?? "on";
part.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-toggle]")) return;
  root.dataset.keys = root.dataset.keys === "on" ? "off" : "on";
  sessionStorage.setItem("keys", root.dataset.keys);
});

// Where the keyboard writes other letters (Arabic), or figures with Shift only (French), the place of the key counts.
const letterOf = ({ key, code }) =>
  (/^[a-z0-9]$/i.test(key) ? key : /^(?:Key|Digit)(\w)$/.exec(code)?.[1] ?? "").toLowerCase();
const isTyping = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

const save = (event) => {
  // On a link or a button Enter means what it always means.
  if (event.target.closest("a, button, summary")) return;
  event.preventDefault();
  part.querySelector("[data-save]")?.click();
};

const act = (event) => {
  const letter = letterOf(event);
  const target = letter && part.querySelector(`[data-key="${letter}"]`);
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (target.type === "radio") target.checked = true;
  if (target.matches("a, summary")) target.click();
  if (target.matches("summary")) target.parentElement.querySelector("input").focus();
};

addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, repeat, target } = event;
  if (root.dataset.keys !== "on" || ctrlKey || metaKey || altKey || repeat || isTyping(target)) return;
  if (key === "Enter") save(event);
  else act(event);
});
