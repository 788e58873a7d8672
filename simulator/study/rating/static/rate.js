"use strict";
// Text from the sessions only ever goes through textContent.
const $ = (id) => document.getElementById(id);
const make = (tag, kind, text) => { const made = document.createElement(tag); made.className = kind; made.textContent = text; return made; };
const kept = {
  get(where, name) { try { return where().getItem(name); } catch { return null; } },
  set(where, name, value) { try { where().setItem(name, value); } catch { /* only for this page, then */ } },
};
const tab = () => sessionStorage, always = () => localStorage;
const here = { rater: kept.get(tab, "rater") || "", state: null, busy: false };
const AWAY = "The server does not answer. Start simulate rate again, then go on here: what was saved is kept.";

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try { response = await fetch(path, options); } catch { throw new Error(AWAY); }
  let answer;
  try { answer = await response.json(); } catch { throw new Error("The server answered " + response.status + "."); }
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

const only = (name) => ["sign-in", "rating", "end"].forEach((id) => { $(id).hidden = id !== name; });

function signIn(name) {
  here.state = null;
  only("sign-in");
  $("bar").hidden = $("change").hidden = true;
  $("progress").textContent = "";
  $("name").value = name;
  $("name").focus();
}

// Shows another place, or leaves the page as it is and says why.
async function load(place) {
  try {
    const state = await ask("/api/state?rater=" + encodeURIComponent(here.rater) + (place === null ? "" : "&at=" + place));
    $("problem").textContent = "";
    if (state.rater === "") return signIn("");
    here.state = state;
    here.rater = state.rater;
    if (!state.fixed) kept.set(tab, "rater", state.rater);
    show();
  } catch (error) {
    if (here.state === null) signIn(here.rater);
    $("problem").textContent = error.message;
  }
}

// Value, words, keys.
function choices(state) {
  if (state.mode === "pairs") return [["left", "First is better", ["ArrowLeft", "1"]], ["tie", "No difference", ["t", "0"]], ["right", "Second is better", ["ArrowRight", "2"]]];
  return Array.from({ length: state.high - state.low + 1 }, (_, i) => [state.low + i, String(state.low + i), [i < 10 ? String(i) : "x"]]);
}

function turnOf(turn, index) {
  const therapist = turn.speaker === "therapist";
  const block = make("div", "turn " + (therapist ? "therapist" : "patient"), "");
  const who = make("p", "who", "");
  who.append(make("span", "num", index), make("b", "", therapist ? "Therapist" : "Patient"));
  block.append(who, make("p", "said", turn.text));
  return block;
}

function sideOf(turns, index, count) {
  const side = document.createElement("article");
  const title = make("h3", "", count > 1 ? ["First", "Second"][index] : "The session");
  title.append(make("span", "quiet", turns.length + " turns"));
  side.setAttribute("aria-label", count > 1 ? ["First", "Second"][index] : "The session");
  side.append(title, ...turns.map(turnOf));
  return side;
}

function press(value) {
  [...$("answers").children].forEach((button, i) => button.setAttribute("aria-pressed", String(choices(here.state)[i][0] === value)));
}

function show() {
  const state = here.state, item = state.item, pairs = state.mode === "pairs";
  only(item ? "rating" : "end");
  $("bar").hidden = false;
  $("bar").dataset.mode = state.mode;
  $("change").hidden = state.fixed;
  $("progress").textContent = state.rater + ": " + state.done + " of " + state.count + " rated" + (item ? ", this is number " + (state.place + 1) : "");
  document.title = (item ? state.place + 1 + " of " + state.count + " · " : "") + "Blind rating";
  $("back").disabled = state.place === 0;
  $("next").disabled = item === null;
  $("answers").hidden = item === null;
  window.scrollTo(0, 0);
  if (item === null) return showEnd(state);
  $("rating").className = item.sides.length > 1 ? "two" : "one";
  $("question").textContent = pairs ? "Which is the better session of therapy for this patient, all in all?" : "How good is this as a session of therapy, from " + state.low + " (harmful) to " + state.high + " (excellent)?";
  $("keys").textContent = pairs ? "Keys: ← first, → second, t no difference, b back, s skip." : "Keys: 0 to 9, x for 10, b back, s skip.";
  $("answers").replaceChildren(...choices(state).map(([value, label]) => {
    const button = make("button", "", label);
    button.type = "button";
    button.addEventListener("click", () => answer(value));
    return button;
  }));
  press(item.answer);
  $("sides").replaceChildren(...item.sides.map((turns, i) => sideOf(turns, i, item.sides.length)));
  $("question").focus({ preventScroll: true });
}

function showEnd(state) {
  const open = state.count - state.done;
  $("end-title").textContent = open ? "The end, but " + open + (open === 1 ? " was" : " were") + " skipped" : "That was all. Thank you.";
  $("end-text").textContent = open ? "What you rated is saved." : "Everything is saved; the page can be closed.";
  $("skipped").hidden = open === 0;
  $("end-title").focus({ preventScroll: true });
}

async function answer(value) {
  if (here.busy || !here.state || !here.state.item) return;
  here.busy = true;
  try {
    await ask("/api/rate", { rater: here.rater, item: here.state.item.id, answer: value });
    press(value);
    await load(here.state.place + 1);
  } catch (error) {
    $("problem").textContent = "Not saved. " + error.message;
  } finally {
    here.busy = false;
  }
}

async function go(place) {
  if (here.state === null || here.busy || place < 0 || place > here.state.count) return;
  here.busy = true;
  await load(place);
  here.busy = false;
}

document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!here.state || !$("keys-on").checked) return;
  if (event.key === "b") return void go(here.state.place - 1);
  if (event.key === "s") return void go(here.state.place + 1);
  const chosen = here.state.item && choices(here.state).find(([, , keys]) => keys.includes(event.key));
  if (chosen) {
    event.preventDefault();
    answer(chosen[0]);
  }
});
// Single keys can be switched off, for people who speak to their computer.
$("keys-on").checked = kept.get(always, "keys") !== "off";
$("keys-on").addEventListener("change", () => kept.set(always, "keys", $("keys-on").checked ? "on" : "off"));
$("back").addEventListener("click", () => go(here.state.place - 1));
$("next").addEventListener("click", () => go(here.state.place + 1));
$("skipped").addEventListener("click", () => go(here.state.open));
$("change").addEventListener("click", () => { here.rater = ""; kept.set(tab, "rater", ""); signIn(""); });
$("begin").addEventListener("click", () => {
  here.rater = $("name").value.trim();
  if (here.rater === "") { $("problem").textContent = "Say who rates."; $("name").focus(); } else load(null);
});
$("name").addEventListener("keydown", (event) => { if (event.key === "Enter") $("begin").click(); });
load(null);
