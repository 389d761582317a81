// The service worker in which wabac runs. Its own listener is kept and asked from here, so that an answer can be handed on
// as it was given: a browser hides status and Location of a redirect from the page that asked.
"use strict";

const listen = self.addEventListener.bind(self);
let answer;
self.addEventListener = (type, listener, options) => {
  if (type === "fetch") {
    answer = listener;
  } else {
    listen(type, listener, options);
  }
};
importScripts("/engine.js");

listen("fetch", (event) => {
  const { request } = event;
  if (new URL(request.url).pathname.startsWith("/answers/")) {
    return;
  }
  if (!request.headers.has("X-Plain")) {
    answer(event);
    return;
  }
  let given;
  answer({
    request,
    clientId: event.clientId,
    resultingClientId: event.resultingClientId,
    waitUntil: (promise) => event.waitUntil(promise),
    respondWith: (promise) => { given = promise; },
  });
  event.respondWith(Promise.resolve(given).then(plain));
});

function plain(response) {
  const headers = { "X-Status": String(response.status) };
  const location = response.headers.get("Location");
  if (location !== null) {
    headers["X-Location"] = encodeURIComponent(location);
  }
  return new Response(response.body, { headers });
}
