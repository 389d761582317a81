// "Exit this page": the button is a plain link and works without this script. With it the page is covered at once, and
// Shift pressed three times within five seconds leaves too. Nothing is stored. Back then leads to what
// was read before this page; the browser's history keeps the page all the same.
"use strict";

(() => {
  const link = document.querySelector(".exit-page");
  if (!link) return;
  const PRESSES = 3;
  const PATIENCE = 5000; // milliseconds
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  link.after(said);

  let presses = 0;
  let timer = 0;

  const forget = () => {
    presses = 0;
    clearTimeout(timer);
    link.removeAttribute("data-presses");
    said.textContent = "";
  };

  const leave = () => {
    const cover = document.createElement("div");
    cover.className = "exit-cover";
    cover.setAttribute("role", "alert");
    cover.textContent = "Loading.";
    document.body.append(cover);
    document.documentElement.classList.add("exiting");
    document.title = "Loading";
    window.location.replace(link.href); // so that Back does not lead to this page
  };

  const title = document.title;
  const stay = () => {
    document.documentElement.classList.remove("exiting");
    document.querySelector(".exit-cover")?.remove();
    document.title = title;
    forget();
  };

  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      forget();
      return;
    }
    if (event.repeat) return;
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(forget, PATIENCE);
    link.setAttribute("data-presses", String(presses));
    if (presses === PRESSES) {
      forget();
      leave();
    } else {
      const left = PRESSES - presses;
      said.textContent = `Shift, press ${left} more ${left === 1 ? "time" : "times"} to leave this page.`;
    }
  });

  // A page that the browser kept in memory comes back as it was left: uncover it.
  window.addEventListener("pageshow", stay);
})();
