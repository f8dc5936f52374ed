import { IconKey } from '@tabler/icons-react';
import { CopyText } from '../../components/copy-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { shortAddress } from '../../format/address.ts';
import styles from './signer-page.module.css';
import type { SignerState } from './signer-state.ts';

type KeysPanelProps = {
  readonly keys: SignerState['keys'];
  /** Addresses of those with limits of their own. */
  readonly ownLimits: readonly string[];
};

export function KeysPanel({ keys, ownLimits }: KeysPanelProps) {
  return (
    <Panel title="Keys" aside="addresses; the keys themselves never leave the signer" isFlush>
      {keys.length === 0 ? (
        <Empty icon={<IconKey size={20} stroke={1.5} />} title="The keystore holds no key yet">
          Add one at the terminal: <code>./zapflow signer add-key --label main</code>
        </Empty>
      ) : (
        <ul className={styles.rows} aria-label="Keys">
          {keys.map(({ id, label }) => (
            <li key={id}>
              <span>
                <strong>{label}</strong>{' '}
                {ownLimits.includes(id) && <span className="caption">limits of its own</span>}
              </span>
              <CopyText text={id} shown={shortAddress(id)} label="Copy address" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
