// Pages of the programme that were visited, for when there is no network. Whoever has network gets what the
// portal answers, always. Nobody's own page is kept: programme.js keeps each page as it is for everybody.
"use strict";

const PAGES = "programme-pages-1";
const FILES = "programme-files-1";
// A meeting has fewer items; other languages and meetings are kept until these are full.
const MOST = 80;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function page(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const url = new URL(request.url);
    const kept = await caches.match(url.origin + url.pathname, { cacheName: PAGES });
    if (kept) return asKept(kept);
    const instead = await caches.match(offlinePage(url), { cacheName: PAGES });
    if (!instead) throw failure;
    return listing(instead);
  }
}

// In the language and for the meeting of the page that was asked for.
const offlinePage = ({ origin, pathname }) => `${origin}${pathname.replace(/\/programme\/.*/, "/programme/")}offline/`;

// The page of its own, with what there is: each by the title that it has.
async function listing(instead) {
  const pages = await caches.open(PAGES);
  const lines = [];
  for (const { url } of await pages.keys()) {
    if (url.endsWith("/offline/")) continue;
    const title = /<title>([^<]*)<\/title>/.exec(await (await pages.match(url)).text());
    lines.push(`<li><a href="${new URL(url).pathname}">${title ? title[1] : ""}</a></li>`);
  }
  const html = await instead.text();
  return written(html.replace(/(<ul class="plain" id="kept">).*?(<\/ul>)/s, (_all, begin, end) => begin + lines.join("") + end), instead);
}

// The page says itself that it comes from the device.
async function asKept(kept) {
  const html = (await kept.text()).replace('<div class="notice wait" id="offline" hidden>', '<div class="notice wait" id="offline">');
  return written(html, kept);
}

// What protects a page (CSP, nosniff) protects the kept one, too.
function written(html, kept) {
  const headers = new Headers(kept.headers);
  // These told of the bytes as they came.
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(html, { headers });
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match(request.url, { cacheName: FILES });
    if (!kept) throw failure;
    return kept;
  }
}

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep({ page, instead, files }) {
  const pages = await caches.open(PAGES);
  for (const one of [instead, page].filter(Boolean)) {
    const answer = await fetch(one, { credentials: "omit" });
    if (!answer.ok) continue;
    // As the newest one: what nobody opens any more makes room.
    await pages.delete(one);
    await pages.put(one, answer);
  }
  for (const old of (await pages.keys()).slice(0, -MOST)) await pages.delete(old);
  await keepFiles(files);
}

async function keepFiles(files) {
  const kept = await caches.open(FILES);
  for (const url of files) {
    if (await kept.match(url)) continue;
    const answer = await fetch(url);
    if (answer.ok) await kept.put(url, answer);
  }
  for (const old of (await kept.keys()).slice(0, -MOST)) await kept.delete(old);
}
