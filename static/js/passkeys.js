// Passkeys live in the browser, so their pages need script. Without it, or without a browser that knows them, the
// words of the page say what to do instead; with it, the form appears.
const form = document.querySelector("form[data-passkey]");

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
const known = (list) => list?.map((entry) => ({ ...entry, id: bytes(entry.id) }));

const forCreating = ({ publicKey }) => {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  options.excludeCredentials = known(publicKey.excludeCredentials);
  // A passkey that signs in alone must know its person, and be opened by finger, face or PIN.
  if (form.elements.passwordless?.checked) {
    const alone = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    options.authenticatorSelection = { ...publicKey.authenticatorSelection, ...alone };
  }
  return { publicKey: options };
};
const forGetting = ({ publicKey }) => {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  options.allowCredentials = known(publicKey.allowCredentials);
  return { publicKey: options };
};

const written = (credential) => {
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = text(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(answer.authenticatorData);
    response.signature = text(answer.signature);
    response.userHandle = answer.userHandle ? text(answer.userHandle) : null;
  }
  const { id, type, authenticatorAttachment } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({ id, rawId: text(credential.rawId), type, authenticatorAttachment, clientExtensionResults, response });
};

const offered = async () => {
  const place = form.dataset.passkeyOptions;
  if (!place) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(place, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options;
};

const use = async () => {
  const options = await offered();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create(forCreating(options))
    : navigator.credentials.get(forGetting(options));
};

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  document.querySelector("[data-passkey-without]")?.remove();
  const failed = form.querySelector("[data-passkey-error]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = written(await use());
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
