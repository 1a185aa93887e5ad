// Lets the browser keep this page for when there is no network (programme-worker.js).
"use strict";

async function keepForLater() {
  // A worker serves what lies beneath: a meeting's pages in one language, also at their lasting addresses.
  const scope = location.pathname.replace(/(\/programme\/).*/, "$1");
  await navigator.serviceWorker.register("/programme-worker.js", { scope });
  const { active } = await navigator.serviceWorker.ready;
  const files = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]')];
  active.postMessage({
    page: location.origin + location.pathname,
    // What stands for the pages that were not kept.
    instead: new URL("offline/", new URL(scope, location)).href,
    files: files.map((one) => one.href || one.src),
  });
}

// What is shown without network is kept already.
const offline = document.getElementById("offline");
if ("serviceWorker" in navigator && offline && offline.hidden) {
  // A browser that refuses (a private window) only loses this.
  addEventListener("load", () => keepForLater().catch(() => {}));
}
