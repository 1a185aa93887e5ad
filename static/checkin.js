// The desk at the door. What is scanned is first kept on the device, then sent; only what the portal has
// answered is forgotten. So nothing is lost without network, by a reload or when the session has ended, and
// nothing counts twice: each scan has a key of its own. A kept scan is a code, a time, the name of the desk
// and the address of its meeting; nothing of anybody. What somebody must act on stays on the page until it
// is acknowledged, also through a reload. Without this file the forms send themselves.
"use strict";

const PREFIX = "checkin/";
const PLACE = "checkin-place";
const PORTION = 10;
const LONGEST_WAIT = 30_000;
const SHOWN = 5;
// A request that hangs must not stop what waits behind it: it is given up, and tried again.
const LONGEST_REQUEST = 8000;
const TO_ACT_ON = "checkin-to-act-on/";
const NEED_SOMEBODY = ["stop", "wait"];

const box = document.querySelector("[data-scanner]");
const says = box.dataset;
const part = (name) => box.querySelector(`[data-${name}]`);

// A place for what is kept: an entry for each scan, so that two windows never overwrite each other. Where
// the browser keeps nothing, it is this page, for as long as it is open.
const ofThisPage = new Map();
const store = {
  // Whether a reload loses nothing.
  keep(scan) {
    try {
      localStorage.setItem(PREFIX + scan.key, JSON.stringify(scan));
      return true;
    } catch {
      ofThisPage.set(scan.key, scan);
      return false;
    }
  },
  forget(key) {
    ofThisPage.delete(key);
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // It was never kept there.
    }
  },
  all() {
    return [...kept(), ...ofThisPage.values()].sort((a, b) => a.at - b.at);
  },
};

function kept() {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => read(localStorage, name))
      .filter(Boolean);
  } catch {
    return [];
  }
}

// The name of the desk, as it was typed on this device.
const place = {
  get value() {
    const field = document.getElementById("place");
    return field ? field.value.trim() : placeKept();
  },
  keep() {
    try {
      localStorage.setItem(PLACE, this.value);
    } catch {
      // Then it is typed again.
    }
  },
};

