// The board works without this file: by its links and buttons. It lets cards be dragged to free places,
// asks the portal before they are dropped what stands against it, and shows what others have done.
"use strict";

const POLL = 5000;

class Board {
  constructor(root) {
    this.root = root;
    this.says = document.getElementById("board-says");
    this.form = document.getElementById("board-put");
    this.mark = root.dataset.mark;
    this.known = new Map();
    root.addEventListener("dragstart", (event) => this.take(event));
    root.addEventListener("dragend", () => this.letGo());
    root.addEventListener("dragover", (event) => this.over(event));
    root.addEventListener("drop", (event) => this.drop(event));
    this.makeDraggable();
    setInterval(() => this.look(), POLL);
  }

  makeDraggable() {
    for (const card of this.root.querySelectorAll("[data-candidate]")) card.draggable = true;
  }

  take(event) {
    const card = event.target.closest?.("[data-candidate]");
    if (!card) return;
    this.card = card;
    this.known.clear();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.textContent.trim());
    for (const place of this.root.querySelectorAll("[data-drop]"))
      place.classList.toggle("can-drop", place.dataset.host === card.dataset.hosts);
  }

  letGo() {
    this.card = undefined;
    this.root.querySelector(".board-word")?.remove();
    for (const place of this.root.querySelectorAll(".can-drop")) place.classList.remove("can-drop", "cannot-drop");
  }

  place(event) {
    return this.card && event.target.closest?.("[data-drop].can-drop");
  }

  over(event) {
    const place = this.place(event);
    if (!place) return;
    const answer = this.known.get(place);
    if (answer === undefined) this.ask(place);
    if (!answer?.against?.length) event.preventDefault();
  }

  room(place) {
    return place.dataset.room || this.card.dataset.room;
  }

  async ask(place) {
    const card = this.card;
    this.known.set(place, null);
    this.say(place, this.root.dataset.checking);
    const query = new URLSearchParams({
      candidate: card.dataset.candidate,
      begins_at: place.dataset.begins,
      room: this.room(place),
    });
    const options = { redirect: "manual" };
    const response = await fetch(`${this.root.dataset.check}?${query}`, options).catch(() => undefined);
    if (this.card !== card) return;
    if (response?.status !== 200) {
      this.known.delete(place);
      return this.say(place, this.root.dataset.lost);
    }
    const answer = await response.json();
    this.known.set(place, answer);
    place.classList.toggle("cannot-drop", answer.against.length > 0);
    this.say(place, [...answer.against, ...answer.notes].join(" ") || this.root.dataset.possible);
  }

  say(place, words) {
    this.root.querySelector(".board-word")?.remove();
    const word = document.createElement("p");
    word.className = "board-word small";
    word.textContent = words;
    place.append(word);
    this.says.textContent = words;
  }

  drop(event) {
    const place = this.place(event);
    if (!place) return;
    event.preventDefault();
    this.form.action = this.card.dataset.put;
    this.form.elements.begins_at.value = place.dataset.begins;
    this.form.elements.room.value = this.room(place);
    this.form.elements.version.value = this.card.dataset.version;
    this.form.submit();
  }

  async look() {
    if (this.card || document.hidden) return;
    const headers = { "If-None-Match": this.mark };
    // A session that has ended answers with the way to sign in, which is no board.
    const options = { headers, cache: "no-store", redirect: "manual" };
    const response = await fetch(this.root.dataset.now, options).catch(() => undefined);
    if (response?.status !== 200 || this.card) return;
    const content = await response.text();
    this.mark = response.headers.get("ETag");
    const focused = document.activeElement?.getAttribute?.("href");
    const open = [...this.root.querySelectorAll("details")].map((one) => one.open);
    this.root.innerHTML = content;
    [...this.root.querySelectorAll("details")].forEach((one, n) => (one.open = open[n] ?? one.open));
    if (focused) this.root.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    this.makeDraggable();
    this.says.textContent = this.root.dataset.changed;
  }
}

const root = document.getElementById("board-live");
if (root) new Board(root);
