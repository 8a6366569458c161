// Buttons that copy a text; without script the field itself can be marked and copied.
for (const button of document.querySelectorAll("[data-copy-button]")) {
  const box = button.closest("[data-copy-box]") ?? document;
  const field = box.querySelector("[data-copy]");
  const said = box.querySelector("[data-copied]");
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without TLS there is no clipboard for pages: the old way, of what is marked.
      document.execCommand("copy");
    }
    if (said) said.hidden = false;
  });
}