function placeKept() {
  try {
    return localStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
}

// The same rule as the portal has for codes: what no paper of ours can say is not kept. A camera sees
// whatever is held before it.
function codeIn(text) {
  const last = text.trim().slice(-40).split("/").pop();
  const code = last.replace(/[\s\u200b\u00ad\u2010-\u2015\u2212-]+/g, "").toUpperCase();
  const read = code.replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(read) ? read.replace(/.{4}(?=.)/g, "$&-") : null;
}

// Answers that somebody must act on, for this window: with the code in place of the name.
const toActOn = {
  keep({ key, colour, title, text, url }, code) {
    const notice = { key, colour, title, name: code, text, url, at: Date.now() };
    try {
      sessionStorage.setItem(TO_ACT_ON + key, JSON.stringify(notice));
    } catch {
      // Then it stands on the page until a reload.
    }
  },
  forget(key) {
    try {
      sessionStorage.removeItem(TO_ACT_ON + key);
    } catch {
      // It was never kept.
    }
  },
  all() {
    try {
      return Object.keys(sessionStorage)
        .filter((name) => name.startsWith(TO_ACT_ON))
        .map((name) => read(sessionStorage, name))
        .filter(Boolean)
        .sort((a, b) => a.at - b.at);
    } catch {
      return [];
    }
  },
};

function read(storage, name) {
  try {
    return JSON.parse(storage.getItem(name));
  } catch {
    storage.removeItem(name);
    return null;
  }
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/* What is seen */

function show({ key, colour, title, name, about, text, url }, { stays = false } = {}) {
  const notice = document.createElement("div");
  notice.className = `notice ${colour}`;
  if (key) notice.dataset.key = key;
  const heading = notice.appendChild(document.createElement("h3"));
  heading.textContent = name ? `${title}: ` : title;
  if (name) heading.appendChild(document.createElement("bdi")).textContent = name;
  for (const line of [about, text].filter(Boolean)) notice.appendChild(document.createElement("p")).textContent = line;
  if (url) {
    const link = notice.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
    link.href = url;
    link.textContent = name;
  }
  if (stays) notice.appendChild(seenButton(notice));
  const answers = part("answers");
  const before = key && answers.querySelector(`[data-key="${key}"]`);
  if (before) before.replaceWith(notice);
  else answers.prepend(notice);
  const passing = [...answers.children].filter((one) => !one.hasAttribute("data-stays"));
  for (const one of passing.slice(SHOWN)) one.remove();
}

function seenButton(notice) {
  notice.dataset.stays = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary";
  button.textContent = says.seen;
  button.addEventListener("click", () => {
    toActOn.forget(notice.dataset.key);
    notice.remove();
    const next = part("answers").querySelector("[data-stays] button") ?? document.getElementById("code");
    next?.focus();
  });
  return button;
}

function answered(answer, scan) {
  const stays = NEED_SOMEBODY.includes(answer.colour);
  // First what must be seen, then what may be forgotten: nothing is lost between the two.
  if (stays) toActOn.keep(answer, scan?.code ?? "");
  store.forget(answer.key);
  show(answer, { stays });
}

function tell(problem = "") {
  const waiting = store.all().length;
  part("kept").hidden = waiting === 0 && !problem;
  const text = waiting === 1 ? says.keptOne : says.keptMany.replace("{n}", waiting);
  part("kept-says").textContent = [waiting ? text : "", problem].filter(Boolean).join(" ");
  part("sign-in-link").hidden = !problem;
}

/* Sending */

let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
let wait = 1000;
let timer = 0;
let sending = false;

class SignedOut extends Error {}
class Refused extends Error {}

function timeLimit() {
  // AbortSignal.timeout is not known to the telephones of some years ago.
  const controller = new AbortController();
  setTimeout(() => controller.abort(), LONGEST_REQUEST);
  return controller.signal;
}

// The page that was kept has none, and after a sign-in the old one is worth nothing.
async function freshToken() {
  const answer = await fetch(says.page, { headers: { Accept: "text/html" }, signal: timeLimit() });
  if (answer.redirected) throw new SignedOut();
  if (answer.status === 403) throw new Refused();
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[name=csrfmiddlewaretoken]").value;
}

// Each scan goes to the meeting whose page took it, whichever page is open now.
function destination(scan) {
  return scan.entries || says.entries;
}

async function post(entries, scans) {
  const now = Date.now();
  const body = JSON.stringify({
    // How long ago, not when: the clock of a telephone may be wrong.
    scans: scans.map(({ at, entries: _, ...scan }) => ({ ...scan, ago: Math.max(0, (now - at) / 1000) })),
  });
  const ask = () =>
    fetch(entries, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      signal: timeLimit(),
    });
  token ??= await freshToken();
  let answer = await ask();
  if (answer.status === 403) {
    token = await freshToken();
    answer = await ask();
    if (answer.status === 403) throw new Refused();
  }
  if (answer.redirected) throw new SignedOut();
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).answers;
}

async function sendTo(entries) {
  // Each once: what is not answered keeps nothing back, and comes again later.
  const tried = new Set();
  const waiting = () => store.all().filter((scan) => destination(scan) === entries && !tried.has(scan.key));
  for (let scans = waiting(); scans.length; scans = waiting()) {
    const portion = scans.slice(0, PORTION);
    const answers = await post(entries, portion);
    for (const { key } of portion) tried.add(key);
    for (const answer of answers) {
      answered(
        answer,
        portion.find((scan) => scan.key === answer.key),
      );
    }
    if (answers.length) wait = 1000;
  }
}

