"use strict";
// Text from the sessions only ever goes through textContent.
const $ = (id) => document.getElementById(id);
const here = { rater: "", state: null, place: null, busy: false };

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

async function load() {
  const at = here.place === null ? "" : "&at=" + here.place;
  try {
    here.state = await ask("/api/state?rater=" + encodeURIComponent(here.rater) + at);
    here.rater = here.state.rater;
    here.place = here.state.place;
    $("problem").textContent = "";
    show();
  } catch (error) {
    $("problem").textContent = error.message;
    $("sign-in").hidden = false;
    $("name").focus();
  }
}

function choices(state) {
  if (state.mode === "pairs") return [["left", "Left is better", "ArrowLeft"], ["tie", "No difference", "t"], ["right", "Right is better", "ArrowRight"]];
  return Array.from({ length: state.high - state.low + 1 }, (_, i) => [state.low + i, String(state.low + i), i < 10 ? String(i) : "x"]);
}

function show() {
  const state = here.state, item = state.item;
  $("sign-in").hidden = true;
  $("rating").hidden = item === null;
  $("end").hidden = item !== null;
  $("progress").textContent = state.rater + ": " + state.done + " of " + state.count + " rated" + (item ? ", this is number " + (state.place + 1) : "");
  $("back").disabled = state.place === 0;
  $("next").disabled = item === null;
  if (item === null) return;
  $("question").textContent = state.mode === "pairs" ? "Which is the better session of therapy for this patient, all in all?" : "How good is this as a session of therapy, from " + state.low + " (harmful) to " + state.high + " (excellent)?";
  $("keys").textContent = state.mode === "pairs" ? "Keys: ← left, → right, t no difference, b back, s skip. Each answer is saved at once." : "Keys: 0-9, x for 10, b back, s skip. Each answer is saved at once.";
  $("answers").replaceChildren(...choices(state).map(([value, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-pressed", String(item.answer === value));
    button.addEventListener("click", () => answer(value));
    return button;
  }));
  $("sides").className = item.sides.length > 1 ? "two" : "one";
  $("sides").replaceChildren(...item.sides.map((turns, i) => {
    const article = document.createElement("article");
    const title = document.createElement("h3");
    title.textContent = item.sides.length > 1 ? ["Left", "Right"][i] : "Session";
    article.tabIndex = 0;
    article.setAttribute("aria-label", title.textContent);
    article.append(title, ...turns.map((turn) => {
      const block = document.createElement("div"), who = document.createElement("span");
      block.className = "turn " + (turn.speaker === "therapist" ? "therapist" : "patient");
      who.className = "who";
      who.textContent = turn.speaker === "therapist" ? "Therapist" : "Patient";
      block.append(who, document.createTextNode(turn.text));
      return block;
    }));
    return article;
  }));
  window.scrollTo(0, 0);
}

async function answer(value) {
  if (here.busy || !here.state || !here.state.item) return;
  here.busy = true;
  try {
    await ask("/api/rate", { rater: here.rater, item: here.state.item.id, answer: value });
    here.place = here.place + 1;
    await load();
  } catch (error) {
    $("problem").textContent = "Not saved: " + error.message;
  } finally {
    here.busy = false;
  }
}

function go(step) {
  if (here.state === null) return;
  here.place = Math.max(0, Math.min(here.state.count, here.place + step));
  load();
}

document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey || !here.state || event.repeat) return;
  if (event.key === "b") return go(-1);
  if (event.key === "s") return go(1);
  const chosen = here.state.item && choices(here.state).find(([, , key]) => key === event.key);
  if (chosen) {
    event.preventDefault();
    answer(chosen[0]);
  }
});
$("back").addEventListener("click", () => go(-1));
$("next").addEventListener("click", () => go(1));
$("begin").addEventListener("click", () => { here.rater = $("name").value.trim(); here.place = null; load(); });
$("name").addEventListener("keydown", (event) => { if (event.key === "Enter") $("begin").click(); });
load();
