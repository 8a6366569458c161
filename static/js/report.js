// Watches a report being made: looks again every two seconds and changes what has changed.
const EVERY = 2000;
const report = document.querySelector("[data-report]");
const heading = document.querySelector("[data-report-heading]");

const look = async () => {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-report]");
    report.replaceChildren(...fresh.childNodes);
    report.dataset.report = fresh.dataset.report;
    const words = page.querySelector("[data-report-heading]").textContent;
    // Read out when it changes, and only then.
    if (heading.textContent !== words) heading.textContent = words;
    document.title = page.title;
  } catch {
    // The line dropped, or the session ended: what is shown stays, and the next look may do better.
  }
  if (report.dataset.report === "running") setTimeout(look, EVERY);
};

if (report.dataset.report === "running") setTimeout(look, EVERY);
