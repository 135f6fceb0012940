// Progressive touches only: every page works without this file.
(() => {
  "use strict";
  const say = text => {
    const status = document.getElementById("live");
    if (status) { status.textContent = text; setTimeout(() => { if (status.textContent === text) status.textContent = ""; }, 8000); }
  };
  // The design system sets up what it finds once; a second init would bind the page's own parts twice.
  const begin = scope => {
    const kit = window.DKFDS;
    if (!kit) return;
    scope.querySelectorAll(".form-limit").forEach(el => new kit.CharacterLimit(el).init());
    scope.querySelectorAll(".accordion").forEach(el => new kit.Accordion(el).init());
  };
  const closeMenus = except => document.querySelectorAll("details.menu[open]").forEach(menu => { if (menu !== except) menu.open = false; });

  document.addEventListener("DOMContentLoaded", () => {
    window.DKFDS?.init();
    document.querySelectorAll("[data-print]").forEach(button => { button.hidden = false; });
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    else document.querySelector("[data-focus]")?.focus();
  });

  document.addEventListener("click", event => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    closeMenus(target.closest("details.menu"));
    if (target.closest("[data-print]")) window.print();
    const copy = target.closest("[data-copy]");
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => say(copy.dataset.copied));
  });

  const closeHits = form => form?.querySelector(".find-hits")?.replaceChildren();
  document.addEventListener("focusout", event => {
    const form = event.target.closest?.(".find");
    if (form && event.relatedTarget && !form.contains(event.relatedTarget)) closeHits(form);
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    const find = document.activeElement?.closest(".find");
    if (find) { closeHits(find); find.querySelector("input[type=search]").focus(); }
    const menu = document.activeElement?.closest("details.menu[open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });

  // A second press while a form is under way would send it twice.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", event => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent); });

  document.addEventListener("htmx:afterSwap", event => begin(event.detail.elt));
  document.addEventListener("htmx:beforeRequest", event => event.detail.target?.setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:afterRequest", event => event.detail.target?.removeAttribute("aria-busy"));
  document.addEventListener("htmx:afterSettle", event => { const text = event.detail.elt?.dataset?.status; if (text) say(text); });
})();

// The number on the bell, as it changes.
(() => {
  "use strict";
  const bell = document.querySelector("[data-notices]");
  if (!bell || !window.EventSource) return;
  const number = bell.querySelector("[data-count]");
  const words = bell.querySelector("[data-words]");
  let before = Number(bell.dataset.unread);
  let source = null;

  const show = unread => {
    number.hidden = words.hidden = unread === 0;
    number.textContent = unread > 99 ? "99+" : unread;
    words.textContent = (unread === 1 ? bell.dataset.one : bell.dataset.many).replace("{0}", number.textContent);
    // What somebody has read in another window is no news.
    if (unread > before) document.getElementById("live").textContent = words.textContent;
    before = unread;
  };

  const close = () => { source?.close(); source = null; };
  // A page that nobody looks at holds no line open: browsers have few of them for one site.
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(bell.dataset.notices);
    source.addEventListener("notices", event => show(JSON.parse(event.data).unread));
  };
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
})();
