
(function () {
  "use strict";
  var follow = function () {};

  function start() {
    var form = document.getElementById("filter");
    var table = document.querySelector("table.many");
    follow = function () {};
    if (!table) { return; }
    if (table.auditor) {  // the page was here before, in this language
      follow = table.auditor;
      follow();
      return;
    }
    table.auditor = follow;
    var NAMES = ["q", "b", "o"];
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var words = new Map();

    function fold(text) { return text.toLowerCase().replace(/ё/g, "е").replace(/\s+/g, " "); }
    function wordsOf(row) {
      if (!words.has(row)) { words.set(row, fold(row.cells[0].textContent)); }
      return words.get(row);
    }
    function columnOf(outcome) { return heads.findIndex(function (head) { return head.dataset.o === outcome; }); }
    function matches(row, asked) {
      if (asked.b && row.dataset.b !== asked.b) { return false; }
      if (asked.column >= 0 && row.cells[asked.column].textContent === "0") { return false; }
      return asked.q.every(function (word) { return wordsOf(row).indexOf(word) >= 0; });
    }
    function apply() {
      var output = form.querySelector("output");
      var value = function (name) { return form.elements[name].value; };
      var asked = { b: value("b"), column: value("o") ? columnOf(value("o")) : -1, q: fold(value("q")).split(" ").filter(Boolean) };
      var shown = 0;
      rows.forEach(function (row) {
        row.hidden = !matches(row, asked);
        if (!row.hidden) { shown += 1; }
      });
      output.textContent = shown < rows.length ? form.dataset.shown.replace("{n}", shown).replace("{m}", rows.length) : "";
    }
    function tell() {
      var parts = NAMES.filter(function (name) { return form.elements[name].value; }).map(function (name) {
        return name + "=" + encodeURIComponent(form.elements[name].value);
      });
      try { history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search); } catch (ignored) { /* some browsers refuse it for files */ }
    }
    var turn = function () {
      var hash = location.hash.slice(1);
      if (hash.indexOf("=") < 0) { return; }
      var asked = new URLSearchParams(hash);
      NAMES.forEach(function (name) {
        var field = form.elements[name];
        field.value = asked.get(name) || "";
        if (field.selectedIndex < 0) { field.value = ""; }
      });
      apply();
      document.getElementById("contracts").scrollIntoView();
    };
    function keyOf(row, column) {
      if (column === 0) { return wordsOf(row); }
      var number = parseInt(row.cells[column].textContent, 10);
      return isNaN(number) ? 101 : number;
    }
    function sort(column) {
      var head = heads[column];
      var up = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "descending" : column === 0;
      var keyed = rows.map(function (row) { return [keyOf(row, column), row]; });
      keyed.sort(function (a, b) {
        var order = column === 0 ? a[0].localeCompare(b[0], undefined, { numeric: true }) : a[0] - b[0];
        return up ? order : -order;
      });
      rows = keyed.map(function (pair) { return pair[1]; });
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append.apply(body, rows);
    }
    function sortable(head, column) {
      if (!("sort" in head.dataset)) { return; }
      if (head.dataset.sort) { head.setAttribute("aria-sort", head.dataset.sort); }
      var button = document.createElement("button");
      button.type = "button";
      button.title = table.dataset.sort;
      button.textContent = head.textContent;
      button.addEventListener("click", function () { sort(column); });
      head.textContent = "";
      head.appendChild(button);
    }

    heads.forEach(sortable);
    if (!form) { return; }
    var waiting;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () { apply(); tell(); }, 120);
    });
    form.addEventListener("reset", function () { setTimeout(function () { apply(); tell(); }, 0); });
    follow = table.auditor = turn;
    follow();
  }

  window.addEventListener("hashchange", function () { follow(); });
  document.addEventListener("page", start);
  start();
})();
