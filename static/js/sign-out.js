// Whoever signs out leaves nothing typed on the device. What expires by itself is kept: the same person signs in again.
for (const form of document.querySelectorAll("[data-sign-out]")) {
  form.addEventListener("submit", () => {
    try {
      for (const storage of [localStorage, sessionStorage]) {
        for (const key of Object.keys(storage)) if (key.startsWith("typed:")) storage.removeItem(key);
      }
    } catch { /* A browser that keeps nothing. */ }
  });
}
