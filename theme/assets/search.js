// The search page: reads what was asked from the address, looks it up in the index, lists the pages. The form is sent
// as any form is, so that the Back button and shared addresses work. Nothing is stored; nothing is asked of another host.

const ROOT = new URL("../", import.meta.url); // this file stands in assets/, below the root of the site
const STEP = 10;
const WORDS_OF_EXCERPT = 30;
const SETTINGS = {
  baseUrl: ROOT.pathname,
  excerptLength: WORDS_OF_EXCERPT,
  noWorker: true,
  ranking: { metaWeights: { title: 8 } },
};

const form = document.getElementById("search");
const told = document.getElementById("told");
const found = document.getElementById("found");
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

/** Return the words of an excerpt: Pagefind writes `<mark>` around what was found, and `<` and `>` as `&lt;` and `&gt;`. */
function readExcerpt(excerpt) {
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return excerpt.split(/<\/?mark>/).map((text, index) => (index % 2 ? make("mark", {}, plain(text)) : plain(text)));
}

function renderPage(page) {
  const { title, kind, date, summary } = page.meta;
  const line = make("li", { class: "line" });
  line.append(make("h2", {}, make("a", { href: page.url }, title)));
  line.append(make("p", { class: "quiet" }, [kind, date].filter(Boolean).join(" · ")));
  line.append(page.excerpt.includes("<mark>") ? make("p", {}, "… ", ...readExcerpt(page.excerpt), " …") : make("p", {}, summary));
  return line;
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
  const more = make("button", { type: "button", class: "more" });
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

async function search(question) {
  const { words, choices } = question;
  if (!words && !Object.keys(choices).length) {
    told.textContent = asked.has("q") ? "Write one or more words to look for, or choose a kind, a topic or a year." : "";
    return;
  }
  told.textContent = "Searching…";
  const pagefind = await import(new URL("pagefind/pagefind.js", ROOT).href);
  await pagefind.options(SETTINGS);
  const filters = Object.fromEntries(Object.entries(choices).map(([name, option]) => [name, option.value]));
  const { results } = await pagefind.search(words || null, { filters });
  if (results.length) {
    await list(results, question);
  } else {
    told.textContent = `No page was found${describe(question)}.`;
    found.replaceChildren(renderAdvice(question));
  }
}

document.querySelector(".needs-script").hidden = true;
const question = fillForm();
if (question.words) document.title = `“${question.words}” · ${document.title}`;
search(question).catch(() => {
  found.replaceChildren();
  told.textContent = "The search did not start. It may work when you load the page again; the ways below work always.";
});
