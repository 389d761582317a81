// Told from inside each page that is shown, by the console, so that nothing has to wait for a page that never rests.
addEventListener("DOMContentLoaded", () => {
  console.debug("replay-title " + JSON.stringify([location.href, document.title]));
});
addEventListener("load", () => {
  const broken = [...document.images].filter((image) => image.currentSrc && image.complete && !image.naturalWidth);
  console.debug("replay-load " + JSON.stringify([location.href, broken.map((image) => image.currentSrc)]));
});
