// The quick lock without leaving the page: everything typed stays in memory, out of sight, until the PIN opens it again.
// Without this file the lock is a page of its own.

const TITLE = "Phiên làm việc đang khóa";
const headers = { "X-Requested-With": "fetch" };

const post = (address, fields) =>
  fetch(address, { method: "POST", headers, credentials: "same-origin", redirect: "error", body: new URLSearchParams(fields) });

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** The panel that asks for the PIN. `onOpen` runs once the server has opened the session. */
const panel = (token, onOpen) => {
  const input = element("input", { id: "ma", name: "ma-mo-khoa", type: "password", autocomplete: "off", maxLength: 200 });
  const message = element("p", { className: "msg", id: "ma-loi" });
  message.setAttribute("role", "alert");
  input.setAttribute("aria-describedby", "ma-loi");
  const label = element("label", { htmlFor: "ma", textContent: "Mã PIN (chưa đặt thì nhập mật khẩu)" });
  const field = element("div", { className: "field" }, label, message, input);
  const button = element("button", { className: "btn big wide", type: "submit", textContent: "Mở khóa" });
  const form = element("form", { noValidate: true }, field, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await post("/mo-khoa/", { csrfmiddlewaretoken: token, "ma-mo-khoa": input.value }).catch(() => null);
    if (answer?.status === 204) return onOpen();
    if (answer && answer.status !== 423) return location.assign("/dang-nhap/");
    message.textContent = answer ? "Mã chưa đúng. Hãy nhập lại." : "Chưa kết nối được. Hãy thử lại.";
    field.classList.add("err");
    input.value = "";
    input.focus();
  });
  const heading = element("h1", { textContent: TITLE });
  return { input, node: element("main", { id: "chinh" }, element("div", { className: "narrow stack" }, heading, form)) };
};

const hide = (token) => {
  const kept = document.createDocumentFragment();
  const focused = document.activeElement;
  const title = document.title;
  kept.append(...document.body.childNodes);
  const { input, node } = panel(token, () => {
    document.body.replaceChildren(kept);
    document.title = title;
    focused?.focus?.();
  });
  document.body.append(node);
  document.title = TITLE;
  input.focus();
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-lock]");
  if (!form) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  const answer = await post(form.action, fields).catch(() => null);
  if (answer?.status === 204) hide(fields.csrfmiddlewaretoken);
  else form.submit();
});
