import { useLocation } from 'wouter';
import { type Page, pages } from '../pages/index.ts';

/** By the first part of the address; undefined where it names none. */
export function toPage(address: string): Page | undefined {
  const first = `/${address.split('/')[1] ?? ''}`;
  return pages.find(({ path }) => path === first);
}

export function usePage(): Page | undefined {
  return toPage(useLocation()[0]);
}
