// Slips are added in place, and what is typed is kept on this machine until it is saved.
// Without this file the button asks the server for more of them.

const form = document.querySelector("[data-grid]");
const total = form.querySelector("[name$='-TOTAL_FORMS']");
const grid = form.querySelector("[data-rows]");
const slips = () => [...grid.children];
const key = `ket-noi:cac-phieu:${form.dataset.draft}`;

const cells = (slip) => [...slip.querySelectorAll("input, select")];

/** The same name, one slip further down. */
const numbered = (text, from, to) => text.replace(`-${from}-`, `-${to}-`);

/** What a cell is called in any slip. */
const called = (cell) => cell.name.replace(/^dong-[0-9]+-/, "");

const add = () => {
  const from = slips().length - 1;
  const last = slips()[from];
  const slip = last.cloneNode(true);
  slip.querySelector("[data-number]").textContent = String(from + 2);
  slip.querySelectorAll(".msg").forEach((one) => one.remove());
  slip.querySelectorAll(".err").forEach((one) => one.classList.remove("field", "err"));
  slip.querySelectorAll("label").forEach((one) => (one.htmlFor = numbered(one.htmlFor, from, from + 1)));
  for (const one of cells(slip)) {
    const kind = one.tagName === "SELECT" ? last.querySelector(`[name="${one.name}"]`).value : "";
    one.name = numbered(one.name, from, from + 1);
    one.id = numbered(one.id, from, from + 1);
    one.removeAttribute("aria-invalid");
    one.removeAttribute("aria-describedby");
    one.value = kind;
  }
  grid.append(slip);
  total.value = String(from + 2);
  return slip;
};

// A slip whose kind was only carried along from the one above is still a blank one.
const blank = (slip) => cells(slip).every((one) => one.tagName === "SELECT" || one.value.trim() === "");

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-more]");
  if (!button) return;
  event.preventDefault();
  const most = Number(button.dataset.most);
  if (slips().length < most) cells(add())[0].focus();
  button.hidden = slips().length >= most;
});

form.addEventListener("submit", () => {
  for (const slip of slips()) if (blank(slip)) cells(slip).forEach((one) => (one.value = ""));
});

const values = (slip) => Object.fromEntries(cells(slip).map((one) => [called(one), one.value]));
const written = () => slips().filter((slip) => !blank(slip)).map(values);

const keep = () => {
  const found = written();
  if (found.length) localStorage.setItem(key, JSON.stringify(found));
  else localStorage.removeItem(key);
};

const restore = (found) => {
  while (slips().length < found.length) add();
  found.forEach((told, place) => cells(slips()[place]).forEach((one) => (one.value = told[called(one)] ?? "")));
};

const kept = form.querySelector("[data-kept]");
if (new URLSearchParams(location.search).has("da-luu")) {
  localStorage.removeItem(key);
  history.replaceState(null, "", location.pathname);
}
const draft = localStorage.getItem(key);
if (draft && !written().length) kept.hidden = false;
kept.querySelector("[data-restore]").addEventListener("click", () => {
  restore(JSON.parse(draft));
  kept.hidden = true;
});
kept.querySelector("[data-forget]").addEventListener("click", () => {
  localStorage.removeItem(key);
  kept.hidden = true;
});
form.addEventListener("input", keep);
