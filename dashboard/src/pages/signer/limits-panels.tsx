import type { ReactNode } from 'react';
import { CopyText } from '../../components/copy-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { Time } from '../../components/time.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatCount, formatDuration } from '../../format/number.ts';
import { useNow } from '../../live/use-now.ts';
import { formatLamports } from './format-lamports.ts';
import styles from './signer-page.module.css';
import type { KeyLimits, SignerLimits, SignerState } from './signer-state.ts';

/** What it never goes beyond, whoever asks. They are changed at the terminal only. */
export function CommonLimits({ limits: { rates, unlockMs } }: { readonly limits: SignerLimits }) {
  return (
    <Panel title="Limits of all keys together">
      <dl className={styles.facts}>
        <Fact name="Signatures">{toRates(rates)}</Fact>
        <Fact name="Unlocked by a code for">{formatDuration(unlockMs)}</Fact>
        <Fact name="To change any limit">
          <CopyText text="./zapflow signer limits set limits.json" />
        </Fact>
      </dl>
    </Panel>
  );
}

type KeyLimitsPanelsProps = { readonly limits: SignerLimits; readonly keys: SignerState['keys'] };

/** Of each key, and after it of those with limits of their own. */
export function KeyLimitsPanels({ limits: { eachKey, keys: byKey }, keys }: KeyLimitsPanelsProps) {
  const own = Object.entries(byKey);
  return (
    <>
      <KeyPanels title={own.length === 0 ? 'each key' : 'each other key'} limits={eachKey} />
      {own.map(([id, ofKey]) => (
        <KeyPanels
          key={id}
          title={keys.find((key) => key.id === id)?.label ?? shortAddress(id)}
          limits={ofKey}
        />
      ))}
    </>
  );
}

function KeyPanels({ title, limits: { rates, trade, withdrawals } }: { title: string; limits: KeyLimits }) {
  return (
    <div className={styles.columns}>
      <Panel title={`Trades of ${title}`}>
        <dl className={styles.facts}>
          <Fact name="Signatures">{toRates(rates)}</Fact>
          <Fact name="Network fee of one">at most {formatLamports(trade.maxFeeLamports)}</Fact>
          <Fact name="Fees and tips in 24 h">at most {formatLamports(trade.maxOutlayPerDayLamports)}</Fact>
          <Fact name="Programs it may call">
            {list(trade.programs, ([id, { hidden }]) => (
              <Address key={id} id={id} note={hidden ? 'with accounts from lookup tables' : undefined} />
            ))}
          </Fact>
          <Fact name="Tips go to">
            {list(trade.destinations, ([id, { maxLamports }]) => (
              <Address key={id} id={id} note={`at most ${formatLamports(maxLamports)} each`} />
            ))}
          </Fact>
        </dl>
      </Panel>
      <Panel title={`Withdrawals of ${title}`}>
        <dl className={styles.facts}>
          <Fact name="Network fee of one">at most {formatLamports(withdrawals.maxFeeLamports)}</Fact>
          <Fact name="Amounts">
            {list(withdrawals.assets, ([asset, { maxAmount, maxPerDay }]) => (
              <Asset key={asset} asset={asset} maxAmount={maxAmount} maxPerDay={maxPerDay} />
            ))}
          </Fact>
          <Fact name="Address book">
            {list(withdrawals.destinations, ([id, { usableFromMs }]) => (
              <Destination key={id} id={id} usableFromMs={usableFromMs} />
            ))}
          </Fact>
        </dl>
      </Panel>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function list<T>(table: Readonly<Record<string, T>>, toItem: (entry: [string, T]) => ReactNode): ReactNode {
  const entries = Object.entries(table);
  return entries.length === 0 ? <span className="dim">none</span> : entries.map(toItem);
}

function Address({ id, note }: { readonly id: string; readonly note?: ReactNode }) {
  return (
    <span>
      <CopyText text={id} shown={shortAddress(id)} label="Copy address" />{' '}
      {note !== undefined && <span className="caption">{note}</span>}
    </span>
  );
}

/** A new address waits, so that whoever slipped it in gains nothing before somebody sees it. */
function Destination({ id, usableFromMs }: { readonly id: string; readonly usableFromMs: number }) {
  const nowMs = useNow();
  const note =
    usableFromMs > nowMs ? (
      <>
        not before <Time atMs={usableFromMs} isPlain />
      </>
    ) : (
      'may be used'
    );
  return <Address id={id} note={note} />;
}

type AssetProps = { readonly asset: string; readonly maxAmount: string; readonly maxPerDay: string };

/** How many decimals a token has the signer does not know: its amounts stay in base units. */
function Asset({ asset, maxAmount, maxPerDay }: AssetProps) {
  if (asset === 'SOL')
    return (
      <span>
        {formatLamports(maxAmount)} each, {formatLamports(maxPerDay)} in 24 h
      </span>
    );
  return (
    <span>
      <CopyText text={asset} shown={shortAddress(asset)} label="Copy address" />{' '}
      <span className="caption">
        {toGroups(maxAmount)} base units each, {toGroups(maxPerDay)} in 24 h
      </span>
    </span>
  );
}

function toRates({ perSecond, perMinute }: SignerLimits['rates']): string {
  return `${formatCount(perSecond)} a second, ${formatCount(perMinute)} a minute`;
}

/** Digits in threes, none of them lost as in a number. */
function toGroups(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
