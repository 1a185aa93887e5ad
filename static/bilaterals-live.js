// The live board of the bilaterals goes on by itself: every few seconds the portal is asked whether
// anything is new. Without this file the page loads itself anew every half minute.
"use strict";

const SECOND = 1000;
const WAIT = 4 * SECOND;
const LONGEST_WAIT = 30 * SECOND;
const PATIENCE = 5 * SECOND;

const board = document.querySelector("[data-live]");
const lost = document.querySelector("[data-lost]");
let failures = 0;
let timer;
let asking = false;

const renew = (html) => {
  const focused = board.contains(document.activeElement) ? document.activeElement : null;
  const [id, href] = [focused?.id, focused?.getAttribute("href")];
  board.innerHTML = html;
  if (!focused) return;
  const again = (id && document.getElementById(id)) || (href && board.querySelector(`a[href="${CSS.escape(href)}"]`));
  (again || board).focus({ preventScroll: true });
};

const ask = async () => {
  clearTimeout(timer);
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(board.dataset.live, {
      headers: { "If-None-Match": board.dataset.mark }, cache: "no-store", redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    // The session has ended: the page, loaded anew, leads to the sign-in.
    if (answer.type === "opaqueredirect" || answer.status === 403) return location.reload();
    if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
    if (answer.ok) {
      renew(await answer.text());
      board.dataset.mark = answer.headers.get("ETag");
    }
    failures = 0;
    lost.hidden = true;
  } catch {
    failures += 1;
    // One answer that fails is not yet a lost connection.
    lost.hidden = failures < 2;
  } finally {
    asking = false;
    const wait = Math.min(WAIT * 2 ** failures, LONGEST_WAIT) * (0.75 + Math.random() / 2);
    if (!document.hidden) timer = setTimeout(ask, wait);
  }
};

board.tabIndex = -1;
document.addEventListener("visibilitychange", ask);
window.addEventListener("online", ask);
timer = setTimeout(ask, WAIT);
