// Suggestions under a text field, by mouse, keyboard and screen reader (the ARIA pattern "combobox with a list").
// Without this file the field is an ordinary one, with a search button beside it.
(() => {
  "use strict";
  const WAIT = 120; // milliseconds after the last key
  const LEAST = 2; // letters
  let number = 0;

  const make = (name, attributes) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };

  const prepare = (input) => {
    if (input.getAttribute("role") === "combobox") return;
    const id = `keuzes-${++number}`;
    const list = make("ul", { id, role: "listbox", class: "ds-combobox__list", "aria-label": input.dataset.comboboxList });
    const told = make("p", { class: "ds-hidden", role: "status" });
    list.hidden = true;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" };
    Object.entries(attributes).forEach(([key, value]) => input.setAttribute(key, value));
    input.after(list, told);
    let timer, asking, options = [], active = -1;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const point = (at) => {
      active = (at + options.length) % options.length;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === active ? "true" : "false"));
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      input.value = option.name;
      close();
      const form = input.form;
      const into = input.dataset.comboboxInto && document.getElementById(input.dataset.comboboxInto);
      if (into) into.replaceChildren(make("input", { type: "hidden", name: input.dataset.comboboxName, value: option.key }));
      if (input.dataset.comboboxSend) {
        const [name, value] = input.dataset.comboboxSend.split("=");
        const button = make("button", { type: "submit", name, value: value.replace("KEY", option.key), class: "ds-hidden" });
        form.append(button);
        form.requestSubmit(button);
      }
      if (input.dataset.comboboxPress) document.getElementById(input.dataset.comboboxPress)?.click();
    };
    const show = (answer) => {
      options = answer.options;
      list.replaceChildren(
        ...options.map((option, place) => {
          const item = make("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false" });
          item.textContent = option.name;
          if (option.also) item.append(Object.assign(make("small", {}), { textContent: ` (${option.also})` }));
          item.addEventListener("mousedown", (event) => event.preventDefault());
          item.addEventListener("click", () => choose(option));
          return item;
        }),
      );
      list.hidden = !options.length;
      active = -1;
      input.setAttribute("aria-expanded", options.length ? "true" : "false");
      input.removeAttribute("aria-activedescendant");
      told.textContent = answer.told;
    };
    const ask = () => {
      asking?.abort();
      const text = input.value.trim();
      if (text.length < LEAST || !/\p{L}/u.test(text)) return close(); // a number may be somebody's, and stays in no address
      asking = new AbortController();
      fetch(`${input.dataset.combobox}?q=${encodeURIComponent(text)}`, { signal: asking.signal, headers: { Accept: "application/json" } })
        .then((response) => (response.ok ? response.json() : { options: [], told: "" }))
        .then((answer) => document.activeElement === input && show(answer))
        .catch(() => {});
    };

    input.addEventListener("input", () => {
      const into = input.dataset.comboboxInto && document.getElementById(input.dataset.comboboxInto);
      if (into) into.replaceChildren();
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    // Not at once: the list pushes down what stands below, and a click there must not lose its target.
    input.addEventListener("blur", () => window.setTimeout(() => document.activeElement === input || close(), 250));
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return ask();
        point(event.key === "ArrowDown" ? active + 1 : active < 0 ? options.length - 1 : active - 1);
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        choose(options[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
  };

  const prepareAll = (root) => root.querySelectorAll("input[data-combobox]").forEach(prepare);
  document.addEventListener("htmx:afterSwap", (event) => prepareAll(event.detail.elt));
  prepareAll(document);
})();