async function send() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  let problem = "";
  try {
    // What one meeting does not take keeps nothing back that is of another.
    for (const entries of new Set(store.all().map(destination))) {
      try {
        await sendTo(entries);
      } catch (failure) {
        if (failure instanceof SignedOut) problem = says.signIn;
        if (failure instanceof Refused) problem = says.refused;
      }
    }
  } finally {
    sending = false;
  }
  tell(problem);
  if (store.all().length) {
    timer = setTimeout(send, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

function take(text, { wanted = "come", by_name = "" } = {}) {
  const code = codeIn(text);
  if (!code) {
    show({ colour: "stop", title: says.unknown, text: says.unknownText });
    return false;
  }
  const scan = { key: newKey(), code, wanted, by_name, place: place.value, at: Date.now(), entries: says.entries };
  const isKept = store.keep(scan);
  place.keep();
  show({ key: scan.key, colour: "wait", title: says.keptTitle, name: code, text: isKept ? says.keptText : says.full });
  tell();
  wait = 1000;
  send();
  return true;
}

/* Forms: a code that is typed or read by a scanner, and the buttons of a search */

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-scan]");
  if (!form) return;
  event.preventDefault();
  const field = form.elements.code;
  const code = field.value.trim();
  if (!code) {
    show({ colour: "wait", title: says.empty, text: "" });
    return;
  }
  const isTaken = take(code, { wanted: event.submitter?.value || "come", by_name: form.elements.by_name?.value });
  if (field.type !== "hidden") {
    if (isTaken) field.value = "";
    field.focus();
  } else {
    box.scrollIntoView();
  }
});

part("send-now").addEventListener("click", () => {
  wait = 1000;
  send();
});
addEventListener("online", () => {
  wait = 1000;
  send();
});

/* The camera */

const AGAIN = 4000;
const lately = new Map();

function seen(code) {
  // The same badge stays before the camera for a while.
  const wanted = box.querySelector("[name=camera]:checked").value;
  const before = lately.get(wanted + code) ?? 0;
  lately.set(wanted + code, Date.now());
  if (Date.now() - before > AGAIN) take(code, { wanted });
}

async function ownReader() {
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video)).map((found) => found.rawValue);
}

async function vendoredReader() {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = says.decoder;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    // Enough for a badge at arm's length, and quick on an old telephone.
    const scale = Math.min(1, 640 / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const found = window.jsQR(data, width, height, { inversionAttempts: "dontInvert" });
    return found ? [found.data] : [];
  };
}

const camera = part("camera");
const video = part("video");
let stream = null;

async function look(reader) {
  if (!stream) return;
  try {
    if (video.readyState >= 2) for (const code of await reader(video)) if (code) seen(code);
  } catch {
    // A picture that cannot be read; the next one.
  }
  setTimeout(look, 200, reader);
}

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  video.hidden = true;
  part("direction").hidden = true;
  camera.setAttribute("aria-pressed", "false");
}

async function start() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    video.srcObject = stream;
    video.hidden = false;
    part("direction").hidden = false;
    camera.setAttribute("aria-pressed", "true");
    await video.play();
    look((await ownReader()) ?? (await vendoredReader()));
  } catch {
    stop();
    show({ colour: "wait", title: says.noCamera, text: "" });
  }
}

if (camera && navigator.mediaDevices?.getUserMedia) {
  camera.hidden = false;
  camera.addEventListener("click", () => (stream ? stop() : start()));
  addEventListener("pagehide", stop);
}

/* The page itself without network */

async function keepPage() {
  const scope = new URL(says.page, location).pathname;
  await navigator.serviceWorker.register("/checkin-worker.js", { scope });
  const { active } = await navigator.serviceWorker.ready;
  const files = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]')];
  active.postMessage({
    page: new URL(says.offline, location).href,
    files: [...files.map((one) => one.href || one.src), new URL(says.decoder, location).href],
  });
}

const desk = document.getElementById("place");
if (desk && !desk.value) desk.value = placeKept();
for (const notice of toActOn.all()) show(notice, { stays: true });
tell();
send();
if ("serviceWorker" in navigator && navigator.onLine) addEventListener("load", () => keepPage().catch(() => {}));
