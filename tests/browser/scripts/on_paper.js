() => { const found = [], shown = one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && one.getBoundingClientRect().height > 1;
    const told = one => one.tagName.toLowerCase() + " " + one.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    for (const one of document.querySelectorAll(".skip, .exit, .menu, .crumbs, .toc, .beside, [role=search], form, nav:not(.outline)"))
        if (shown(one)) found.push("of use on a screen alone: " + told(one));
    for (const one of document.querySelectorAll("main details > :not(summary)"))
        if (one.textContent.trim() && shown(one.parentElement) && !shown(one)) found.push("closed: " + told(one));
    for (const link of document.querySelectorAll("main a[href^=http]:not(.ways a)"))
        if (shown(link) && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))) found.push("address not shown: " + told(link));
    const main = document.querySelector("main"), title = main.querySelector("h1");
    if (!shown(title)) found.push("no title");
    const early = [...main.querySelectorAll(".byline, time")].filter(one => !one.closest("aside, details, section, li, .line, .recommendation"))[0];
    const words = main.querySelector("article > p:not([class])");
    if (words && early && !(early.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING)) found.push("author and date are not first");
    if (main.matches(".post") && !early) found.push("no author or date");
    const limit = Math.max(document.documentElement.clientWidth, 0);
    for (const one of main.querySelectorAll("h1, h2, h3, p, li, td, th, dd, pre"))
        if (shown(one) && one.getBoundingClientRect().right > limit + 1) found.push("cut: " + told(one));
    return found.slice(0, 6) }
