// What is folded away on the page stands on paper all the same, and on the page again as it was.
const folded = () => [...document.querySelectorAll("details.in-print:not([open])")];
let opened = [];
addEventListener("beforeprint", () => { opened = folded(); for (const one of opened) one.open = true; });
addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
// A link opens all of them where no script runs; here the page stays where it is.
document.querySelector("[data-open-all]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const one of folded()) one.open = true;
  event.target.hidden = true;
});
