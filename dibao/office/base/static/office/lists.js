/* Lists: rows stay ticked over pages. The ids live in a Set and are ticked again after each swap. */
"use strict";

(function () {
  var list = document.querySelector("[data-list]");
  var bar = list && list.querySelector("[data-bulk]");
  if (!bar) return;
  var picked = new Set();
  var everything = false; // all that was found, on every page

  function boxes() { return Array.from(list.querySelectorAll("[data-pick]")); }

  function show() {
    boxes().forEach(function (box) {
      box.checked = everything || picked.has(box.value);
      box.closest("tr").classList.toggle("picked", box.checked);
    });
    var page = list.querySelector("[data-pick-page]");
    if (page) page.checked = boxes().length > 0 && boxes().every(function (box) { return box.checked; });
    var count = list.querySelector("[data-count]");
    bar.querySelector("[data-picked]").textContent = everything && count ? count.textContent : String(picked.size);
    bar.elements.all.value = everything ? "1" : "";
    bar.hidden = !everything && picked.size === 0;
  }

  function pick(box, on) {
    if (on) picked.add(box.value); else picked.delete(box.value);
  }

  function fromPage() { // one row less than all: go on with what this page shows
    if (!everything) return;
    everything = false;
    boxes().forEach(function (box) { picked.add(box.value); });
  }

  list.addEventListener("change", function (event) {
    var box = event.target;
    if (box.matches("[data-pick]")) { fromPage(); pick(box, box.checked); show(); }
    if (box.matches("[data-pick-page]")) {
      fromPage();
      boxes().forEach(function (one) { pick(one, box.checked); });
      show();
    }
  });

  list.addEventListener("click", function (event) {
    if (event.target.closest("[data-pick-found]")) { everything = true; show(); }
    if (event.target.closest("[data-pick-none]")) { everything = false; picked.clear(); show(); }
  });

  bar.addEventListener("submit", function () {
    var here = new Set(boxes().map(function (box) { return box.value; }));
    picked.forEach(function (id) {
      if (here.has(id) || everything) return; // the boxes of this page are sent by themselves
      var hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "ids";
      hidden.value = id;
      bar.appendChild(hidden);
    });
  });

  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (everything && event.detail.requestConfig.elt.id === "filters") { everything = false; picked.clear(); }
    show();
  });
  show(); // a browser that goes back ticks boxes by itself
})();
