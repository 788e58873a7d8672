"use strict";
// Runs before the page is drawn, so that it does not flash in the other colours.
document.documentElement.classList.add("has-js");
try {
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch { /* storage is switched off: the system's colours it is */ }
