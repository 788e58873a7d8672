"use strict";
// Small help for reading: keys, colours, side-by-side scrolling, and what is new while a run goes on.
// Without this file every page still works. Nothing here makes markup from text: new pages are parsed by the browser
// as documents of their own, whose scripts never run, and only the server's escaped nodes are taken over.

const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const store = {
  get(name) { try { return localStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* only for this page, then */ } },
};
const say = (text) => { one("#said").textContent = text; };

// Colours: system, light, dark.
const themes = ["system", "light", "dark"];
const themeButton = one("#theme");
const showTheme = () => {
  const now = document.documentElement.dataset.theme || "system";
  themeButton.setAttribute("aria-label", `Colours: ${now === "system" ? "as the system" : now}`);
  themeButton.firstElementChild.textContent = { system: "◐", light: "○", dark: "●" }[now];
};
themeButton.addEventListener("click", () => {
  const now = document.documentElement.dataset.theme || "system";
  const next = themes[(themes.indexOf(now) + 1) % themes.length];
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  store.set("theme", next);
  showTheme();
});
showTheme();

// Discarded attempts, all at once.
const thrownButton = one("#thrown");
const toggleThrown = () => {
  const found = all("details.thrown");
  const open = found.some((d) => !d.open);
  found.forEach((d) => { d.open = open; });
  if (thrownButton) {
    thrownButton.setAttribute("aria-pressed", String(open));
    thrownButton.textContent = open ? "Hide all" : "Show all";
  }
};
thrownButton?.addEventListener("click", toggleThrown);

// Keys. They can be switched off in the help, for people who speak to their computer.
const help = one("#help");
const keysOn = one("#keys-on");
keysOn.checked = store.get("keys") !== "off";
keysOn.addEventListener("change", () => store.set("keys", keysOn.checked ? "on" : "off"));
one("#keys").addEventListener("click", () => help.showModal());

const step = (by) => {
  const pane = document.activeElement?.closest?.(".pane");
  const found = all(".turn:not(.pending), [data-row]", pane || document);
  if (!found.length) return;
  let at = found.findIndex((e) => e.contains(document.activeElement));
  if (at < 0) {
    const line = innerHeight / 3;
    const below = found.findIndex((e) => e.getBoundingClientRect().top > line);
    at = below < 0 ? found.length : below;
    at = by > 0 ? at - 1 : at;
  }
  const next = found[Math.max(0, Math.min(found.length - 1, at + by))];
  const target = next.matches(".turn") ? next : one("a", next) || next;
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
};
const follow = (selector) => { const link = one(selector); if (link) location.assign(link.href); };
const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => { const field = one("#find"); field.focus(); field.select(); },
  "?": () => help.showModal(),
  d: toggleThrown,
  u: () => follow("[data-up]"),
  ArrowLeft: () => follow('[rel="prev"]'),
  ArrowRight: () => follow('[rel="next"]'),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const at = event.target;
  if (at instanceof Element && at.closest("input, select, textarea, [contenteditable]")) {
    if (event.key === "Escape") at.blur();
    return;
  }
  // A focused table or pane scrolls sideways with the arrows; that comes first.
  if (event.key.startsWith("Arrow") && at instanceof Element && at.closest(".scroll, .pane, summary, button")) return;
  const act = keys[event.key];
  if (!act || (!keysOn.checked && event.key !== "?")) return;
  event.preventDefault();
  act();
});

// Side by side: the turn at the top of one pane is brought to the top of the other.
const panes = all(".pane");
const together = one("#together");
if (panes.length === 2) {
  let led = 0;
  let leader = null;
  const lead = (pane) => { leader = pane; led = performance.now(); };
  const anchors = (pane) => all(".turn", pane);
  panes.forEach((pane, index) => {
    ["wheel", "touchstart", "pointerdown", "keydown", "focusin"].forEach((kind) =>
      pane.addEventListener(kind, () => lead(pane), { passive: true }));
    pane.addEventListener("scroll", () => {
      if (!together.checked) return;
      // A pane that was moved by the other one does not answer.
      if (leader !== pane && performance.now() - led < 600) return;
      lead(pane);
      const other = panes[1 - index];
      const mine = anchors(pane);
      const theirs = anchors(other);
      const top = pane.getBoundingClientRect().top;
      let at = mine.findIndex((e) => e.getBoundingClientRect().bottom > top);
      if (at < 0 || !theirs.length) return;
      const box = mine[at].getBoundingClientRect();
      const part = Math.max(0, Math.min(1, (top - box.top) / box.height));
      if (pane.scrollTop === 0) { other.scrollTop = 0; return; }
      at = Math.min(at, theirs.length - 1);
      const goal = theirs[at].getBoundingClientRect();
      other.scrollTop += goal.top + part * goal.height - other.getBoundingClientRect().top;
    }, { passive: true });
  });
}

// What is new, while something is under way.
const bare = (node) => {
  const copy = node.cloneNode(true);
  if (copy instanceof Element) [copy, ...all("[open]", copy)].forEach((e) => e.removeAttribute("open"));
  return copy;
};
const update = (old, fresh) => {
  const before = [...old.children];
  const after = [...fresh.children];
  let changed = 0;
  after.forEach((node, index) => {
    const there = before[index];
    if (there && bare(there).isEqualNode(bare(node))) return;
    changed += 1;
    const taken = document.adoptNode(node);
    if (there) there.replaceWith(taken); else old.append(taken);
  });
  before.slice(after.length).forEach((node) => { changed += 1; node.remove(); });
  return changed;
};
let every = Number(document.body.dataset.every) * 1000;
let tag = null;
const look = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.pathname + location.search, {
        cache: "no-store", headers: tag ? { "If-None-Match": tag } : {},
      });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag");
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 80;
        let changed = 0;
        all("[data-region]").forEach((region) => {
          const fresh = all("[data-region]", page).find((r) => r.dataset.region === region.dataset.region);
          if (fresh && !(region.children.length && region.contains(document.activeElement) && region.dataset.region !== "talk")) changed += update(region, fresh);
        });
        if (changed && atEnd && one('[data-region="talk"]')) scrollTo(0, document.documentElement.scrollHeight);
        if (changed && !one('[role="log"]')) say("The page was brought up to date.");
        every = Number(page.body.dataset.every) * 1000;
      }
      document.body.classList.remove("lost");
    } catch {
      document.body.classList.add("lost");
    }
  }
  if (every) setTimeout(look, every);
};
if (every) setTimeout(look, every);
