// The number on the bell, as it changes. Without this file it is what it was when the page was opened.
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
