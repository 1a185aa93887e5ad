// The portal works without this file. It adds a search to the long list of delegations, and puts
// the focus on the summary of errors where the browser does not.
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

// Browsers do this by themselves (autofocus), except some.
window.addEventListener("load", () => {
  if (document.activeElement === document.body) document.querySelector('[role="alert"][tabindex="-1"]')?.focus();
});
