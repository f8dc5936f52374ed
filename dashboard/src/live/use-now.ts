import { useSyncExternalStore } from 'react';

let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since the epoch, moved on once a second for everybody together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => (listeners.size === 0 ? readNow() : nowMs));
}

/** Without a timer nobody moves it: to the second, so that one render sees one time. */
function readNow(): number {
  const seconds = Math.floor(Date.now() / 1000) * 1000;
  if (seconds > nowMs) nowMs = seconds;
  return nowMs;
}
