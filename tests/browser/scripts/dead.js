// What looks like a control and does nothing: no form takes it anywhere and no disclosure opens by it.
() => [...document.querySelectorAll("button, [role=button], [role=tab], input:not([type=hidden]), select, textarea")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1
        && !one.closest("form[action]") && !one.closest("summary"))
    .map(one => one.getAttribute("aria-label") || one.textContent.trim() || one.name)
