// One key moves, none trades.
import { spotlight } from '@mantine/spotlight';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { pages } from '../pages/index.ts';

/** How long G waits for its letter. */
const CHORD_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role=dialog]') !== null
  );
}

function stepRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#page [data-row]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

export function useKeys({ showKeys, showInbox }: { showKeys: () => void; showInbox: () => void }): void {
  const [, go] = useLocation();
  useEffect(() => {
    let chordUntilMs = 0;
    const press = (event: KeyboardEvent): void => {
      // Here and not in the palette, which comes a moment after the page: it opens as soon as it is there.
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        spotlight.open();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (performance.now() < chordUntilMs) {
        chordUntilMs = 0;
        const page = pages.find(({ letter }) => letter === key);
        if (page) go(page.path);
        else if (key === 'i') showInbox();
        return;
      }
      if (key === 'g') chordUntilMs = performance.now() + CHORD_MS;
      else if (key === '?') showKeys();
      else if (key === 'j' || key === 'k') stepRow(key === 'j' ? 1 : -1);
      else if (key === '/') {
        const filter = document.querySelector<HTMLInputElement>(
          '#page [data-filter] input, #page input[data-filter]',
        );
        if (!filter) return;
        event.preventDefault();
        filter.focus();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [go, showKeys, showInbox]);
}
