// The editor of the programme's draft works without this file, by the buttons of each block. It gives
// the blocks their height in proportion to minutes, lets them be dragged and stretched, asks the portal
// before something is dropped, keeps the focus on what has moved, and says what others have done.
"use strict";

const STEP = 5;
// Pixels for a minute, so that ten minutes have room for a line.
const SCALE = 2.9;
const POLL = 5000;
// Room for the head of the first session.
const ABOVE = 56;
// Where two days have room side by side; below, the list stays a list.
const WIDE = window.matchMedia("(min-width: 48em)");

const rounded = (minutes) => Math.round(minutes / STEP) * STEP;
const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

class Draft {
  constructor(root) {
    this.adopt(root);
    document.addEventListener("pointermove", (event) => this.drag?.move(event));
    document.addEventListener("pointerup", () => this.drag?.end());
    document.addEventListener("pointercancel", () => this.drag?.giveUp());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.drag?.giveUp());
    document.addEventListener("submit", (event) => this.submit(event));
    WIDE.addEventListener("change", () => this.layOut());
  }

  adopt(root) {
    this.root = root;
    this.says = root.querySelector("#draft-says");
    this.layOut();
    for (const block of root.querySelectorAll("[data-kind]")) {
      const grip = block.querySelector(":scope > .grip, :scope > .draft-head > .grip");
      const edge = block.querySelector(":scope > .edge");
      for (const handle of [grip, edge]) {
        handle.hidden = false;
        handle.addEventListener("pointerdown", (event) => this.take(event, block, handle === edge));
      }
    }
  }

  // By properties of the elements: the pages' policy allows no style attribute.
  layOut() {
    const first = Number(this.root.dataset.firstHour) * 60;
    const last = Number(this.root.dataset.lastHour) * 60;
    for (const axis of this.root.querySelectorAll(".axis")) {
      axis.classList.toggle("timed", WIDE.matches);
      for (const hour of axis.querySelectorAll(".hour")) hour.remove();
      axis.style.blockSize = WIDE.matches ? `${(last - first) * SCALE + ABOVE + 24}px` : "";
      axis.style.setProperty("--hour", `${60 * SCALE}px`);
      if (WIDE.matches) for (let hour = first; hour <= last; hour += 60) axis.append(this.hour(hour, first));
      this.layOutSessions([...axis.querySelectorAll(".draft-session")], first);
    }
  }

  hour(minutes, first) {
    const mark = document.createElement("li");
    mark.className = "hour";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = clock(minutes);
    mark.style.insetBlockStart = `${(minutes - first) * SCALE + ABOVE}px`;
    return mark;
  }

  // Sessions at the same time lie side by side; none covers another one, even if it runs over.
  layOutSessions(sessions, first) {
    const placed = this.inLanes(sessions);
    const ends = placed.map(() => -Infinity);
    for (const { session, starts, lane, lanes } of placed) {
      this.layOutSegments(session);
      const { style } = session;
      style.insetBlockStart = style.minBlockSize = style.insetInlineStart = style.inlineSize = "";
      if (!WIDE.matches) continue;
      const width = `(100% - 2.75rem) / ${lanes.count}`;
      style.insetInlineStart = `calc(2.75rem + ${lane} * ${width})`;
      style.inlineSize = `calc(${width})`;
      // The head stands above the beginning, so that the segments lie at their times.
      const head = session.querySelector(".draft-head").getBoundingClientRect().height;
      const before = lanes.count > 1 ? ends[lane] : Math.max(...ends);
      const top = Math.max((starts - first) * SCALE + ABOVE - head, before + 4);
      style.insetBlockStart = `${top}px`;
      style.minBlockSize = `${session.dataset.minutes * SCALE + head + 4}px`;
      ends[lane] = top + session.getBoundingClientRect().height;
    }
    const bottom = Math.max(0, ...ends);
    const axis = sessions[0]?.parentElement;
    if (axis && WIDE.matches && bottom > axis.getBoundingClientRect().height) axis.style.blockSize = `${bottom}px`;
  }

  // Only those that overlap share the width.
  inLanes(sessions) {
    let lanes = { count: 0 };
    let taken = [];
    const placed = sessions.map((session) => {
      const starts = Number(session.dataset.starts);
      if (taken.every((ends) => ends <= starts)) [lanes, taken] = [{ count: 0 }, []];
      let lane = taken.findIndex((ends) => ends <= starts);
      if (lane < 0) lane = taken.push(0) - 1;
      taken[lane] = starts + Number(session.dataset.minutes);
      lanes.count = taken.length;
      return { session, starts, lane, lanes };
    });
    if (placed.some(({ lanes: { count } }) => count > 1)) sessions[0].closest(".draft-days").classList.add("parallel");
    return placed;
  }

  layOutSegments(session) {
    for (const segment of session.querySelectorAll(".draft-segment")) {
      const height = WIDE.matches ? `${segment.dataset.minutes * SCALE}px` : "";
      segment.style.minBlockSize = segment.style.blockSize = height;
      segment.classList.toggle("short", segment.dataset.minutes < 16);
      segment.classList.toggle("middle", segment.dataset.minutes >= 16 && segment.dataset.minutes < 26);
    }
  }

  say(text, refuses = false) {
    this.says.textContent = text;
    this.says.classList.toggle("refuses", refuses);
  }

  take(event, block, stretches) {
    if (event.button !== 0 || this.drag || this.isSaving) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.setPointerCapture(event.pointerId);
    if (stretches) this.drag = new Stretch(this, block, event);
    else this.drag = block.dataset.kind === "segment" ? new MoveSegment(this, block) : new MoveSession(this, block, event);
  }

  // What the portal would say, once for each place under the pointer.
  async ask(block, wanted) {
    const data = new URLSearchParams({ version: block.dataset.version, ...wanted });
    data.set(block.dataset.kind === "segment" ? "segment" : "session_uid", block.dataset.uid);
    try {
      const response = await fetch(`${this.root.dataset.check}?${data}`, { headers: { Accept: "application/json" } });
      return response.ok ? await response.json() : { words: "", refused: false };
    } catch {
      return { words: "", refused: false };
    }
  }

  save(block, wanted) {
    const form = block.querySelector("form");
    const data = new URLSearchParams({ ...wanted, version: block.dataset.version });
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return this.send(block.dataset.url, data, block.id, false);
  }

  submit(event) {
    const form = event.target;
    if (!this.root.contains(form) || form.method !== "post") return;
    event.preventDefault();
    const block = form.closest("[data-kind]");
    const data = new URLSearchParams(new FormData(form, event.submitter));
    this.send(form.action, data, block?.id ?? "", event.submitter?.value ?? "");
  }

  // The answer is the page as it stands now, with what the portal says: also when it refuses.
  async send(url, data, id, button) {
    if (this.isSaving) return this.say(this.says.dataset.busy, true);
    this.isSaving = true;
    try {
      const response = await fetch(url, { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const root = page.getElementById("draft");
      if (!root) throw new Error(`no draft in the answer (${response.status})`);
      const notice = page.querySelector("#refusal") ?? page.querySelector("main > .notice");
      page.querySelector("#refusal")?.remove();
      for (const element of root.querySelectorAll("[autofocus]")) element.removeAttribute("autofocus");
      for (const old of document.querySelectorAll("main > .notice")) old.remove();
      const { scrollX, scrollY } = window;
      this.root.replaceWith(root);
      this.adopt(root);
      window.scrollTo(scrollX, scrollY);
      watch();
      this.focus(id, button);
      this.say(notice?.textContent.trim() ?? "", !response.ok);
    } catch {
      this.layOut();
      this.say(this.says.dataset.failed, true);
    } finally {
      this.isSaving = false;
    }
  }

  // On the same button of what has moved, as if it had only gone to another place.
  focus(id, button) {
    const block = id && document.getElementById(id);
    const undo = document.getElementById("undo");
    if (!block) return undo?.focus();
    const tools = document.getElementById(`tools-${id}`);
    if (button && tools.showPopover) {
      // Where the focus goes back to when the tools are closed.
      document.getElementById(`open-${id}`).focus({ preventScroll: true });
      tools.showPopover();
      tools.querySelector(`button[value="${button}"]`)?.focus({ preventScroll: true });
    } else document.getElementById(`open-${id}`).focus({ preventScroll: true });
    block.scrollIntoView({ block: "nearest" });
  }
}

// What all ways of dragging have in common: asking once for each place, and dropping what is not refused.
class Drag {
  constructor(draft, block) {
    this.draft = draft;
    this.block = block;
    block.classList.add("dragged");
  }

  scroll({ clientY }) {
    const step = clientY < 48 ? -12 : clientY > window.innerHeight - 48 ? 12 : 0;
    if (step) window.scrollBy(0, step);
  }

  async want(wanted, label) {
    const key = JSON.stringify(wanted);
    if (key === this.key) return;
    this.key = key;
    this.wanted = wanted;
    this.mark(false);
    this.draft.say(label);
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (this.key !== key || this.isOver) return;
    const { words, refused } = await this.draft.ask(this.block, wanted);
    if (this.key !== key || this.isOver) return;
    this.mark(refused);
    this.draft.say(words ? `${label} ${words}` : label, refused || Boolean(words));
  }

  mark(refused) {
    this.block.classList.toggle("refuses", refused);
  }

  end() {
    const { wanted } = this;
    this.clear();
    if (wanted) this.draft.save(this.block, wanted);
    else this.draft.layOut();
  }

  giveUp() {
    this.clear();
    this.draft.layOut();
    this.draft.say("");
  }

  clear() {
    this.isOver = true;
    this.block.classList.remove("dragged", "refuses");
    this.draft.drag = null;
  }
}

class MoveSegment extends Drag {
  // Before the segment in whose upper half the pointer is, else at the end of the session.
  move(event) {
    this.scroll(event);
    const { clientX: x, clientY: y } = event;
    const session = [...this.draft.root.querySelectorAll(".draft-session")].find((one) => {
      const box = one.getBoundingClientRect();
      return x >= box.left - 48 && x <= box.right && y >= box.top && y <= box.bottom;
    });
    if (!session) return;
    const others = [...session.querySelectorAll(".draft-segment")].filter((one) => one !== this.block);
    const next = others.find((one) => {
      const box = one.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    this.unmark();
    this.target = next ?? session;
    this.target.classList.add(next ? "before-this" : "at-its-end");
    const label = (next ?? session).querySelector(next ? ".draft-name" : "h3").textContent.trim();
    const at = next ? next.querySelector("time").textContent : "";
    this.want({ do: "move", session: session.dataset.uid, before: next?.dataset.uid ?? "" }, `→ ${at} ${label}.`);
  }

  unmark() {
    this.target?.classList.remove("before-this", "at-its-end", "refuses");
  }

  mark(refused) {
    super.mark(refused);
    this.target?.classList.toggle("refuses", refused);
  }

  clear() {
    this.unmark();
    super.clear();
  }
}

class MoveSession extends Drag {
  constructor(draft, block, event) {
    super(draft, block);
    this.from = event.clientY + window.scrollY;
  }

  move(event) {
    this.scroll(event);
    const delta = rounded((event.clientY + window.scrollY - this.from) / SCALE);
    const starts = Number(this.block.dataset.starts) + delta;
    if (starts < 0 || starts > 1435) return;
    const days = [...this.draft.root.querySelectorAll(".draft-day")];
    const under = days.find((one) => {
      const box = one.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX <= box.right;
    });
    const day = (WIDE.matches && under) || this.block.closest(".draft-day");
    if (WIDE.matches) this.block.style.translate = `${day.getBoundingClientRect().left - this.block.closest(".draft-day").getBoundingClientRect().left}px ${delta * SCALE}px`;
    const ends = starts + Number(this.block.dataset.minutes);
    const { minutes } = this.block.dataset;
    const asks = this.draft.says.dataset.asks;
    const label = asks.replace("{begins}", clock(starts)).replace("{ends}", clock(ends)).replace("{minutes}", minutes);
    this.want({ do: "move", begins_at: `${day.dataset.day}T${clock(starts)}` }, `${label}.`);
  }

  clear() {
    this.block.style.translate = "";
    super.clear();
  }
}

class Stretch extends Drag {
  constructor(draft, block, event) {
    super(draft, block);
    this.from = event.clientY + window.scrollY;
  }

  move(event) {
    this.scroll(event);
    const before = Number(this.block.dataset.minutes);
    const delta = (event.clientY + window.scrollY - this.from) / SCALE;
    const begins = this.begins();
    const isSession = this.block.dataset.kind === "session";
    // A day has no 24:00 to send.
    const most = isSession ? 1435 - begins : 600;
    const minutes = Math.min(most, Math.max(STEP, rounded(before + delta)));
    this.block.style.minBlockSize = `${minutes * SCALE}px`;
    if (!isSession) this.block.style.blockSize = `${minutes * SCALE}px`;
    const asks = this.draft.says.dataset.asks;
    const label = asks.replace("{begins}", clock(begins)).replace("{ends}", clock(begins + minutes)).replace("{minutes}", minutes);
    const day = this.block.closest(".draft-day").dataset.day;
    const wanted = isSession
      ? { do: "stretch", ends_at: `${day}T${clock(begins + minutes)}` }
      : { do: "stretch", minutes: String(minutes) };
    this.want(wanted, `${label}.`);
  }

  begins() {
    if (this.block.dataset.kind === "session") return Number(this.block.dataset.starts);
    const session = this.block.closest(".draft-session");
    let minutes = Number(session.dataset.starts);
    for (const segment of session.querySelectorAll(".draft-segment")) {
      if (segment === this.block) break;
      minutes += Number(segment.dataset.minutes);
    }
    return minutes;
  }
}

// What others have done is said, and nothing on the page changes: somebody may be typing.
const watch = () => {
  const news = document.getElementById("draft-news");
  if (!news) return;
  clearInterval(watch.timer);
  watch.timer = setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const response = await fetch(`${news.dataset.url}?since=${news.dataset.since}`, { redirect: "error" });
      const { words } = response.ok ? await response.json() : { words: "" };
      const notice = news.querySelector(".notice");
      if (!words || notice.querySelector("span").textContent === words) return;
      notice.querySelector("span").textContent = words;
      notice.hidden = false;
    } catch {
      // The next time, perhaps.
    }
  }, POLL);
};

// After a form was saved: what was said stands beside what was saved, which has the focus.
const land = (draft) => {
  const said = document.querySelector("main > .notice p");
  const focused = document.querySelector("main [autofocus]");
  if (!focused) return;
  focused.focus({ preventScroll: true });
  // The blocks have their height only now.
  focused.scrollIntoView({ block: "center" });
  if (said && !focused.contains(said)) draft.say(said.textContent.trim());
};

const root = document.getElementById("draft");
if (root) land(new Draft(root));
watch();
