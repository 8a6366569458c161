// A button that copies a link; without script the field itself can be marked and copied.
const field = document.querySelector("[data-copy]");
const button = document.querySelector("[data-copy-button]");
const said = document.querySelector("[data-copied]");

if (field && button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without TLS there is no clipboard for pages: the old way, of what is marked.
      document.execCommand("copy");
    }
    said.hidden = false;
  });
}
