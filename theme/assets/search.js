// The search page: reads what was asked from the address, looks it up in the index, lists the pages. The form is sent
// as any form is, so that the Back button and shared addresses work. Nothing is stored; nothing is asked of another host.

const ROOT = new URL("../", import.meta.url); // this file stands in assets/, below the root of the site
const STEP = 10;
const LENGTH = 30; // words of an excerpt
const LEAD = 6; // of these before the first that was found
const SETTINGS = { baseUrl: ROOT.pathname, noWorker: true, ranking: { metaWeights: { title: 8 } } };

const form = document.getElementById("search");
const told = document.getElementById("told");
const found = document.getElementById("found");
const PATIENCE = 20000; // milliseconds
const ALIKE = 3; // letters from its beginning that a word found has in common with one that was asked for
const asked = new URLSearchParams(window.location.search);

/** Return an element with attributes and children; strings become text, never HTML. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Put what was asked into the form, and return it: the words, and the choices that there are. */
function fillForm() {
  const words = (asked.get("q") ?? "").trim();
  form.elements.q.value = words;
  const choices = {};
  for (const select of form.querySelectorAll("select")) {
    const choice = [...select.options].find((option) => option.value && option.value === asked.get(select.name));
    select.value = choice?.value ?? "";
    if (choice) choices[select.name] = choice;
  }
  return { words, choices };
}

/** Return a word that was found, without the punctuation around it in the mark. */
function marked(word) {
  const [, before, core, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u);
  return [before, make("mark", {}, core), after];
}

/**
 * Return the part of a page that holds most of what was found, its words marked, and the heading that it stands under.
 * The title stands first in a page's words and is no part of it; null where nothing but the title was found.
 */
function excerptOf(page) {
  const words = page.content.split(/\s+/);
  const start = page.content.startsWith(page.meta.title) ? page.meta.title.split(/\s+/).length : 0;
  const hits = page.locations.filter((place) => start <= place && place < words.length).sort((a, b) => a - b);
  if (!hits.length) return null;
  const within = (first) => new Set(hits.filter((place) => first <= place && place < first + LENGTH - LEAD)).size;
  const best = hits.reduce((one, other) => (within(other) > within(one) ? other : one));
  const from = Math.max(start, best - LEAD);
  const to = Math.min(words.length, from + LENGTH);
  const line = make("p", {}, from > start ? "… " : "");
  for (let place = from; place < to; place += 1) {
    line.append(...(hits.includes(place) ? marked(words[place]) : [words[place]]), place + 1 < to ? " " : "");
  }
  if (to < words.length) line.append(" …");
  const above = page.anchors.filter(({ element, text, location }) => /^h[23]$/.test(element) && text && location <= best);
  return { line, heading: above.sort((a, b) => a.location - b.location).at(-1) };
}

function renderPage(page) {
  const { title, kind, date, summary } = page.meta;
  const { line, heading } = excerptOf(page) ?? {};
  const item = make("li", { class: "line" }, make("h2", {}, make("a", { href: page.url }, title)));
  item.append(make("p", { class: "quiet" }, [kind, date].filter(Boolean).join(" · ")), line ?? make("p", {}, summary));
  if (heading) item.append(make("p", {}, "In the part: ", make("a", { href: `${page.url}#${heading.id}` }, heading.text.trim())));
  return item;
}

function count(number) {
  return `${number} ${number === 1 ? "page" : "pages"}`;
}

/** Say what was looked for: for “foster” (Kind: Blog, Year: 2021). */
function describe({ words, choices }) {
  const chosen = Object.entries(choices).map(([name, option]) => `${form.elements[name].labels[0].textContent}: ${option.text}`);
  return (words ? ` for “${words}”` : "") + (chosen.length ? ` (${chosen.join(", ")})` : "");
}

function addressOf(changes) {
  const query = new URLSearchParams(asked);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return `?${query}`;
}

/** Return what may help where no page was found. */
function renderAdvice({ words, choices }) {
  const list = make("ul", {});
  if (words) list.append(make("li", {}, "Check the spelling."), make("li", {}, "Use fewer words, or other words for the same thing."));
  if (Object.keys(choices).length) {
    const wider = addressOf({ kind: "", topic: "", year: "", show: "" });
    list.append(make("li", {}, make("a", { href: wider }, "Search in all kinds, topics and years.")));
  }
  list.append(make("li", {}, "Look through every page ", make("a", { href: `${ROOT.pathname}a-z/` }, "from A to Z"), "."));
  return list;
}

