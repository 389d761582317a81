// Notes the stop that has the focus, and what is wrong with it, when a key is let go or goes down again because it is held.
() => {
    const looks = one => { const style = getComputedStyle(one);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor].join(" ") };
    const named = one => one.tagName.toLowerCase() + " " +
        (one.getAttribute("aria-label") || one.textContent || one.id || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const inView = rect => Math.max(0, Math.min(rect.right, innerWidth) - Math.max(rect.left, 0))
        * Math.max(0, Math.min(rect.bottom, innerHeight) - Math.max(rect.top, 0));
    const clamp = (value, most) => Math.max(0, Math.min(most - 1, value));
    const faults = stop => {
        const found = [], style = getComputedStyle(stop), box = stop.getBoundingClientRect();
        const rects = [...stop.getClientRects()].filter(rect => rect.width > 1 && rect.height > 1);
        const whole = rects.reduce((sum, rect) => sum + rect.width * rect.height, 0);
        const seen = rects.reduce((sum, rect) => sum + inView(rect), 0);
        const small = box.height < innerHeight / 2;
        if (style.visibility === "hidden" || seen < 4 || (small && seen < whole * 0.9)) found.push("out of sight");
        const own = (x, y) => { const top = document.elementFromPoint(clamp(x, innerWidth), clamp(y, innerHeight));
            return !top || stop.contains(top) || top.contains(stop) };
        const column = [box.top + 1, box.top + box.height / 2, box.bottom - 1].map(y => own(box.left + box.width / 2, y));
        let points = 0, free = 0;
        for (const rect of rects) for (const across of [0.1, 0.5, 0.9]) for (const down of [0.1, 0.5, 0.9]) {
            const x = rect.left + rect.width * across, y = rect.top + rect.height * down;
            if (x !== clamp(x, innerWidth) || y !== clamp(y, innerHeight)) continue;
            points += 1;
            free += own(x, y);
        }
        if (!column.some(Boolean) || free * 2 < points) found.push("hidden behind something");
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        if (!outlined && style.boxShadow === "none") found.push("no visible focus");
        return found;
    };
    const walk = window.walk = {stops: [], found: [], last: null, done: null};
    walk.start = () => { walk.stops = []; walk.found = []; walk.last = null; walk.done = null };
    walk.note = () => {
        if (walk.done) return;
        const stop = document.activeElement, none = !stop || stop === document.body || stop === document.documentElement;
        const last = walk.last;
        if (last && last.one !== stop && looks(last.one) === last.looks) walk.found.push(`the focus changes nothing: ${named(last.one)}`);
        if (none) { walk.done = "left"; return }
        if (walk.stops.includes(stop)) { walk.done = stop === walk.stops[0] && stop !== last.one ? "left" : `trapped at ${named(stop)}`; return }
        walk.last = {one: stop, looks: looks(stop)};
        walk.stops.push(stop);
        walk.found.push(...faults(stop).map(fault => `${fault}: ${named(stop)}`));
    };
    walk.missed = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
        .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}) && !walk.stops.includes(one))
        .map(named);
    addEventListener("keydown", event => { if (event.key === "Tab" && event.repeat) walk.note() }, true);
    addEventListener("keyup", event => { if (event.key === "Tab") walk.note() }, true);
}
