// The editor of a paragraph: what is typed is kept and read out with its numbers; a figure is put in at the cursor.
// Without this file the same buttons lead through pages.

const PAUSE = 900; // milliseconds after the last letter
const form = document.getElementById("soan");
const area = form.elements.text;
const panel = document.getElementById("chen");
const fields = panel.querySelector("[data-fields]");
const sentences = document.getElementById("cau");

const post = async (address, body) => {
  const headers = { "X-Requested-With": "fetch" };
  const answer = await fetch(address, { method: "POST", headers, redirect: "error", body: new URLSearchParams(body) });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
};

const after = (pause, act) => {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, pause);
  };
};

// --- what is typed ---

let typed = area.value;
let asked = 0;

const keep = async () => {
  if (typed === area.value) return;
  typed = area.value;
  const mine = ++asked;
  try {
    const read = await post(form.dataset.draft, new FormData(form));
    if (mine === asked) sentences.replaceChildren(...read.childNodes);
  } catch {
    typed = null; // told again with the next letter, or when the page is left
  }
};

/** A page that is left sends what it has not sent; what is being saved is no draft any more. */
let saving = false;
const leave = () => {
  if (!saving && typed !== area.value) navigator.sendBeacon(form.dataset.draft, new URLSearchParams(new FormData(form)));
};

area.addEventListener("input", after(PAUSE, keep));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
form.querySelector("[data-look]").hidden = true;

// --- putting a figure in ---

// who has not put the cursor anywhere yet writes on at the end
area.setSelectionRange(area.value.length, area.value.length);

/** The parts that follow from what was chosen; the one where somebody stands stays as it is. */
const renew = (page) => {
  for (const part of page.querySelectorAll("[data-part]")) {
    const shown = fields.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!shown.contains(document.activeElement)) shown.replaceChildren(...part.childNodes);
  }
};

const choose = async () => {
  const body = new FormData(form);
  for (const [name, value] of new FormData(panel)) body.append(name, value);
  return post(form.dataset.insert, body);
};

let choosing = 0;
const look = async () => {
  const mine = ++choosing;
  const page = await choose().catch(() => null);
  if (page && mine === choosing) renew(page);
};

/** Days are asked only of a period between two of them. */
const days = () => {
  fields.querySelector("[data-days]").hidden = new FormData(panel).get("so-period") !== "ngay";
};

const open = async () => {
  if (!fields.childElementCount) fields.replaceChildren(...(await choose()).childNodes);
  days();
  panel.hidden = false;
  panel.scrollIntoView({ block: "nearest" });
  fields.querySelector("input").focus();
};

const close = () => {
  panel.hidden = true;
  area.focus();
};

const put = () => {
  const piece = fields.querySelector("[data-piece]")?.dataset.piece;
  if (!piece) return look();
  const before = area.value.slice(0, area.selectionStart);
  const gap = before && !/[\s(“]$/.test(before) ? " " : "";
  const rest = /^[\p{L}\p{N}{]/u.test(area.value.slice(area.selectionEnd)) ? " " : "";
  area.setRangeText(gap + piece + rest, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  return close();
};

form.addEventListener("submit", (event) => {
  if (!event.submitter || !("open" in event.submitter.dataset)) {
    saving = true;
    return;
  }
  event.preventDefault();
  open().catch(() => {
    saving = true;
    event.submitter.removeAttribute("data-open");
    form.requestSubmit(event.submitter);
  });
});
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  put();
});
panel.addEventListener("input", after(300, look));
panel.addEventListener("change", days);
panel.addEventListener("click", (event) => event.target.closest("[data-close]") && close());
panel.addEventListener("keydown", (event) => event.key === "Escape" && close());
