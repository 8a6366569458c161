// Shows beside a moment in Geneva the same moment where the reader is, if the clocks differ.
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;

const inZone = (moment, timeZone) =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    numberingSystem: "latn",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);

for (const place of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(place.dateTime);
  const local = inZone(moment, HERE);
  if (local === inZone(moment, "Europe/Zurich")) continue;
  const beside = document.createElement("span");
  beside.className = "soft xs local";
  const words = document.createElement("bdi");
  words.textContent = `${local} (${place.dataset.local})`;
  beside.append(words);
  place.after(beside);
}
