import { Drawer } from '@mantine/core';
import { useRead } from '../../api/queries.ts';
import { formatCount } from '../../format/number.ts';
import { CopyText } from '../copy-text.tsx';
import { Failed, Loading } from '../states.tsx';
import { Status } from '../status.tsx';
import { Time } from '../time.tsx';
import { ExplorerLink } from './explorer-link.tsx';
import { Sentence } from './sentence.tsx';
import styles from './solana.module.css';

type DrawerProps = { readonly signature: string | undefined; readonly close: () => void };

/** One transaction: in plain words, then as it was decoded. */
export function TransactionDrawer({ signature, close }: DrawerProps) {
  return (
    <Drawer opened={signature !== undefined} onClose={close} position="right" size={560} title="Transaction">
      {signature !== undefined && <Transaction signature={signature} />}
    </Drawer>
  );
}

function Transaction({ signature }: { readonly signature: string }) {
  const { data, error, refetch } = useRead('GET /api/solana/transactions/{signature}', {
    input: { params: { signature } },
  });
  if (error && !data)
    return <Failed what="The transaction could not be read" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={6} />;
  return (
    <div className={styles.drawer}>
      {data.says.map(({ address, says }) => (
        <p key={address} className={styles.says}>
          {address !== '' && (
            <span className="mono dim" title={address}>
              {address.slice(0, 4)}…{address.slice(-4)}{' '}
            </span>
          )}
          <Sentence says={says} />
        </p>
      ))}
      <dl className={styles.facts}>
        <dt>State</dt>
        <dd>
          {data.isWithdrawn ? (
            <Status tone="warn">taken back by the chain</Status>
          ) : (
            <Status tone={data.status === 'success' ? 'good' : 'bad'}>{data.status}</Status>
          )}
        </dd>
        <dt>At</dt>
        <dd>
          <Time atMs={data.atMs} isPlain />
        </dd>
        <dt>Slot</dt>
        <dd>{formatCount(data.slot)}</dd>
        <dt>Signature</dt>
        <dd>
          <CopyText
            text={data.signature}
            shown={shortSignature(data.signature)}
            label={`Copy the signature ${shortSignature(data.signature)}`}
            isNamedByLabel
          />
        </dd>
        <dt>Elsewhere</dt>
        <dd>
          <ExplorerLink kind="transaction" id={data.signature} />
        </dd>
      </dl>
      <h3>As it was decoded</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.raw} tabIndex={0} aria-label="The decode as JSON">
        <pre>{JSON.stringify(data.decoded, null, 2)}</pre>
      </section>
    </div>
  );
}

function shortSignature(signature: string): string {
  return `${signature.slice(0, 8)}…${signature.slice(-8)}`;
}
