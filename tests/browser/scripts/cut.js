// Text may be cut by its own box, or by the edge of the window, out of which no scrolling leads to it.
() => { const found = [], root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    const told = one => one.tagName.toLowerCase() + " " + one.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    for (const one of document.querySelectorAll("body *")) {
        if (one.clientWidth <= 5 || !one.textContent.trim()) continue;
        const style = getComputedStyle(one);
        if (/hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1) found.push("cut at its side: " + told(one));
        if (/hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1) found.push("cut at its foot: " + told(one));
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const one = text.parentElement;
        if (!text.data.trim() || one.closest(".unseen, .skip") || !one.checkVisibility({visibilityProperty: true})) continue;
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!box.width || (box.right <= root.clientWidth + 1 && box.left >= -1)) continue;
        let around = one;
        while (around !== document.body && !/auto|scroll/.test(getComputedStyle(around).overflowX)) around = around.parentElement;
        if (around === document.body) found.push("beyond the window: " + told(one));
    }
    return found.slice(0, 6) }
