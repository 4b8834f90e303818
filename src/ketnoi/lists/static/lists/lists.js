// A box that chooses every row of the page, and how many are chosen. Without this file each row has its own box.

const begin = (form) => {
  const boxes = [...form.querySelectorAll('input[name="chon"]')];
  const head = form.querySelector("th.lst-box");
  const said = form.querySelector("[data-chosen]");
  const told = said.textContent;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.ariaLabel = form.dataset.choosing;
  head.replaceChildren(all);

  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    said.textContent = chosen ? `${said.dataset.chosen} ${chosen}` : told;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
};

document.querySelectorAll("form[data-choosing]").forEach(begin);
