// A link in a closed disclosure can be come to if its summary can be seen.
() => [...document.querySelectorAll("a[href]")].filter(link => {
    let one = link;
    for (let closed; (closed = one.closest("details:not([open])")) && !one.closest("summary"); one = closed.parentElement) {
        const summary = closed.querySelector("summary");
        if (!one.checkVisibility({visibilityProperty: true}) && !(summary && summary.checkVisibility({visibilityProperty: true}))) return false;
    }
    const box = link.getBoundingClientRect();
    return link.closest("details:not([open])") || (link.checkVisibility({visibilityProperty: true}) && box.width > 1);
}).map(link => link.href.split("#")[0])
