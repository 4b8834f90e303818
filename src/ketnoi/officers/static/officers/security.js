// Keys of WebAuthn: made on the page that adds one, used on the page that asks; and the button that prints a card.
// The server says what to ask (JSON in an attribute of the form) and checks what the browser answers.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const listed = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

/** What the browser answered, as WebAuthn's JSON. */
const answer = (key) => {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(
    parts.filter((part) => key.response[part]).map((part) => [part, text(key.response[part])]),
  );
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} });
};

const make = ({ publicKey: asked }) =>
  navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: listed(asked.excludeCredentials),
    },
  });

const use = ({ publicKey: asked }) =>
  navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials) },
  });

/** Why it did not work; leaving the browser's own question is no error that needs words of its own. */
const refusal = (error) =>
  error.name === "InvalidStateError"
    ? "Khóa này đã có trong tài khoản."
    : "Chưa dùng được khóa. Hãy thử lại, hoặc dùng cách khác.";

const adding = document.querySelector("form[data-new-key]");
adding?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const message = adding.querySelector("p.msg[role=alert]");
  try {
    adding.elements.answer.value = answer(await make(JSON.parse(adding.dataset.newKey)));
    adding.submit();
  } catch (error) {
    message.textContent = refusal(error);
  }
});

const asking = document.querySelector("form[data-key]");
const place = asking?.querySelector("[data-key-button]");
if (place && window.PublicKeyCredential) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    try {
      asking.elements["ma-xac-thuc"].value = answer(await use(JSON.parse(asking.dataset.key)));
      asking.submit();
    } catch (error) {
      place.querySelector("p").textContent = refusal(error);
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
