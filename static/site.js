// The portal works without this file. It adds a search to the long list of delegations, lets the
// members of one be dragged into their order, and puts the focus on the summary of errors where the
// browser does not.
"use strict";

// “Côte d’Ivoire” and “cote d ivoire” are the same to the search.
const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const words = (text) => ` ${fold(text)}`;

const matches = (haystack, query) => fold(query).split(" ").every((word) => haystack.includes(` ${word}`));

class DelegationSearch {
  constructor(select, template) {
    this.select = select;
    this.texts = template.dataset;
    this.groups = [...select.children].map((node) => ({ node, options: [...(node.children.length ? node.children : [node])] }));
    this.haystacks = new Map(
      [...select.options].map((option) => [option, words(`${option.text} ${option.dataset.search ?? ""}`)]),
    );
    const block = template.content.cloneNode(true);
    this.input = block.querySelector("input");
    this.says = block.querySelector("[role=status]");
    // Before the whole field, so that its label, hint and list stay together.
    select.closest("[id^=div_]").before(block);
    // A list box shows what is left; on a telephone the native picker does.
    this.unfolds = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.select.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.select.size > 1) {
        event.preventDefault();
        this.settle();
      }
    });
    this.select.addEventListener("click", () => this.select.size > 1 && this.select.value && this.settle());
    this.select.addEventListener("blur", (event) => {
      if (event.relatedTarget !== this.input) this.showAll();
    });
  }

  key(event) {
    if (event.key === "Enter") {
      event.preventDefault(); // or the whole form would be sent
      if (this.found?.length === 1) this.choose(this.found[0]);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.select.focus();
    } else if (event.key === "Escape") {
      this.showAll();
      this.says.textContent = "";
    }
  }

  filter() {
    const query = this.input.value;
    if (!fold(query)) {
      this.showAll();
      this.says.textContent = "";
      return;
    }
    this.found = [...this.haystacks.keys()].filter(
      (option) => this.isEntry(option) && matches(this.haystacks.get(option), query),
    );
    this.show(new Set(this.found));
    this.announce();
  }

  // The way out stays in the list whatever is typed, and so does what was chosen before.
  isEntry(option) {
    return option.value !== "" && option.value !== "unlisted";
  }

  show(wanted) {
    const keep = (option) => wanted.has(option) || option.value === "unlisted" || option.selected;
    const chosen = this.select.selectedOptions[0];
    for (const { node, options } of this.groups) {
      const left = options.filter(keep);
      for (const option of options) if (option !== node && !left.includes(option)) option.remove();
      if (node.tagName === "OPTGROUP") node.append(...left);
      if (left.length) this.select.append(node);
      else node.remove();
    }
    if (chosen) chosen.selected = true;
    if (this.unfolds) this.select.size = Math.min(Math.max(this.select.options.length + 1, 3), 8);
  }

  showAll() {
    this.found = undefined;
    this.input.value = "";
    this.show(new Set(this.haystacks.keys()));
    this.select.removeAttribute("size");
  }

  announce() {
    const { length } = this.found;
    if (length === 0) this.says.textContent = this.texts.none;
    else if (length === 1) this.says.textContent = this.texts.one.replace("{name}", this.found[0].text);
    else this.says.textContent = this.texts.many.replace("{n}", length);
  }

  choose(option) {
    option.selected = true;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.settle();
  }

  settle() {
    const name = this.select.selectedOptions[0]?.text ?? "";
    this.showAll();
    this.says.textContent = name && this.texts.chosen.replace("{name}", name);
    this.select.focus();
  }
}

const list = document.getElementById("id_delegation");
const template = document.getElementById("type-to-search");
if (list?.tagName === "SELECT" && template) new DelegationSearch(list, template);

// Dragging by mouse, pen or finger what the buttons beside it do, too. Heads and deputies stay first:
// a row passes only rows of its own rank.
class DraggedOrder {
  constructor(body, says) {
    this.says = says;
    this.adopt(body);
    document.addEventListener("pointermove", (event) => this.row && this.drag(event));
    document.addEventListener("pointerup", () => this.row && this.drop());
    document.addEventListener("pointercancel", () => this.row && this.giveUp());
    document.addEventListener("keydown", (event) => this.row && event.key === "Escape" && this.giveUp());
  }

  adopt(body) {
    this.body = body;
    for (const grip of body.querySelectorAll(".grip")) {
      grip.hidden = false;
      grip.addEventListener("pointerdown", (event) => this.take(event, grip));
    }
  }

  take(event, grip) {
    if (event.button !== 0 || this.row || this.isSaving) return;
    event.preventDefault();
    this.row = grip.closest("tr");
    this.form = grip.closest("form");
    this.before = [...this.body.rows];
    this.row.classList.add("dragged");
    grip.setPointerCapture(event.pointerId);
  }

  // The other rows make way. The dragged one stays in the document, or a finger would lose it.
  drag({ clientY }) {
    const step = clientY < 48 ? -12 : clientY > window.innerHeight - 48 ? 12 : 0;
    if (step) window.scrollBy(0, step);
    let next;
    while ((next = this.neighbour("next")) && clientY > middle(next)) this.row.before(next);
    while ((next = this.neighbour("previous")) && clientY < middle(next)) this.row.after(next);
  }

  neighbour(which) {
    const row = this.row[`${which}ElementSibling`];
    return row?.dataset.rank === this.row.dataset.rank ? row : null;
  }

  drop() {
    const rows = [...this.body.rows];
    this.row.classList.remove("dragged");
    this.row = null;
    if (rows.some((row, place) => row !== this.before[place])) this.save(rows);
  }

  giveUp() {
    this.row.classList.remove("dragged");
    this.row = null;
    this.body.append(...this.before);
  }

  // The answer is the page as it stands now, with what the portal says: also when it refuses.
  async save(rows) {
    const data = new URLSearchParams(new FormData(this.form));
    for (const row of rows) data.append("order", row.dataset.number);
    this.isSaving = true;
    try {
      const response = await fetch(this.form.action, { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const body = page.getElementById(this.body.id);
      if (!body) throw new Error(`no order in the answer (${response.status})`);
      this.body.replaceWith(body);
      this.adopt(body);
      this.says.textContent = page.querySelector("main > .notice")?.textContent.trim() ?? "";
    } catch {
      this.body.append(...this.before);
      this.says.textContent = this.says.dataset.failed;
    } finally {
      this.isSaving = false;
    }
  }
}

const middle = (row) => {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
};

const order = document.getElementById("order");
const orderSays = document.getElementById("order-says");
if (order && orderSays) new DraggedOrder(order, orderSays);

// Browsers do this by themselves (autofocus), except some.
window.addEventListener("load", () => {
  if (document.activeElement === document.body) document.querySelector('[role="alert"][tabindex="-1"]')?.focus();
});
