// Joins the buttons of a page with the sign-in library's script for passkeys, and says what went
// wrong in the page instead of in the console.
"use strict";

const FORMS = {
  passkey_login: ["loginForm", { login: "passkey_login", credential: "mfa_credential" }],
  mfa_webauthn_add: ["addForm", { add: "mfa_webauthn_add", passwordless: "id_passwordless" }],
  mfa_webauthn_authenticate: ["authenticateForm", { authenticate: "mfa_webauthn_authenticate" }],
  mfa_webauthn_reauthenticate: ["authenticateForm", { authenticate: "mfa_webauthn_reauthenticate" }],
};

for (const [id, [form, ids]] of Object.entries(FORMS)) {
  if (document.getElementById(id)) {
    window.allauth.webauthn.forms[form]({ ids: { credential: "id_credential", data: "js_data", ...ids } });
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  problem.hidden = false;
  problem.focus();
});
