/* Settings that Material for MkDocs keeps in an inline script, read from a file instead (after its partial
   `javascripts/base.html`, MIT licence). The root of the site follows from where this file lies. */
var __md_scope = new URL("../../", document.currentScript.src);

var __md_hash = (text) => [...text].reduce((hash, character) => (hash << 5) - hash + character.charCodeAt(0), 0);

var __md_get = (key, storage = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(storage.getItem(scope.pathname + "." + key));
  } catch (error) {
    return null; // storage is switched off
  }
};

var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch (error) {
    // storage is switched off or full: the choice holds for this page only
  }
};
