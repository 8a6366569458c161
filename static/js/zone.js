// Offers the zone of the browser's own clock below the field, where it is another one; the person decides.
const field = document.querySelector("[data-zone]");
const offer = document.querySelector("[data-zone-here]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (field && offer && here?.includes("/")) {
  const button = offer.querySelector("button");
  field.closest(".field").append(offer);
  button.textContent = here;
  const show = () => { offer.hidden = field.value === here; };
  button.addEventListener("click", () => { field.value = here; show(); field.focus(); });
  field.addEventListener("change", show);
  show();
}
