"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];

  // A popover is shown by style alone; here it is only kept inside the window and put away by Escape.
  const edge = 12;
  const place = (ref) => {
    const pop = ref.querySelector(".pop");
    pop.style.left = "0px";
    // Only a card that scrolls is a stop for the Tab key, from which the arrow keys scroll it.
    const card = pop.querySelector(".pop-card");
    if (card.scrollHeight > card.clientHeight) card.tabIndex = 0;
    else card.removeAttribute("tabindex");
    pop.classList.remove("above");
    const box = pop.getBoundingClientRect();
    const room = root.clientWidth - edge;
    const left = Math.max(edge, Math.min(box.left, room - box.width));
    pop.style.left = `${left - box.left}px`;
    if (box.bottom > innerHeight - edge && ref.getBoundingClientRect().top > box.height + edge) {
      pop.classList.add("above");
    }
  };
  for (const ref of all(".ref")) {
    // Put away, it stays away until pointer and focus have both left, or the pointer comes anew.
    const wake = () => {
      if (!ref.matches(":hover, :focus-within")) ref.classList.remove("quiet");
    };
    ref.addEventListener("mouseenter", () => {
      ref.classList.remove("quiet");
      place(ref);
    });
    ref.addEventListener("focusin", () => place(ref));
    ref.addEventListener("mouseleave", wake);
    ref.addEventListener("focusout", () => requestAnimationFrame(wake));
  }

  const back = document.getElementById("back");
  let origin = null;
  const goBack = () => {
    if (!origin) return;
    back.hidden = true;
    origin.closest(".ref").classList.add("quiet");
    origin.focus({ preventScroll: true });
    origin.scrollIntoView({ block: "center" });
    origin = null;
  };
  back.addEventListener("click", goBack);

  const reveal = (link) => {
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return false;
    for (const mark of all("mark.on")) mark.classList.remove("on");
    for (const number of link.dataset.passages.split(" ")) {
      for (const mark of all(`.text mark[data-passages~="${number}"]`)) mark.classList.add("on");
    }
    for (const open of all("details.source[open]")) if (!open.contains(target)) open.open = false;
    target.closest("details").open = true;
    link.closest(".ref").classList.add("quiet");
    origin = link;
    back.hidden = false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
    return true;
  };
  for (const link of all("a.cite")) {
    link.addEventListener("click", (event) => {
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (plain && reveal(link)) event.preventDefault();
    });
  }
  for (const link of all('a[href^="#source-"]')) {
    link.addEventListener("click", () => {
      document.getElementById(link.getAttribute("href").slice(1)).open = true;
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const shown = all(".ref:hover, .ref:focus-within").filter((ref) => !ref.classList.contains("quiet"));
    if (shown.length) for (const ref of shown) ref.classList.add("quiet");
    else if (document.getElementById("sources").contains(document.activeElement)) goBack();
  });
})();
