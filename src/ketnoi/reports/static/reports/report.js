// On a wide screen a figure opens beside the paper without leaving the place one reads. Without this file its link does the same.

const wide = matchMedia("(min-width: 64em)");

const open = async (link) => {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("so").replaceChildren(...page.getElementById("so").childNodes);
  document.querySelectorAll(".paper .fig[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  const paper = document.querySelectorAll(".paper .fig");
  paper.forEach((other) => other.search === link.search && other.setAttribute("aria-current", "true"));
  history.replaceState(null, "", link.search);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(".paper a.fig");
  if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link).catch(() => location.assign(link.href));
});
