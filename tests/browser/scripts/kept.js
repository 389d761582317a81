async () => [
    ...Object.keys(localStorage).map(name => `localStorage ${name}`),
    ...Object.keys(sessionStorage).map(name => `sessionStorage ${name}`),
    ...(await indexedDB.databases()).map(one => `indexedDB ${one.name}`),
    ...(await (window.caches ? caches.keys() : [])).map(name => `cache ${name}`),
    ...(navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []).map(one => `service worker ${one.scope}`),
]
