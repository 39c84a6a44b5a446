/* Leads from an address of before to that of today, and takes the place within the page along. */
(() => {
  const to = document.currentScript.dataset.to;
  location.replace(new URL(to, location.href).href + location.search + location.hash);
})();
