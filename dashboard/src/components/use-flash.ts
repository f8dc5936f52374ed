import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 300;
/** Twice a second at most: more is a flicker. */
const APART_MS = 500;

export type Flash = 'up' | 'down' | undefined;

/** Which way a figure has just moved, for a moment. */
export function useFlash(value: number | null): Flash {
  const [flash, setFlash] = useState<Flash>();
  const before = useRef(value);
  const lastMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const was = before.current;
    before.current = value;
    if (was === null || value === null || was === value) return;
    const nowMs = performance.now();
    if (nowMs - lastMs.current < APART_MS) return;
    lastMs.current = nowMs;
    setFlash(value > was ? 'up' : 'down');
    const timer = setTimeout(() => setFlash(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return flash;
}
