// "Chép": puts the words of a box on the clipboard. Without this file one selects them by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  const words = button.querySelector("span");
  const usual = words.textContent;
  words.setAttribute("role", "status");
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      document.execCommand("copy"); // a page that is not served by https
    }
    words.textContent = button.dataset.copied;
    setTimeout(() => (words.textContent = usual), 3000);
  });
}
