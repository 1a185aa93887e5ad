// The interpreters’ list renews itself where the reader is. Without this file, “Look again” does it.
// Which version was fetched here is known to this browser alone.
"use strict";

const SECONDS = 10;
const FAILURES = 2;

const box = document.querySelector("[data-renew]");
const tells = document.querySelector("[data-tells]");
const lost = document.querySelector("[data-lost]");
let failures = 0;

const lines = (part) => part.querySelector("[data-lines]")?.outerHTML ?? "";

const fetched = (link) => {
  try {
    return Number(localStorage.getItem(`fetched ${link.id}`));
  } catch {
    return 0;
  }
};

const keep = (link) => {
  try {
    localStorage.setItem(`fetched ${link.id}`, link.dataset.version);
  } catch {
    // A browser that keeps nothing: nothing is marked.
  }
};

const mark = () => {
  for (const link of box.querySelectorAll("[data-version]")) {
    const before = fetched(link);
    link.parentElement.querySelector("[data-changed]").hidden = !(before && before < Number(link.dataset.version));
  }
};

const take = (event) => {
  const link = event.target.closest("[data-version], [data-all]");
  if (!link) return;
  const taken = link.matches("[data-all]") ? box.querySelectorAll("[data-version]") : [link];
  for (const one of taken) keep(one);
  mark();
};

// As it came, before anything was marked in it.
let shown = box ? lines(box) : "";

const renew = (html) => {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-renew]");
  if (!found) return;
  const came = lines(found);
  const isNew = came !== shown;
  const focused = box.contains(document.activeElement) ? document.activeElement.id : "";
  // The hour alone is not worth the focus of somebody who is on a link.
  if (!isNew && box.contains(document.activeElement)) return;
  const { scrollX, scrollY } = window;
  box.replaceChildren(...found.childNodes);
  shown = came;
  mark();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  if (isNew) tells.textContent = `${tells.dataset.text}${tells.textContent.endsWith(" ") ? "" : " "}`;
};

const ask = async () => {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(5000) });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      renew(await answer.text());
      failures = 0;
    } catch {
      failures += 1;
    }
    lost.hidden = failures < FAILURES;
  }
  setTimeout(ask, SECONDS * 1000 * (0.75 + Math.random() / 2));
};

if (box && tells) {
  mark();
  // The middle button fetches, too.
  for (const kind of ["click", "auxclick"]) box.addEventListener(kind, take);
  setTimeout(ask, SECONDS * 1000);
}
