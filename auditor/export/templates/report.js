
(function () {
  "use strict";
  var form = document.getElementById("filter");
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };

  function copyButton(clause) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = form.dataset.copy;
    button.addEventListener("click", function () { copy(clause.querySelector("p"), button); });
    clause.appendChild(button);
  }
  function copy(words, button) {
    var done = function () {
      button.textContent = form.dataset.copied;
      setTimeout(function () { button.textContent = form.dataset.copy; }, 2000);
    };
    var byHand = function () {
      var range = document.createRange();
      range.selectNodeContents(words);
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      if (document.execCommand("copy")) { done(); }
    };
    if (navigator.clipboard) { navigator.clipboard.writeText(words.textContent).then(done, byHand); } else { byHand(); }
  }
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    for (var node = target; node; node = node.parentElement) { if (node.tagName === "DETAILS") { node.open = true; } }
    target.scrollIntoView();
  }
  if (!form) {
    window.addEventListener("hashchange", reveal);
    reveal();
    return;
  }

  var NAMES = ["o", "s", "c", "q"];
  var section = document.getElementById("findings");
  var findings = all("[data-o]");
  var drawers = all("#findings details");
  var groups = all(".group");
  var contracts = all(".contract");
  var output = form.querySelector("output");
  var before = null;
  var words = new Map();

  function fold(text) { return text.toLowerCase().replace(/ё/g, "е").replace(/\s+/g, " "); }
  function wordsOf(finding) {
    if (!words.has(finding)) {
      var label = finding.closest(".contract").querySelector("h3");
      words.set(finding, fold((label ? label.textContent : "") + " " + finding.textContent));
    }
    return words.get(finding);
  }
  function matches(finding, asked) {
    if (asked.o && finding.dataset.o !== asked.o) { return false; }
    if (asked.s && finding.dataset.s !== asked.s) { return false; }
    if (asked.c && finding.dataset.c !== asked.c) { return false; }
    return asked.q.every(function (word) { return wordsOf(finding).indexOf(word) >= 0; });
  }
  function remember() {
    if (!before) { before = drawers.map(function (drawer) { return drawer.open; }); }
  }
  function restore() {
    if (before) { drawers.forEach(function (drawer, at) { drawer.open = before[at]; }); }
    before = null;
  }
  function apply() {
    var asked = { o: form.elements.o.value, s: form.elements.s.value, c: form.elements.c.value, q: fold(form.elements.q.value).split(" ").filter(Boolean) };
    var active = Boolean(asked.o || asked.s || asked.c || asked.q.length);
    if (active) { remember(); } else { restore(); }
    section.classList.toggle("filtered", active);
    var shown = 0;
    findings.forEach(function (finding) {
      finding.hidden = active && !matches(finding, asked);
      if (!finding.hidden) { shown += 1; }
    });
    groups.concat(contracts).forEach(function (drawer) {
      var hit = drawer.querySelector("[data-o]:not([hidden])");
      drawer.hidden = active && !hit;
      if (active && hit) { drawer.open = true; }
    });
    output.textContent = active ? form.dataset.shown.replace("{n}", shown).replace("{m}", findings.length) : "";
  }
  function address() {
    var parts = NAMES.filter(function (name) { return form.elements[name].value; });
    return parts.map(function (name) { return name + "=" + encodeURIComponent(form.elements[name].value); }).join("&");
  }
  function tell() {
    try { history.replaceState(null, "", address() ? "#" + address() : location.pathname + location.search); } catch (ignored) { /* some browsers refuse it for files */ }
  }
  function clear() {
    NAMES.forEach(function (name) { form.elements[name].value = ""; });
    apply();
  }
  function follow() {
    var hash = location.hash.slice(1);
    if (hash.indexOf("=") < 0) {
      var target = hash && document.getElementById(decodeURIComponent(hash));
      if (target && target.closest("[hidden]")) { clear(); }
      reveal();
      return;
    }
    var asked = new URLSearchParams(hash);
    NAMES.forEach(function (name) { form.elements[name].value = asked.get(name) || ""; });
    apply();
    section.scrollIntoView();
  }

  var waiting;
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { apply(); tell(); }, 120);
  });
  form.addEventListener("reset", function () { setTimeout(function () { apply(); tell(); }, 0); });
  form.elements.open.addEventListener("click", function () { drawers.forEach(function (drawer) { drawer.open = true; }); });
  form.elements.close.addEventListener("click", function () { drawers.forEach(function (drawer) { drawer.open = false; }); });
  all(".clause").forEach(copyButton);
  window.addEventListener("hashchange", follow);
  follow();
})();
