// Words smaller than a reader on a phone can read; raised and lowered signs, keys and code are smaller by their nature.
// A size of nothing is that of words for which the theme draws a picture.
least => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const one = text.parentElement;
        if (!text.data.trim() || one.closest("sup, sub, small, kbd, code, .unseen") || !one.checkVisibility({visibilityProperty: true})) continue;
        const size = parseFloat(getComputedStyle(one).fontSize);
        if (size && size < least) found.add(`${size} px: ${one.tagName.toLowerCase()} ${text.data.trim().slice(0, 40)}`);
    }
    return [...found].slice(0, 6) }
