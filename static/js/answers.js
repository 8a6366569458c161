// Checks the lists of numbers while somebody types: asks the server for the piece that shows the check.

const form = document.querySelector("[data-answers]");
const place = document.querySelector("[data-check]");
const PAUSE = 500;
let timer = 0;
let asked = 0;

async function check() {
  const turn = ++asked;
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Piece": "check" },
      credentials: "same-origin",
    });
    // A slow answer to what stood there before must not overwrite a newer one.
    if (answer.ok && turn === asked) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.childNodes);
      // What was wrong when the form was sent is no longer what stands in it.
      for (const said of form.querySelectorAll(".notice.bad")) said.remove();
    }
  } catch {
    // Without a connection the button still checks, as soon as there is one.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
});
