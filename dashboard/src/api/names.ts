import { useRead } from './queries.ts';
import { useMay } from './session.ts';

const none: Readonly<Record<string, string>> = {};

/** What a token that did something is called; only an admin may know, for others it stays its id. */
export function useNamesFor(actor: string | null): Readonly<Record<string, string>> {
  const isAdmin = useMay('admin');
  const isToken = actor?.startsWith('token:') === true;
  const { data } = useRead('GET /api/audit', {
    input: { query: { max: 1, actor: actor ?? '' } },
    isEnabled: isAdmin && isToken,
  });
  return data?.names ?? none;
}
