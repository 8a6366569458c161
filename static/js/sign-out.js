// Whoever signs out leaves nothing typed on the device, and is asked first where lines of the notebook have gone nowhere
// else. What expires by itself is kept: the same person signs in again. Lines of others wait for them.
for (const form of document.querySelectorAll("[data-sign-out]")) {
  const isMine = (key) => key.startsWith("notebook:") && key.split(":")[2] === form.dataset.signOut;
  form.addEventListener("submit", (event) => {
    try {
      const isWaiting = Object.keys(localStorage).some((key) => isMine(key) && !key.endsWith(":typed"));
      if (isWaiting && !confirm(form.dataset.waiting)) {
        event.preventDefault();
        return;
      }
      for (const storage of [localStorage, sessionStorage]) {
        for (const key of Object.keys(storage)) if (key.startsWith("typed:") || isMine(key)) storage.removeItem(key);
      }
    } catch { /* A browser that keeps nothing. */ }
  });
}
