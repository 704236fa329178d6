// Makes pages quicker and calmer where scripts run; every page works without it.
(() => {
  "use strict";

  // htmx sends the token that every page carries in its language form.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });

  // A refused form comes back as 4xx with the reasons in it: show those too.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const status = event.detail.xhr.status;
    if (status >= 400 && status < 500 && (event.detail.xhr.getResponseHeader("Content-Type") || "").startsWith("text/html")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // One press is one request. The button stays in the form data, so it is only marked, not disabled.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.getAttribute("method")?.toLowerCase() !== "post" || event.defaultPrevented) return;
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.dataset.busy = "yes";
    window.setTimeout(() => release(form), 8000);
  });
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[data-busy]").forEach((button) => delete button.dataset.busy);
  };
  const releaseAll = () => document.querySelectorAll("form[data-sent]").forEach(release);
  window.addEventListener("pageshow", releaseAll);
  document.addEventListener("htmx:afterRequest", releaseAll);

  // What must be read first gets the focus; copy buttons appear only where they work.
  const prepare = (root) => {
    const first = root.querySelector("[data-focus]");
    if (first) first.focus();
    if (navigator.clipboard) root.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.querySelector("[aria-live]").textContent = button.dataset.copied;
    });
  });
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt));
  prepare(document);

  // A slider and the number beside it say the same.
  const numberOf = (slider) => document.getElementById(slider.dataset.number);
  document.addEventListener("input", (event) => {
    if (event.target.dataset.number) numberOf(event.target).value = event.target.value;
    document.querySelectorAll("[data-number]").forEach((slider) => {
      if (numberOf(slider) === event.target) slider.value = event.target.value;
    });
  });

  // A list with data-keys can be walked without a mouse: j and k move, x picks, Enter opens, / searches, ? explains.
  const list = document.querySelector("[data-keys]");
  if (list) {
    const rows = [...list.querySelectorAll("[data-row]")];
    const here = () => rows.findIndex((row) => row.contains(document.activeElement));
    const go = (number) => rows[Math.max(0, Math.min(rows.length - 1, number))]?.querySelector("[data-open]").focus();
    const keys = {
      j: () => go(here() + 1),
      k: () => go(here() - 1),
      x: () => rows[here()]?.querySelector("input[type=checkbox]").click(),
      "/": () => document.querySelector("input[type=search]")?.focus(),
      "?": () => {
        const help = document.querySelector("[data-keys-help] details");
        if (help) {
          help.open = !help.open;
          help.querySelector("summary").focus();
        }
      },
    };
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
      event.preventDefault();
      keys[event.key]();
    });
  }
})();
