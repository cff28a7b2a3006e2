
(function () {
  "use strict";
  var KEPT = "auditor-language";
  var PARTS = ["body > .skip", "body > .masthead", "body > main", "body > footer"];
  var first = document.documentElement.lang;
  var other = document.getElementById("other");
  var shown = null;
  var waiting = null;

  function kept() { try { return localStorage.getItem(KEPT); } catch (ignored) { return null; } }
  function keep(language) { try { localStorage.setItem(KEPT, language); } catch (ignored) { /* some browsers keep nothing for files */ } }

  // The page in its other language lies packed in the page itself.

  function unpacked() {
    var packed = Uint8Array.from(atob(other.content.textContent.trim()), function (letter) { return letter.charCodeAt(0); });
    var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text().then(function (text) {
      var made = new DOMParser().parseFromString(text, "text/html");
      return { language: made.documentElement.lang, title: made.title, parts: PARTS.map(function (part) { return made.querySelector(part); }) };
    });
  }
  function placeOf() {
    var seen = Array.from(document.querySelectorAll("main [id]")).filter(function (one) { return one.getBoundingClientRect().top > 0 && one.getClientRects().length; });
    return seen.length && window.scrollY ? { id: seen[0].id, top: seen[0].getBoundingClientRect().top } : null;
  }
  function swap(next) {
    var place = placeOf();
    var opened = Array.from(document.querySelectorAll("main details")).map(function (drawer) { return drawer.open; });
    var now = { language: document.documentElement.lang, title: document.title, parts: PARTS.map(function (part) { return document.querySelector(part); }) };
    now.parts.forEach(function (part, at) { part.replaceWith(document.adoptNode(next.parts[at])); });
    document.documentElement.lang = next.language;
    document.title = next.title;
    var drawers = document.querySelectorAll("main details");
    if (drawers.length === opened.length) { drawers.forEach(function (drawer, at) { drawer.open = opened[at]; }); }
    tools();
    document.dispatchEvent(new Event("page"));
    var target = place && document.getElementById(place.id);
    if (target) { window.scrollBy(0, target.getBoundingClientRect().top - place.top); }
    shown = now;
  }
  function change() {
    if (waiting) { return; }
    waiting = (shown ? Promise.resolve(shown) : unpacked()).then(function (next) {
      swap(next);
      keep(document.documentElement.lang);
      waiting = null;
    });
  }

  // Buttons that need a script are made by it.

  function button(words, does, language) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    if (language) { made.lang = language; }
    made.addEventListener("click", does);
    return made;
  }
  function print(what) {
    var closed = what === "all" ? Array.from(document.querySelectorAll("details:not([open])")) : [];
    document.documentElement.dataset.print = what;
    closed.forEach(function (drawer) { drawer.open = true; });
    window.addEventListener("afterprint", function () { closed.forEach(function (drawer) { drawer.open = false; }); }, { once: true });
    window.print();
  }
  function tools() {
    var masthead = document.querySelector("body > .masthead");
    var old = masthead.querySelector(".page-tools");
    if (old) { old.remove(); }
    var row = document.createElement("p");
    row.className = "page-tools";
    if (other && window.DecompressionStream) {
      var back = document.documentElement.lang !== first;
      row.append(button(back ? other.dataset.own : other.dataset.name, change, back ? first : other.lang));
    }
    row.append(button(masthead.dataset.all, function () { print("all"); }), button(masthead.dataset.summary, function () { print("summary"); }));
    masthead.append(row);
  }
  window.addEventListener("afterprint", function () { delete document.documentElement.dataset.print; });
  tools();
  var wanted = kept();
  if (other && window.DecompressionStream && wanted && wanted !== document.documentElement.lang && wanted === other.lang) { change(); }
})();
