// A batch shows how far it has come without being loaded anew. Without this file, “Look again” does it.
"use strict";

const SECONDS = 3;
// A screen reader is told less often than the eye.
const TELL_SECONDS = 20;

const box = document.querySelector("[data-refresh]");
const says = document.getElementById("progress-says");
let toldAt = Date.now();
// A page is not shown anew under the hands of somebody who uses it.
let inUse = false;
for (const sign of ["pointerdown", "keydown"]) window.addEventListener(sign, () => { inUse = true; });

const tell = (text, now) => {
  if (text === says.textContent || (!now && Date.now() - toldAt < TELL_SECONDS * 1000)) return;
  says.textContent = text;
  toldAt = Date.now();
};

const replace = (html) => {
  // Whoever is on a link in it stays there until the next time.
  if (box.contains(document.activeElement)) return true;
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-changes]");
  if (!found) return false;
  box.replaceChildren(found);
  const goesOn = found.dataset.changes === "yes";
  tell(found.dataset.says, !goesOn);
  // The buttons and the list are older than that.
  if (!goesOn && !inUse) location.reload();
  return goesOn;
};

const refresh = async () => {
  let goesOn = true;
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(box.dataset.refresh, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) goesOn = replace(await answer.text());
    } catch {
      // The network is away for a moment; the next time.
    }
  }
  if (goesOn) setTimeout(refresh, SECONDS * 1000);
};

if (box && says) setTimeout(refresh, SECONDS * 1000);
