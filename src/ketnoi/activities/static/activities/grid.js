// Rows of the grid are added in place, and what is typed is kept on this machine until it is saved.
// Without this file the button asks the server for more rows.

const form = document.querySelector("[data-grid]");
const total = form.querySelector("[name$='-TOTAL_FORMS']");
const body = form.querySelector(".act-grid tbody");
const key = `ket-noi:ghi-nhieu:${form.dataset.draft}`;

const cells = (root) => [...root.querySelectorAll("input[name^='dong-'], select[name^='dong-']")].filter((one) => one.type !== "hidden");

/** The same names and labels, one row further down. */
const numbered = (text, from, to) => text.replace(`-${from}-`, `-${to}-`);

const add = () => {
  const last = body.rows[body.rows.length - 1];
  const from = body.rows.length - 1;
  const row = last.cloneNode(true);
  row.cells[0].textContent = String(from + 2);
  row.querySelectorAll(".msg").forEach((one) => one.remove());
  row.querySelectorAll("td").forEach((one) => one.classList.remove("field", "err"));
  for (const one of cells(row)) {
    const kind = one.tagName === "SELECT" ? last.querySelector(`[name="${one.name}"]`).value : "";
    one.name = numbered(one.name, from, from + 1);
    one.id = numbered(one.id, from, from + 1);
    one.ariaLabel = one.ariaLabel.replace(/[0-9]+/, String(from + 2));
    one.removeAttribute("aria-invalid");
    one.removeAttribute("aria-describedby");
    one.value = kind;
  }
  body.append(row);
  total.value = String(body.rows.length);
  return row;
};

// A row whose kind was only carried along from the row above is still a blank one.
const blank = (row) => cells(row).every((one) => one.tagName === "SELECT" || one.value.trim() === "");

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-more]");
  if (!button) return;
  event.preventDefault();
  if (body.rows.length < Number(button.dataset.most)) cells(add())[0].focus();
  button.hidden = body.rows.length >= Number(button.dataset.most);
});

form.addEventListener("submit", () => {
  for (const row of body.rows) if (blank(row)) cells(row).forEach((one) => (one.value = ""));
});

const written = () => [...body.rows].filter((row) => !blank(row)).map((row) => cells(row).map((one) => one.value));

const keep = () => {
  const rows = written();
  if (rows.length) localStorage.setItem(key, JSON.stringify(rows));
  else localStorage.removeItem(key);
};

const restore = (rows) => {
  while (body.rows.length < rows.length) add();
  rows.forEach((values, place) => cells(body.rows[place]).forEach((one, column) => (one.value = values[column] ?? "")));
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
