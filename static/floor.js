// The chair’s screen and the screen of the room go on by themselves: the clock ticks from what the
// portal said, and each second the portal is asked whether anything is new. Without this file the
// chair’s buttons work as well, and the screen of the room is loaded anew every five seconds.
"use strict";

const SECOND = 1000;
const LONGEST_WAIT = 3 * SECOND;
const PATIENCE = 5 * SECOND;
// One answer that fails is not yet a lost connection.
const FAILURES = 2;
const STAGES = { left: "info", last: "wait", over: "stop" };

const clockText = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

class Floor {
  constructor(root) {
    this.root = root;
    this.mark = root.dataset.mark;
    this.version = 0;
    this.html = new Map();
    this.lost = root.querySelector("[data-lost]");
    this.failures = 0;
    // How far the portal’s clock is ahead of this device’s; known the better the quicker an answer comes.
    this.offset = Number(root.dataset.now) - Date.now();
    this.trip = Infinity;
    this.asOf = this.now();
    this.listeners = [];
    this.format = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: root.dataset.zone,
    });
    this.time = document.querySelector("[data-time]");
    setInterval(() => this.tick(), SECOND / 5);
    document.addEventListener("visibilitychange", () => this.ask());
    window.addEventListener("online", () => this.ask());
    this.ask();
  }

  // As the language of the page writes hours: 15:02, or 15 h 02.
  hours() {
    const [hour, minute] = this.format.format(this.now()).split(":");
    const { pattern } = this.root.dataset;
    return pattern.replace("HH", hour).replace("H", String(Number(hour))).replace("MM", minute);
  }

  now() {
    return Date.now() + this.offset;
  }

  // --- The clock

  tick() {
    if (this.time) this.write(this.time, this.hours());
    for (const clock of this.root.querySelectorAll("[data-clock]")) this.show(clock);
  }

  show(clock) {
    const { limit, spoken, since } = clock.dataset;
    const running = since ? Math.max(this.now() - Number(since), 0) : 0;
    const left = Math.ceil(Number(limit) - (Number(spoken) + running) / SECOND);
    this.write(clock, left < 0 ? `+${clockText(-left)}` : clockText(left));
    const progress = this.root.querySelector("progress[data-used]");
    if (progress) progress.value = Math.min(Math.max(limit - left, 0), limit);
    const stage = left <= 0 ? "over" : left <= 60 && left < limit ? "last" : "left";
    if (stage !== clock.dataset.stage) this.enter(clock, stage);
  }

  enter(clock, stage) {
    clock.dataset.stage = stage;
    const words = this.root.querySelector("[data-stage-words]");
    words.className = `tag ${STAGES[stage]}`;
    words.textContent = words.dataset[stage];
    for (const listener of this.listeners) listener(words.textContent);
  }

  write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  // --- What is new

  // At most one question is under way, and the next one waits for it.
  async ask() {
    clearTimeout(this.timer);
    if (this.asking || document.hidden) return;
    this.asking = true;
    const begun = Date.now();
    try {
      // Without cookies: the address says enough.
      const answer = await fetch(this.root.dataset.state, {
        headers: { "If-None-Match": this.mark }, credentials: "omit", cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 404 || answer.status === 403) return this.begin();
      if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
      this.setClock(answer, begun);
      if (answer.ok) this.take(await answer.json());
      this.connected();
    } catch {
      this.disconnected();
    } finally {
      this.asking = false;
      this.later();
    }
  }

  later() {
    clearTimeout(this.timer);
    const wait = this.failures ? Math.min(SECOND * 2 ** this.failures, LONGEST_WAIT) * (0.75 + Math.random() / 2) : SECOND;
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), wait);
  }

  setClock(answer, begun) {
    const told = Number(answer.headers.get("Portal-Time"));
    const trip = Date.now() - begun;
    this.trip *= 1.02;
    if (!told || trip > this.trip) return;
    this.trip = Math.max(trip, 1);
    this.offset = told - (begun + trip / 2);
  }

  // The address has ended: the page, loaded anew, has another one.
  begin() {
    this.failures = 6;
    const last = Number(sessionStorage.getItem("floor-begun") ?? 0);
    if (Date.now() - last < 60 * SECOND) return;
    sessionStorage.setItem("floor-begun", Date.now());
    location.reload();
  }

  connected() {
    this.failures = 0;
    this.asOf = this.now();
    if (this.lost) this.lost.hidden = true;
    this.onConnected?.();
  }

  disconnected() {
    this.failures += 1;
    if (!this.lost || this.failures < FAILURES) return;
    this.write(this.lost, this.lost.dataset.text.replace("{time}", this.format.format(this.asOf)));
    this.lost.hidden = false;
  }

  // --- The parts of the page

  take(state) {
    // A question that was under way when an act was done may bring what was before it.
    if (state.version < this.version) return;
    if (state.version > this.version) this.onNew?.();
    this.version = state.version;
    this.mark = state.mark;
    for (const [name, html] of Object.entries(state.parts)) {
      const part = this.root.querySelector(`[data-part="${name}"]`);
      if (part && this.html.get(name) !== html) this.renew(part, html);
      this.html.set(name, html);
    }
    const news = this.root.querySelector("[data-news]");
    if (news && news.textContent !== state.last) {
      news.textContent = state.last;
      for (const listener of this.listeners) listener(state.last);
    }
    this.tick();
  }

  renew(part, html) {
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    part.innerHTML = html;
    if (!focused) return;
    // On the same button; where it has gone, at the head, from where every key acts.
    const again = (focused.id && document.getElementById(focused.id)) || this.rest();
    again?.focus({ preventScroll: true });
  }

  rest() {
    return document.getElementById("speaking");
  }
}

const floor = new Floor(document.querySelector("[data-floor]"));
