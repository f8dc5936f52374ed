import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { pages } from '../pages/index.ts';

/** The tab says where one is, and in which mode. */
export function useTitle(): void {
  const [path] = useLocation();
  const { mode } = useSession();
  useEffect(() => {
    const page = pages.find((each) => each.path === `/${path.split('/')[1] ?? ''}`);
    document.title = `${page?.name ?? 'Zapflow'} · ${mode} · Zapflow`;
  }, [path, mode]);
}
