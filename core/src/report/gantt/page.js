"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const chart = one(".chart"), tip = one("#tip"), panel = one("#panel"), find = one("#find");
  const slots = new Map(all(".chart .slot").map((g) => [g.dataset.slot, g]));
  const slotRows = new Map(all("#slots tr").map((row) => [row.dataset.slot, row]));
  const people = all("#participants tr").map((row) => ({
    row,
    id: row.querySelector(".who").textContent,
    text: [...row.cells].slice(0, 3).map((cell) => cell.textContent).join(" ").toLowerCase(),
    name: [...row.cells].slice(1, 3).map((cell) => cell.textContent).filter(Boolean).join(", "),
    slots: row.dataset.slots.split(" ").filter(Boolean),
  }));
  one(".scripted").hidden = false;

  // Zoom: everything in .time stands on multiples of its first place.
  const marks = [];
  for (const element of all(".time, .time [x], .time [x1]")) {
    for (const name of ["x", "x1", "x2", "width"]) {
      if (element.hasAttribute(name)) marks.push([element, name, Number(element.getAttribute(name))]);
    }
  }
  const curves = all(".time .move path").map((path) => [path, path.getAttribute("d")]);
  // What needs more room than there is, is hidden; of texts that stand for one span, the first
  // that fits is shown.
  const labels = [];
  let last = null;
  for (const item of all(".time [data-need]")) {
    const label = { item, need: Number(item.dataset.need), room: Number(item.dataset.room) };
    const next = last && item.tagName === "text" && last.item.nextElementSibling === item;
    if (next && last.room === label.room) labels[labels.length - 1].push(label);
    else labels.push([label]);
    last = label;
  }
  let scale = 1;
  const full = Number(one("#plot").getAttribute("width"));
  const zoom = (to) => {
    const left = one(".names").offsetWidth;
    const middle = (chart.scrollLeft + (chart.clientWidth - left) / 2) / scale;
    scale = Math.min(Math.max(to, 0.05), 40);
    for (const [element, name, value] of marks) element.setAttribute(name, (value * scale).toFixed(2));
    for (const [path, drawn] of curves) {
      const place = (_, x, y) => `${(x * scale).toFixed(1)},${y}`;
      path.setAttribute("d", drawn.replace(/(-?[\d.]+),(-?[\d.]+)/g, place));
    }
    for (const group of labels) {
      const fits = group.find((label) => label.need <= label.room * scale);
      for (const label of group) {
        if (label === fits) label.item.removeAttribute("display");
        else label.item.setAttribute("display", "none");
      }
    }
    chart.scrollLeft = middle * scale - (chart.clientWidth - left) / 2;
  };
  let fitted = true;
  const fit = () => {
    fitted = true;
    zoom((one(".stage").clientWidth - 40 - one(".names").offsetWidth - (panel.hidden ? 0 : 332)) / full);
  };
  const by = (factor) => {
    fitted = false;
    zoom(scale * factor);
  };
  one("#fit").addEventListener("click", fit);
  one("#in").addEventListener("click", () => by(1.5));
  one("#out").addEventListener("click", () => by(1 / 1.5));
  fit();
  // A frame of a notebook gets its width only once it is seen.
  new ResizeObserver(() => { if (fitted) fit(); }).observe(one(".stage"));

  // Hover: the pictures' own titles, at once.
  for (const title of all(".chart title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }
  chart.addEventListener("mousemove", (event) => {
    const target = event.target.closest("[data-tip]");
    tip.hidden = !target;
    if (!target) return;
    if (tip.textContent !== target.dataset.tip) tip.textContent = target.dataset.tip;
    const x = event.clientX + 14, y = event.clientY + 14;
    tip.style.left = Math.max(4, Math.min(x, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(4, y + tip.offsetHeight > innerHeight ? innerHeight - tip.offsetHeight - 8 : y) + "px";
  });
  chart.addEventListener("mouseleave", () => { tip.hidden = true; });

  // A click lists who is in a slot.
  const choose = (number) => {
    for (const g of slots.values()) g.classList.toggle("chosen", g.dataset.slot === number);
    panel.hidden = !slots.has(number);
    if (panel.hidden) return;
    const [head, ...text] = slots.get(number).dataset.tip.split("\n\n")[0].split("\n");
    one("#panel-title").textContent = head;
    one("#panel-text").textContent = text.join("\n");
    one("#panel-list").replaceChildren(...people.filter((p) => p.slots.includes(number)).map((p) => {
      const item = document.createElement("li"), who = document.createElement("bdi"), more = document.createElement("div");
      who.className = "who";
      who.textContent = p.id;
      more.className = "soft";
      more.textContent = p.name;
      item.append(who, more);
      return item;
    }));
  };
  chart.addEventListener("click", (event) => {
    const g = event.target.closest(".slot");
    if (g) choose(g.dataset.slot);
  });
  one("#close").addEventListener("click", () => choose(null));

  // Search: the slots and the rows of those found.
  const search = () => {
    const words = find.value.trim().toLowerCase();
    const exact = people.filter((p) => p.id.toLowerCase() === words);
    const hits = exact.length ? exact : people.filter((p) => p.text.includes(words));
    const found = new Set(words ? hits.flatMap((p) => p.slots) : []);
    document.body.classList.toggle("finding", words !== "");
    for (const [number, g] of slots) g.classList.toggle("hit", found.has(number));
    for (const [number, row] of slotRows) row.hidden = words !== "" && !found.has(number);
    const shown = new Set(hits);
    for (const p of people) p.row.hidden = words !== "" && !shown.has(p);
    one("#found").textContent = words ? `${hits.length} found, in ${found.size} slots` : "";
  };
  find.addEventListener("input", search);
  document.addEventListener("click", (event) => {
    const who = event.target.closest(".who");
    if (!who) return;
    find.value = find.value === who.textContent ? "" : who.textContent;
    search();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      choose(null);
      find.value = "";
      search();
    }
    const g = event.target.closest && event.target.closest(".slot");
    if (g && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(g.dataset.slot);
    }
  });
})();
