// Asks the browser for a passkey and sends what it gives with the form around the button. Without a script, or in a browser that knows no passkeys, nothing is offered.
const words = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known", SecurityError: "address" };

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  const told = form.querySelector("[data-told]");
  const button = form.querySelector("button[type=button]");
  const tell = text => { told.textContent = text; told.hidden = !text; };
  form.addEventListener("submit", e => { e.preventDefault(); button.click(); }); // Enter in a field does what the button does
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    button.disabled = true;
    tell(told.dataset.unsupported);
    continue;
  }
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    tell("");
    button.disabled = true;
    try {
      const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form) });
      if (!answer.ok) {
        const problem = await answer.json().catch(() => null);
        return tell(problem?.title && (answer.status === 400 || answer.status === 429) ? problem.title : told.dataset.failed);
      }
      const options = await answer.json();
      const credential = "user" in options
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.querySelector("input[name$=Credential]").value = JSON.stringify(credential);
      form.submit();
    } catch (fault) {
      tell(told.dataset[words[fault.name]] ?? told.dataset.failed);
    } finally {
      button.disabled = false;
    }
  });
}
