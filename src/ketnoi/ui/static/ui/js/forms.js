// Steppers (− and + beside a count) and live totals. Without this file the fields are plain text boxes.

const count = (text) => {
  const digits = text.replace(/[.\s]/g, "");
  return /^[0-9]+$/.test(digits) ? Number(digits) : 0;
};

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

/** A total adds the inputs whose `data-total-of` is its id. */
const total = (name) => {
  const output = document.getElementById(name);
  if (!output) return;
  const parts = document.querySelectorAll(`[data-total-of="${CSS.escape(name)}"]`);
  output.textContent = grouped([...parts].reduce((sum, part) => sum + count(part.value), 0));
};

const step = (button) => {
  const input = button.closest("[data-stepper]").querySelector("input");
  const next = Math.max(Number(input.dataset.least ?? 0), count(input.value) + Number(button.dataset.step));
  input.value = String(next);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

/** A button is named with its field: "Thêm một: Học sinh". */
const show = (button) => {
  const [label] = button.closest("[data-stepper]").querySelector("input").labels;
  if (label) button.ariaLabel = `${button.ariaLabel}: ${label.textContent.trim()}`;
  button.hidden = false;
};

const reveal = (root) => {
  root.querySelectorAll("[data-stepper] button[hidden]").forEach(show);
  const names = [...root.querySelectorAll("[data-total-of]")].map((part) => part.dataset.totalOf);
  new Set(names).forEach(total);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] button[data-step]");
  if (button) step(button);
});
document.addEventListener("input", (event) => {
  if (event.target.dataset?.totalOf) total(event.target.dataset.totalOf);
});
document.addEventListener("htmx:load", (event) => reveal(event.target));
reveal(document);
