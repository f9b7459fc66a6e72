// Makes a page live. The host says only that something changed for this seat; then the same page is
// fetched again and its live parts are swapped, except where somebody is writing. Nothing is lost when
// this does not run: every page is complete without it.
"use strict";
(() => {
  const GAP_MS = 700; // between two fetches
  const AGAIN_MS = 1500; // where something is being computed
  const POLL_MS = 5000; // where no stream can be held
  const SILENCE_MS = 25000; // a stream that gives no sign of life for so long is dead
  const lang = document.documentElement.lang;
  const say = (de, en) => (lang === "de" ? de : en);
  let mark = document.body.dataset.mark;
  let wanted = mark;
  let busy = false;
  let last = 0;
  let heard = Date.now();
  let source = null;

  // What was written stays until it was sent.
  const key = (field) => "keep " + location.pathname + " " + field.id;
  const store = (() => { try { return sessionStorage; } catch { return null; } })();
  if (store) {
    if (store.getItem("sent")) { store.removeItem(store.getItem("sent")); store.removeItem("sent"); }
    for (const field of document.querySelectorAll("[data-keep]")) {
      const kept = store.getItem(key(field));
      if (kept && !field.value) field.value = kept;
      field.addEventListener("input", () => store.setItem(key(field), field.value));
      if (field.form) field.form.addEventListener("submit", () => store.setItem("sent", key(field)));
    }
  }

  // One key for one kind of note: Alt and its letter.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  // The replay: moving along its time line fetches the same page at that moment and swaps what shows it.
  const replay = document.querySelector("[data-replay]");
  if (replay) {
    const slider = replay.querySelector("input[type=range]");
    let asked = 0;
    const reveal = () => {
      const jumps = replay.querySelector(".jumps");
      const current = jumps?.querySelector("[aria-current]");
      if (current) jumps.scrollTop = current.offsetTop - jumps.offsetTop - jumps.clientHeight / 2;
    };
    reveal();
    const show = async (address, focused) => {
      const own = ++asked;
      const answer = await fetch(address, { cache: "no-store", redirect: "manual" }).catch(() => null);
      if (own !== asked) return;
      if (!answer || !answer.ok) { location.assign(address); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (own !== asked) return;
      for (const id of ["steps", "turns", "moment", "fork"]) {
        const [part, fresh] = [document.getElementById(id), page.getElementById(id)];
        if (part && fresh) part.replaceWith(document.importNode(fresh, true));
      }
      if (document.activeElement !== slider) slider.value = page.getElementById("at").value;
      reveal();
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      history.replaceState(null, "", address);
    };
    let soon = 0;
    slider.addEventListener("input", () => {
      clearTimeout(soon);
      const fields = new URLSearchParams(new FormData(slider.form));
      soon = setTimeout(() => show(`${slider.form.getAttribute("action")}?${fields}`, ""), 120);
    });
    replay.addEventListener("click", (event) => {
      const link = event.target.closest("a[href*='step=truth']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(link.getAttribute("href").split("#")[0], link.id);
    });
  }

  // The timer counts by itself.
  const tick = () => {
    for (const place of document.querySelectorAll("[data-ends]")) {
      const left = Math.round((Number(place.dataset.ends) - Date.now()) / 1000);
      const s = Math.abs(left);
      const clock = `${left < 0 ? "−" : ""}${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
      const text = say(`noch ${clock}`, `${clock} left`);
      place.title = place.title || place.textContent;
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("over", left < 0);
    }
  };
  tick();
  setInterval(tick, 1000);

  if (!mark) return;

  const notice = document.createElement("p");
  notice.className = "offline";
  notice.setAttribute("role", "status");
  notice.hidden = true;
  document.body.prepend(notice);
  const line = (is) => {
    notice.hidden = is;
    notice.textContent = is ? "" : say("Keine Verbindung. Es geht von selbst weiter; Geschriebenes bleibt.", "No connection. It goes on by itself; what you wrote stays.");
  };

  const isWritten = (field) => field.type === "hidden" ? false
    : field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((o) => o.selected !== o.defaultSelected) && field.dataset.touched
    : field.value !== field.defaultValue;
  document.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") event.target.dataset.touched = "1"; });
  const inUse = (part) => {
    const active = document.activeElement;
    const writes = active && part.contains(active) && active.matches("input:not([type=hidden]), textarea, select");
    return writes || [...part.querySelectorAll("input, textarea, select")].some(isWritten);
  };
  const names = (part) => [...part.querySelectorAll("details")].map((d, i) => [d.id || String(i), d]);

  const swap = (page) => {
    let whole = true;
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (!fresh || fresh.outerHTML === part.dataset.was) continue;
      if (inUse(part)) { whole = false; continue; }
      const open = new Set(names(part).filter(([, d]) => d.open).map(([name]) => name));
      const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      const copy = document.importNode(fresh, true);
      copy.dataset.was = fresh.outerHTML;
      part.replaceWith(copy);
      for (const [name, d] of names(copy)) if (open.has(name)) d.open = true;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    tick();
    return whole;
  };

  const fetchPage = async () => {
    if (busy || wanted === mark) return;
    const wait = last + GAP_MS - Date.now();
    if (wait > 0) { setTimeout(fetchPage, wait); return; }
    busy = true;
    last = Date.now();
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401) { location.reload(); return; }
      // A page that is shown once, a new key for one, cannot be fetched again: it stays as it is.
      if (answer.status === 404) { mark = wanted; line(true); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (swap(page)) mark = page.body.dataset.mark;
      document.body.dataset.mark = page.body.dataset.mark;
      line(true);
    } catch { line(false); } finally { busy = false; }
    if (wanted !== mark) setTimeout(fetchPage, GAP_MS);
  };
  // What is being computed is looked at again until it is done.
  setInterval(() => {
    if (!document.querySelector("[data-again]") || document.visibilityState !== "visible") return;
    mark = "";
    fetchPage();
  }, AGAIN_MS);
  const told = (fresh) => {
    heard = Date.now();
    line(true);
    if (fresh === "-") { location.assign("/"); return; }
    wanted = fresh;
    fetchPage();
  };

  const ask = async () => {
    try {
      const answer = await fetch("/mark", { cache: "no-store", redirect: "manual" });
      if (!answer.ok) { if (answer.status === 401 || answer.type === "opaqueredirect") location.reload(); throw new Error(); }
      told((await answer.json()).mark);
    } catch { line(false); }
  };
  const listen = () => {
    if (source) source.close();
    source = new EventSource("/stream");
    source.addEventListener("mark", (event) => told(event.data));
    source.addEventListener("alive", () => { heard = Date.now(); line(true); });
  };
  const wake = () => { if (document.visibilityState === "visible") { listen(); ask(); } };
  listen();
  setInterval(() => {
    if (Date.now() - heard > SILENCE_MS) { listen(); ask(); }
    else if (source.readyState !== EventSource.OPEN) ask();
  }, POLL_MS);
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  // A browser holds few lines to one host: a page that is left lets go of its own at once.
  addEventListener("pagehide", () => { if (source) source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
})();
