// Rating without a reload: each one saved as it goes, and words that stay when the line drops.
const PATIENCE = 30_000;
const root = document.documentElement;
const part = document.querySelector("[data-rating]");
const status = document.querySelector("[data-saved]");
const find = (selector) => part.querySelector(selector);

const changed = (field) =>
  field.type === "radio" ? field.checked !== field.defaultChecked
  : field.type === "file" ? field.value !== ""
  : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
const unsaved = () => {
  const form = find("[data-rate]");
  return Boolean(form) && ("unsaved" in form.dataset || [...form.elements].some(changed));
};

const tellTime = () => {
  for (const time of document.querySelectorAll("[data-clock]")) {
    const day = new Date(time.dateTime);
    time.textContent = day.toLocaleTimeString(`${root.lang}-u-nu-latn`, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
};

const show = (page, address) => {
  part.replaceChildren(...page.querySelector("[data-rating]").childNodes);
  status.replaceChildren(...page.querySelector("[data-saved]").childNodes);
  if (address !== location.href) history.pushState({}, "", address);
  tellTime();
  find("[data-focus], [aria-invalid] input, input[aria-invalid]")?.focus();
};

const post = async (form, button, again = true) => {
  const response = await fetch(button?.formAction || form.action, {
    method: "POST", body: new FormData(form), signal: AbortSignal.timeout(PATIENCE),
  });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = page.querySelector("main [name=csrfmiddlewaretoken]")?.value;
  if (response.status === 403 && token && again) {
    // The person signed in again in another tab: the same words with the new token.
    form.elements.csrfmiddlewaretoken.value = token;
    return post(form, button, false);
  }
  if (!page.querySelector("[data-rating]")) throw new Error(response.status === 401 ? "session" : "line");
  // Adding evidence answers at the form's address, with the words still unsaved in it.
  return { page, address: response.redirected ? response.url : location.href };
};

let busy = false;
part.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-rate]")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  for (const notice of part.querySelectorAll("[data-failed]")) notice.hidden = true;
  status.textContent = status.dataset.saving;
  try {
    const { page, address } = await post(form, event.submitter?.hasAttribute("formaction") ? event.submitter : null);
    show(page, address);
  } catch (problem) {
    status.textContent = "";
    find(`[data-failed=${problem.message === "session" ? "session" : "line"}]`).hidden = false;
  } finally {
    busy = false;
  }
});

addEventListener("popstate", () => location.reload());
addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });

tellTime();
