// The chair’s screen by keyboard, and acts without loading the page anew. Without this file each button
// sends its form.
"use strict";

class Chair {
  constructor(floor) {
    this.floor = floor;
    this.form = document.getElementById("acts");
    this.says = floor.root.querySelector("[data-says]");
    this.tells = floor.root.querySelector("[data-tells]");
    this.keys = document.getElementById("keys-on");
    this.byPointer = false;
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("pointerdown", () => { this.byPointer = true; });
    document.addEventListener("keydown", (event) => { this.byPointer = false; this.key(event); });
    // For the ear, what the eye sees: the last minute, and what somebody else did.
    floor.listeners.push((text) => { this.tells.textContent = text; });
    // A notice holds until something happens, or the portal answers again.
    floor.onNew = () => this.says.replaceChildren();
    floor.onConnected = () => this.says.querySelector("[data-failed]")?.remove();
    this.remember();
  }

  // Single keys can be turned off, for whoever dictates or trembles.
  remember() {
    this.keys.checked = localStorage.getItem("floor-keys") !== "off";
    this.keys.addEventListener("change", () => localStorage.setItem("floor-keys", this.keys.checked ? "on" : "off"));
    document.querySelector("[data-keys-section]").hidden = false;
  }

  key(event) {
    if (!this.keys.checked || event.repeat || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target;
    if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    if (event.code === "Space" && target.closest("button, a, summary, input")) return;
    const name = event.code === "Space" ? "Space" : event.key.toLowerCase();
    const button = this.floor.root.querySelector(`[data-keys~="${CSS.escape(name)}"]`);
    if (!button) return;
    event.preventDefault();
    if (button.type === "submit") this.form.requestSubmit(button);
    else button.focus();
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const body = new URLSearchParams(new FormData(this.form, event.submitter));
    const byPointer = this.byPointer;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
        signal: AbortSignal.timeout(3 * PATIENCE),
      });
      // The session has ended, or its cookie is another one by now.
      if (answer.type === "opaqueredirect" || answer.status === 403) return location.reload();
      if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
      this.done(await answer.json(), body, byPointer);
    } catch {
      this.warn(this.form.dataset.failed, true);
    } finally {
      this.busy = false;
    }
  }

  done(state, body, byPointer) {
    this.floor.take(state);
    this.floor.connected();
    if (state.says) return this.warn(state.says);
    this.says.replaceChildren();
    if (body.get("act").startsWith("add:")) for (const id of ["delegation", "speaker"]) document.getElementById(id).value = "";
    // After the mouse no button keeps the focus: the space bar would press it.
    if (byPointer) this.floor.rest().focus({ preventScroll: true });
  }

  warn(text, hasFailed = false) {
    const notice = document.createElement("div");
    const line = document.createElement("p");
    notice.className = "notice wait";
    if (hasFailed) notice.dataset.failed = "";
    line.textContent = text;
    notice.append(line);
    this.says.replaceChildren(notice);
  }
}

const chair = new Chair(floor);
