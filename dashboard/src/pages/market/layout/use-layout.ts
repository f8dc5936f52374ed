import { useCallback, useState } from 'react';
import { type Layout, parseLayout } from './layout.ts';

const KEY = 'zapflow-market';

function load(): Layout {
  try {
    return parseLayout(localStorage.getItem(KEY));
  } catch {
    return parseLayout(null);
  }
}

export function useLayout(): [Layout, (change: Partial<Layout>) => void] {
  const [layout, setLayout] = useState(load);
  const change = useCallback((part: Partial<Layout>): void => {
    setLayout((before) => {
      const next = { ...before, ...part };
      try {
        localStorage.setItem(KEY, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing still shows it until it is closed.
      }
      return next;
    });
  }, []);
  return [layout, change];
}
