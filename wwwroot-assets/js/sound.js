// Tones without files. A browser lets a page sound only after the person has touched it: ready() tells whether it may.
let context = null;

function audio() {
  context ??= new AudioContext();
  return context;
}

for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => audio().resume(), { capture: true });

export function ready() { return context !== null && context.state === "running"; }

export async function enable() { await audio().resume(); alarm(); return ready(); }

function tone(frequency, start, length) {
  const a = audio();
  if (a.state !== "running") return;
  const oscillator = a.createOscillator(), gain = a.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.0001, a.currentTime + start);
  gain.gain.exponentialRampToValueAtTime(0.25, a.currentTime + start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, a.currentTime + start + length);
  oscillator.connect(gain).connect(a.destination);
  oscillator.start(a.currentTime + start);
  oscillator.stop(a.currentTime + start + length);
}

export let sounded = 0; // how many alarms this page has given, for who asks

export function alarm() {
  sounded++;
  for (let i = 0; i < 3; i++) { tone(880, i * 0.4, 0.18); tone(1175, i * 0.4 + 0.18, 0.18); }
}

export function warn() { tone(440, 0, 0.35); tone(294, 0.4, 0.6); }
