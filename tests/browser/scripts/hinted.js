() => [...document.querySelectorAll("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=prerender], link[rel~=preload]")]
    .filter(one => !one.href.startsWith(location.origin + "/")).map(one => `hint of another host: ${one.href}`)
