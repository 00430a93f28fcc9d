// Starts the circuit and tells, unmistakably, when the connection to the portal is lost and when it is back.
import { warn } from "./sound.js";

const banner = document.getElementById("connection");
const lostKey = "portal.lostAt";
const listeners = new Set();
let lostAt = null;
let retrying = false;
let untold = null; // a loss that ended a moment ago and that no page has heard of: its script was still beginning

function showLost() {
  if (lostAt !== null) return;
  lostAt = Number(sessionStorage.getItem(lostKey) ?? Date.now()); // an earlier loss that the page has not been told of yet
  sessionStorage.setItem(lostKey, String(lostAt));
  document.getElementById("connection-since").textContent = new Date(lostAt).toLocaleTimeString(document.documentElement.lang);
  banner.hidden = false;
  document.documentElement.dataset.connection = "lost";
  alarmWhileLost();
}

function alarmWhileLost() {
  if (lostAt === null) return;
  warn();
  setTimeout(alarmWhileLost, 15000);
}

function showBack() {
  if (lostAt === null) return;
  const since = lostAt;
  lostAt = null;
  banner.hidden = true;
  delete document.documentElement.dataset.connection;
  tell(since);
}

// The first word over a new connection can get lost when it breaks again at once: said until it is heard, or until a later loss includes it.
async function tell(since) {
  for (let tries = 0; lostAt === null && tries < 120; tries++) {
    try {
      if (listeners.size === 0) untold = { since, until: Date.now() + 60000 };
      await Promise.all([...listeners].map(page => page.invokeMethodAsync("ConnectionBackAsync", since)));
      if (lostAt === null) sessionStorage.removeItem(lostKey);
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
}

async function retry() {
  if (retrying) return;
  retrying = true;
  while (lostAt !== null) {
    try {
      // False: the portal answers but has forgotten this page's circuit, after a restart. The page is loaded anew and catches up.
      if (await Blazor.reconnect() === false) { location.reload(); return; }
      break;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }
  retrying = false;
}

// Pages ask to be told. Returns when the connection was lost, in milliseconds since 1970, if this page was loaded because of it; else null.
export function watch(page) {
  listeners.add(page);
  const since = sessionStorage.getItem(lostKey) ?? (untold !== null && Date.now() < untold.until ? untold.since : null);
  sessionStorage.removeItem(lostKey);
  untold = null;
  return since === null ? null : Number(since);
}

export function unwatch(page) { listeners.delete(page); }

document.addEventListener("click", event => {
  if (!event.target.closest?.("[data-reload]")) return;
  event.preventDefault();
  location.reload();
});

// For .NET: move the keyboard's place to an element.
export function focus(id) { document.getElementById(id)?.focus(); }

// For .NET: give a file to the person; the bytes come through the circuit.
export async function save(name, type, stream) {
  const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// For .NET: small choices of how a page looks, kept on this device.
export function remember(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* storage is full or forbidden: the choice lasts as long as the page */ } }

export function recall(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } }

globalThis.portal = { watch, unwatch, focus, save, remember, recall };

// For .NET: copy what stands in an input; false when the browser does not allow it, the text is selected then.
globalThis.portal.copy = async id => {
  const input = document.getElementById(id);
  input.select();
  try { await navigator.clipboard.writeText(input.value); return true; } catch { return document.execCommand?.("copy") ?? false; }
};

// For .NET: put two asterisks around what is selected in a text area; the person goes on typing there.
globalThis.portal.embolden = id => {
  const area = document.getElementById(id);
  const { selectionStart: start, selectionEnd: end } = area;
  area.setRangeText(`**${area.value.slice(start, end)}**`, start, end, "end");
  if (start === end) area.setSelectionRange(start + 2, start + 2);
  else area.setSelectionRange(start, end + 4);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
};

await Blazor.start({
  circuit: {
    reconnectionHandler: { onConnectionDown: () => { showLost(); retry(); }, onConnectionUp: showBack },
    configureSignalR: builder => builder.withServerTimeout(12000).withKeepAliveInterval(4000),
  },
});
