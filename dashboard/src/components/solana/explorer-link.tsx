import { IconExternalLink } from '@tabler/icons-react';
import { useSession } from '../../api/session.ts';

const paths = { transaction: 'tx', wallet: 'account', token: 'token' } as const;

/** To a public explorer; the sandbox's chain is on this machine only, and no explorer knows it. */
export function ExplorerLink({ kind, id }: { readonly kind: keyof typeof paths; readonly id: string }) {
  const { mode } = useSession();
  if (mode === 'sandbox')
    return <span className="caption">No explorer: the sandbox’s chain is on this machine only.</span>;
  return (
    <a
      href={`https://solscan.io/${paths[kind]}/${id}`}
      target="_blank"
      rel="noreferrer noopener"
      className="nowrap"
    >
      Solscan <IconExternalLink size={12} stroke={1.8} aria-hidden />
    </a>
  );
}
