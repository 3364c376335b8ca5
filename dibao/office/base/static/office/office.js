/* What pages do beyond plain HTML. Each part looks for its own data attribute; without JavaScript the pages still work. */
"use strict";

(function () {
  // "/" goes to the search box, as in other ledgers
  document.addEventListener("keydown", function (event) {
    var box = document.querySelector("[data-search]");
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && box && !typing) {
      event.preventDefault();
      box.focus();
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });

  // a form is sent once, however often somebody clicks
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post") || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 5000);
  });

  document.body.dataset.ready = "1"; // tests wait for it
})();
