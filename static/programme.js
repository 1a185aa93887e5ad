// Beside each time of the programme, the time of this device. Without this file, a list of zones and the
// portal do the same (?zone=…), and what is chosen here is written into the address for them.
"use strict";

const box = document.getElementById("own-time");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

class OwnTime {
  constructor(box, zone) {
    this.box = box;
    this.zone = zone;
    this.button = box.querySelector("button");
    this.says = box.querySelector("[role=status]");
    this.language = document.documentElement.lang;
    this.button.addEventListener("click", () => (this.isShown() ? this.hide() : this.show()));
    this.press(new URL(location).searchParams.get("zone") === zone);
    box.hidden = false;
  }

  isShown() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  press(on) {
    this.button.setAttribute("aria-pressed", on);
    this.says.textContent = on ? this.says.dataset.text.replace("{zone}", this.zone.replaceAll("_", " ")) : "";
  }

  show() {
    this.clear();
    for (const time of document.querySelectorAll("time[data-clock]")) time.after(" ", this.own(time));
    this.remember(this.zone);
    this.press(true);
  }

  hide() {
    this.clear();
    this.remember(null);
    this.press(false);
  }

  // Those of the portal, too.
  clear() {
    for (const own of document.querySelectorAll(".own")) own.remove();
  }

  own(time) {
    const span = document.createElement("span");
    const label = document.createElement("span");
    span.className = "own";
    label.className = "visually-hidden";
    label.textContent = `${this.box.dataset.label} `;
    span.append(label, this.written(new Date(time.dateTime)));
    return span;
  }

  written(at) {
    const { hour, minute } = this.parts(at, this.zone);
    const clock = this.box.dataset.pattern
      .replace("HH", hour.padStart(2, "0")).replace("H", String(Number(hour))).replace("MM", minute.padStart(2, "0"));
    if (this.day(at, this.zone) === this.day(at, this.box.dataset.zone)) return clock;
    const weekday = new Intl.DateTimeFormat(this.language, { weekday: "short", timeZone: this.zone }).format(at);
    return `${weekday} ${clock}`;
  }

  parts(at, timeZone) {
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
    const parts = new Intl.DateTimeFormat("en", options).formatToParts(at);
    return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  }

  day(at, timeZone) {
    return new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone }).format(at);
  }

  remember(zone) {
    const url = new URL(location);
    if (zone) url.searchParams.set("zone", zone);
    else url.searchParams.delete("zone");
    history.replaceState(null, "", url);
  }
}

if (box && zone) new OwnTime(box, zone);
