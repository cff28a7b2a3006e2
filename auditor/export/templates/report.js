
(function () {
  "use strict";
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var follow = function () {};
  var step = function () {};

  function copyButton(clause, form) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = form.dataset.copy;
    button.addEventListener("click", function () { copy(clause.querySelector("p"), button, form); });
    clause.appendChild(button);
  }
  function copy(words, button, form) {
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
  function fold(text) { return text.toLowerCase().replace(/ё/g, "е").replace(/\s+/g, " "); }

  function start() {
    var form = document.getElementById("filter");
    if (!form) {
      follow = reveal;
      step = function () {};
      reveal();
      return;
    }
    if (form.auditor) {  // the page was here before, in this language
      follow = form.auditor.follow;
      step = form.auditor.step;
      follow();
      return;
    }
    var NAMES = ["o", "s", "c", "k", "n", "e", "l", "h", "m", "r", "d", "g", "t", "q"];
    var CALM = ["pass", "not_applicable"];
    var RANK = { critical: 0, high: 1, medium: 2, low: 3 };
    var field = function (name) { return form.elements[name]; };
    var section = document.getElementById("findings");
    var findings = all("[data-o]", section);
    var drawers = all(".contract, .contract details", section).filter(function (drawer) { return drawer.tagName === "DETAILS"; });
    var groups = all(".group", section);
    var contracts = all(".contract", section);
    var output = form.querySelector("output");
    var gathered = document.createElement("div");
    var places = new Map();
    var order = new Map();
    var words = new Map();
    var before = null;

    var contractOf = function (finding) { return places.has(finding) ? places.get(finding).contract : finding.closest(".contract"); };
    function labelOf(finding) {
      var contract = contractOf(finding);
      var label = contract && contract.querySelector("h3") || document.querySelector("h1");
      return label.textContent;
    }
    function wordsOf(finding) {
      if (!words.has(finding)) { words.set(finding, fold(labelOf(finding) + " " + finding.textContent)); }
      return words.get(finding);
    }
    function clientOf(finding) {
      var contract = contractOf(finding);
      return finding.dataset.n || contract && contract.dataset.n || "";
    }
    function lawOf(finding) { return finding.dataset.l ? finding.dataset.l.split("|") : []; }
    function ruleOf(finding) { return finding.querySelector(".rule").textContent; }
    var TOLD = {
      o: function (f) { return [f.dataset.o]; }, s: function (f) { return [f.dataset.s]; }, c: function (f) { return [f.dataset.c]; },
      k: function (f) { return [f.dataset.k]; }, m: function (f) { return [f.dataset.m || ""]; }, h: function (f) { return [f.dataset.h || ""]; },
      n: function (f) { return [clientOf(f)]; }, e: function (f) { return [f.dataset.e || ""]; }, l: lawOf,
      r: function (f) { return [ruleOf(f)]; }, d: function (f) { var c = contractOf(f); return [c ? c.id : ""]; }
    };

    // What there is to choose from

    function offer(name) {
      var select = field(name);
      var there = new Set();
      findings.forEach(function (finding) { TOLD[name](finding).forEach(function (value) { if (value) { there.add(value); } }); });
      if (select.options.length === 1) {
        Array.from(there).sort(function (a, b) { return a.localeCompare(b, undefined, { numeric: true }); }).forEach(function (value) {
          select.add(new Option(value.length > 60 ? value.slice(0, 59) + "…" : value, value));
        });
      } else {
        Array.from(select.options).forEach(function (option) { if (option.value && !there.has(option.value)) { option.remove(); } });
      }
      select.parentElement.hidden = there.size < 2;  // nothing to choose
    }

    // Filtering

    function matches(finding, asked) {
      return Object.keys(asked.by).every(function (name) { return TOLD[name](finding).indexOf(asked.by[name]) >= 0; }) &&
        asked.q.every(function (word) { return wordsOf(finding).indexOf(word) >= 0; });
    }
    function asked() {
      var by = {};
      Object.keys(TOLD).forEach(function (name) { if (field(name).value) { by[name] = field(name).value; } });
      return { by: by, q: fold(field("q").value).split(" ").filter(Boolean) };
    }
    function remember() {
      if (!before) { before = drawers.map(function (drawer) { return drawer.open; }); }
    }
    function restore() {
      if (before) { drawers.forEach(function (drawer, at) { drawer.open = before[at]; }); }
      before = null;
    }
    function apply() {
      scatter();
      var wanted = asked();
      var active = Boolean(Object.keys(wanted.by).length || wanted.q.length);
      var gathering = field("g").value;
      if (active) { remember(); } else { restore(); }
      section.classList.toggle("filtered", active);
      var shown = 0;
      findings.forEach(function (finding) {
        finding.hidden = active && !matches(finding, wanted) || gathering && !wanted.by.o && CALM.indexOf(finding.dataset.o) >= 0;
        if (!finding.hidden) { shown += 1; }
      });
      arrange();
      if (gathering) { gather(gathering); }
      groups.concat(contracts).forEach(function (drawer) {
        var hit = drawer.querySelector("[data-o]:not([hidden])");
        drawer.hidden = Boolean((active || gathering) && !hit);
        if (active && hit && drawer.tagName === "DETAILS") { drawer.open = true; }
      });
      output.textContent = active || gathering ? form.dataset.shown.replace("{n}", shown).replace("{m}", findings.length) : "";
    }

    // Order and groups

    function riskOf(finding) {
      var factors = (finding.dataset.m || "0x0").split("x");
      return factors[0] * factors[1];
    }
    var BEFORE = {
      severity: function (a, b) { return RANK[a.dataset.s] - RANK[b.dataset.s]; },
      risk: function (a, b) { return riskOf(b) - riskOf(a); },
      section: function (a, b) { return a.dataset.k.localeCompare(b.dataset.k); },
      confidence: function (a, b) { return ["high", "medium", "low"].indexOf(a.dataset.c) - ["high", "medium", "low"].indexOf(b.dataset.c); }
    };
    function sorted(list) {
      var key = field("t").value;
      return list.slice().sort(function (a, b) { return key && BEFORE[key](a, b) || order.get(a) - order.get(b); });
    }
    function arrange() {
      groups.forEach(function (group) {
        var held = all("[data-o]", group);
        if (held.length > 1) { held[0].parentElement.append.apply(held[0].parentElement, sorted(held)); }
      });
    }
    function chosen(name, value) {
      var option = Array.from(field(name).options).find(function (one) { return one.value === value; });
      return option ? option.textContent : value;
    }
    function headOf(finding) { return finding.querySelector("h5, p").firstChild.textContent; }
    var GROUPS = {
      contract: function (f) { return [labelOf(f)]; },
      section: function (f) { return [f.dataset.k, chosen("k", f.dataset.k)]; },
      rule: function (f) { return [ruleOf(f), headOf(f) + " (" + ruleOf(f) + ")"]; },
      severity: function (f) { return [f.dataset.s, chosen("s", f.dataset.s)]; },
      client: function (f) { return [clientOf(f)]; },
      employee: function (f) { return [f.dataset.e || ""]; },
      law: function (f) { return [lawOf(f)[0] || ""]; }
    };
    function gather(by) {
      var heads = new Map();
      sorted(findings.filter(function (finding) { return !finding.hidden; })).forEach(function (finding) {
        var told = GROUPS[by](finding);
        if (!heads.has(told[0])) { heads.set(told[0], { title: told[1] || told[0] || form.dataset.without, held: [] }); }
        heads.get(told[0]).held.push(finding);
      });
      var listed = Array.from(heads.values());
      if (by === "severity") { listed.sort(function (a, b) { return BEFORE.severity(a.held[0], b.held[0]); }); }
      else { listed.sort(function (a, b) { return b.held.length - a.held.length; }); }
      listed.forEach(function (head, at) { gathered.append(drawer(head, by, at < 3)); });
      form.after(gathered);
    }
    function drawer(head, by, open) {
      var made = document.createElement("details");
      var summary = document.createElement("summary");
      var title = document.createElement("h3");
      var tally = document.createElement("span");
      made.className = "contract gathered";
      made.open = open;
      title.textContent = head.title;
      tally.className = "tally";
      tally.textContent = head.held.length;
      summary.append(title, " ", tally);
      made.append(summary);
      head.held.forEach(function (finding) { made.append(taken(finding, by)); });
      return made;
    }
    function taken(finding, by) {
      var mark = document.createComment("");
      var place = { mark: mark, contract: finding.closest(".contract"), about: null };
      if (by !== "contract") {
        place.about = document.createElement("p");
        place.about.className = "about";
        place.about.textContent = labelOf(finding);
      }
      finding.before(mark);
      places.set(finding, place);
      if (place.about) { finding.append(place.about); }
      return finding;
    }
    function scatter() {
      places.forEach(function (place, finding) {
        if (place.about) { place.about.remove(); }
        place.mark.replaceWith(finding);
      });
      places.clear();
      gathered.textContent = "";
      gathered.remove();
    }

    // The address

    function address() {
      var parts = NAMES.filter(function (name) { return field(name).value; });
      return parts.map(function (name) { return name + "=" + encodeURIComponent(field(name).value); }).join("&");
    }
    function tell() {
      try { history.replaceState(null, "", address() ? "#" + address() : location.pathname + location.search); } catch (ignored) { /* some browsers refuse it for files */ }
    }
    function take(values) {
      NAMES.forEach(function (name) {
        field(name).value = values.get(name) || "";
        if (field(name).selectedIndex < 0) { field(name).value = ""; }
      });
      var finer = form.querySelector(".finer");
      if (["k", "n", "e", "l", "h", "g", "t"].some(function (name) { return field(name).value; })) { finer.open = true; }
      apply();
    }
    follow = function () {
      var hash = location.hash.slice(1);
      if (hash.indexOf("=") < 0) {
        var target = hash && document.getElementById(decodeURIComponent(hash));
        if (target && (target.closest("[hidden]") || places.size)) { take(new Map()); }
        reveal();
        return;
      }
      take(new URLSearchParams(hash));
      section.scrollIntoView();
    };

    // The keyboard

    step = function (by) {
      var seen = findings.filter(function (finding) { return finding.getClientRects().length; });
      if (places.size) { seen = all("[data-o]", gathered).filter(function (finding) { return finding.getClientRects().length; }); }
      var at = seen.findIndex(function (finding) { return finding.contains(document.activeElement); });
      var next = seen[at < 0 ? 0 : Math.min(seen.length - 1, Math.max(0, at + by))];
      if (!next) { return; }
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "start" });
    };

    findings.forEach(function (finding, at) { order.set(finding, at); });
    ["o", "s", "c", "k", "n", "e", "l", "h"].forEach(offer);
    var waiting;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () { apply(); tell(); }, 120);
    });
    form.addEventListener("reset", function (event) { event.preventDefault(); take(new Map()); tell(); });
    field("q").addEventListener("keydown", function (event) { if (event.key === "Escape") { take(new Map()); tell(); } });
    field("open").addEventListener("click", function () { all("details.contract, .contract details", section).forEach(function (drawer) { drawer.open = true; }); });
    field("close").addEventListener("click", function () { all("details.contract, .contract details", section).forEach(function (drawer) { drawer.open = false; }); });
    all(".clause").forEach(function (clause) { copyButton(clause, form); });
    form.auditor = { follow: follow, step: step };
    follow();
  }

  window.addEventListener("hashchange", function () { follow(); });
  document.addEventListener("keydown", function (event) {
    if (!event.altKey || event.ctrlKey || event.metaKey) { return; }
    var search = document.querySelector("#filter [name=q]");
    if (event.code === "Slash" && search) { search.focus(); event.preventDefault(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { step(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
  });
  document.addEventListener("page", start);
  start();
})();
