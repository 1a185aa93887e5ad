// The desk at the door without network: its scanner, and the files it needs. Nothing of anybody is kept;
// whoever has network gets what the portal answers, always.
"use strict";

const KEPT = "checkin-1";
// A network that is there and carries nothing: after so long the kept page comes, if there is one.
const LONGEST_WAIT = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep({ page, files }) {
  const cache = await caches.open(KEPT);
  // As it is for everybody: without anybody's session.
  let answer = await fetch(page, { credentials: "omit" });
  // A meeting that is rehearsed shows it only to those who signed in; it is a visitor’s page for them, too.
  if (answer.status === 404) answer = await fetch(page);
  if (answer.ok && !answer.redirected) await cache.put(page, answer);
  for (const url of files) {
    if (await cache.match(url)) continue;
    const file = await fetch(url);
    if (file.ok) await cache.put(url, file);
  }
  const wanted = new Set([page, ...files]);
  for (const { url } of await cache.keys()) {
    if (!wanted.has(url) && (url.includes("/static/") || url === page)) await cache.delete(url);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function page(request, url) {
  const answer = fetch(request);
  try {
    return await Promise.race([answer, tooLong()]);
  } catch {
    const offline = url.origin + url.pathname.replace(/(\/desk\/check-in\/).*/, "$1offline/");
    return (await caches.match(offline, { cacheName: KEPT })) ?? answer;
  }
}

function tooLong() {
  return new Promise((_, reject) => setTimeout(reject, LONGEST_WAIT, new Error("too long")));
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match(request.url, { cacheName: KEPT });
    if (!kept) throw failure;
    return kept;
  }
}