/** List the pages found, ten at a time; the address keeps how many are shown, for whoever comes back. */
async function list(results, question) {
  const rows = make("ol", { class: "found" });
  const more = make("button", { type: "button", class: "show-more", hidden: "" });
  found.replaceChildren(rows, more);

  const show = async (end) => {
    const start = rows.children.length;
    const pages = await Promise.all(results.slice(start, end).map((result) => result.data()));
    rows.append(...pages.map(renderPage));
    const shown = rows.children.length;
    const left = results.length - shown;
    told.textContent = `${count(results.length)}${describe(question)}${left ? `, the first ${shown} shown` : ""}.`;
    more.hidden = !left;
    more.textContent = `Show ${Math.min(STEP, left)} more`;
    return rows.children[start];
  };

  more.addEventListener("click", async () => {
    const end = rows.children.length + STEP;
    const next = await show(end);
    window.history.replaceState(null, "", addressOf({ show: String(end) }));
    next?.querySelector("a").focus();
  });
  await show(Math.max(STEP, Number.parseInt(asked.get("show"), 10) || 0));
}

/** Return the pages, by their names in the index, that every choice holds for; null where nothing was chosen. */
async function chosenPages(choices) {
  const chosen = Object.entries(choices);
  if (!chosen.length) return null;
  const answer = await fetch(new URL("pagefind/filters.json", ROOT), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`filters.json: ${answer.status}`);
  const filters = await answer.json();
  const sets = chosen.map(([name, option]) => filters[name]?.[option.value] ?? []);
  return new Set(sets.reduce((one, other) => one.filter((page) => other.includes(page))));
}

/** Tell whether a page holds what was asked: the index gives words of one letter where it knows none that is near. */
function holds(page, words) {
  const asked = words.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu);
  if (!asked) return true;
  const all = page.content.toLowerCase().split(/\s+/);
  return page.locations.some((place) => asked.some((word) => all[place]?.includes(word.slice(0, ALIKE))));
}

/** Note a part of the index that cannot be had: the engine would pass over it, and nothing would seem to be found. */
let missing = false;
const fetched = window.fetch;
window.fetch = async (...wanted) => {
  try {
    const answer = await fetched(...wanted);
    if (!answer.ok) missing = true;
    return answer;
  } catch (error) {
    missing = true;
    throw error;
  }
};

async function search(question) {
  const { words, choices } = question;
  if (!words && !Object.keys(choices).length) {
    told.textContent = asked.has("q") ? "Write one or more words to look for, or choose a kind, a topic or a year." : "";
    return;
  }
  told.textContent = "Searching…";
  const pagefind = await import(new URL("pagefind/pagefind.js", ROOT).href);
  await pagefind.options(SETTINGS);
  const [{ results: all }, chosen] = await Promise.all([pagefind.search(words || null), chosenPages(choices)]);
  if (missing) throw new Error("a part of the index is missing");
  const results = chosen ? all.filter((result) => chosen.has(result.id)) : all;
  if (results.length && holds(await results[0].data(), words)) {
    await list(results, question);
  } else {
    told.textContent = `No page was found${describe(question)}.`;
    found.replaceChildren(renderAdvice(question));
  }
}

/** On a phone what was found stands below the form, where nobody would see it: the line on support stays in sight above. A reader who came back is left in place. */
function bringIntoView() {
  if (told.textContent && window.scrollY === 0 && told.getBoundingClientRect().top > window.innerHeight * 0.75) told.previousElementSibling.scrollIntoView();
}

document.querySelector(".needs-script").hidden = true;
const question = fillForm();
form.querySelector("details").open = Object.keys(question.choices).length > 0;
if (question.words) document.title = `“${question.words}” · ${document.title}`;
const late = new Promise((resolve, reject) => setTimeout(reject, PATIENCE));
Promise.race([search(question), late]).then(bringIntoView).catch(() => {
  found.replaceChildren();
  told.textContent = "The search did not start. It may work when you load the page again; the ways below always work.";
});
