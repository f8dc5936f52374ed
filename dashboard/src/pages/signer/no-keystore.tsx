import { useSession } from '../../api/session.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { Panel } from '../../components/panel.tsx';
import styles from './signer-page.module.css';

const steps = [
  {
    title: 'Write down what may be signed at most',
    says: 'A file with limits for trades, fees and withdrawals; docs/signer.md explains each and shows one to begin with.',
    command: 'limits.json',
  },
  {
    title: 'Make the keystore',
    says: 'At the terminal of the machine. It asks for a passphrase, and shows the second factor this once.',
    command: './zapflow signer init --limits limits.json',
  },
  {
    title: 'Add a key',
    says: 'A new one, or one you have with --import. Send it only what you would trade with.',
    command: './zapflow signer add-key --label main',
  },
  {
    title: 'Arm it',
    says: 'Here, with the passphrase, or at the terminal.',
    command: './zapflow signer arm',
  },
];

/** Keys never pass through a browser, so the way to the first one is told, not offered. */
export function NoKeystore() {
  const { mode } = useSession();
  return (
    <Panel title="There is no keystore yet" aside="so nothing can be signed">
      <p className={`${styles.lead} dim`}>
        {mode === 'sandbox'
          ? 'The sandbox needs none. For keys of your own, make a keystore:'
          : 'Private keys are made and kept in a process of their own, and never pass through a browser:'}
      </p>
      <ol className={styles.steps}>
        {steps.map(({ title, says, command }) => (
          <li key={title}>
            <div>
              <strong>{title}</strong>
              <span className="dim">{says}</span>
              <span className={styles.command}>
                <CopyText text={command} />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
