// The hits page: single keys, sound and the mark on the tab.
import { alarm as sound, enable, ready } from "./sound.js";

const keysSetting = "portal.hits.keys";
const icon = document.querySelector("link[rel=icon]");
const plainIcon = icon?.href;
let page = null;
let keys = true;

function onKey(event) {
  if (!keys || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable]") && event.key !== "Escape") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!"jkcru?123456789".includes(key) && key !== "Escape") return;
  event.preventDefault();
  page?.invokeMethodAsync("KeyAsync", key);
}

function onTouched() {
  setTimeout(() => { if (ready()) { removeTouched(); page?.invokeMethodAsync("SoundReady"); } }, 100);
}

function removeTouched() {
  removeEventListener("pointerdown", onTouched);
  removeEventListener("keydown", onTouched);
}

// Single keys can be switched off (WCAG 2.1.4); the choice stays on this device.
export function useKeys(on) {
  keys = on;
  localStorage.setItem(keysSetting, on ? "on" : "off");
}

export function start(reference) {
  page = reference;
  keys = localStorage.getItem(keysSetting) !== "off";
  addEventListener("keydown", onKey);
  if (!ready()) { addEventListener("pointerdown", onTouched); addEventListener("keydown", onTouched); }
  return { sound: ready(), keys, lostAt: globalThis.portal.watch(reference) };
}

export function stop() {
  globalThis.portal.unwatch(page);
  page = null;
  removeEventListener("keydown", onKey);
  removeTouched();
  mark(0);
}

export function testSound() { return enable(); }

export function alarm() { sound(); }

// A red icon on the tab while alarms wait that nobody has looked at.
export function mark(count) {
  if (icon) icon.href = count > 0 ? icon.dataset.alarm : plainIcon;
}
