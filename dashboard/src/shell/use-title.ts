import { useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { usePage } from './use-page.ts';

/** The tab says where one is, and in which mode. */
export function useTitle(): void {
  const name = usePage()?.name ?? 'Zapflow';
  const { mode } = useSession();
  useEffect(() => {
    document.title = `${name} · ${mode} · Zapflow`;
  }, [name, mode]);
}
