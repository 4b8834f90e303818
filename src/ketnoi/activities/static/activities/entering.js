// Search as one types: the search pages know the words by other names, and what was ticked stays when one searches again.

document.addEventListener("htmx:configRequest", (event) => {
  const renamed = event.target.dataset.send;
  if (!renamed) return;
  const { parameters } = event.detail;
  for (const pair of renamed.split(" ")) {
    const [from, to] = pair.split(":");
    parameters[to] = parameters[from];
    delete parameters[from];
  }
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.type !== "checkbox" || !box.closest("[data-found]") || !box.checked) return;
  const kept = document.querySelector("[data-keep]");
  kept?.append(box.closest("label"));
  box.focus();
});

// A place is either tapped or typed: tapping one empties the box.
document.addEventListener("change", (event) => {
  if (event.target.name !== "place" || event.target.closest("[data-found]")) return;
  document.getElementById("id_place_typed").value = "";
  document.getElementById("place-found").replaceChildren();
});
