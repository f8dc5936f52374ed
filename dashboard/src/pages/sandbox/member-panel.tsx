import { Button } from '@mantine/core';
import { useState } from 'react';
import { useDeed } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { toDetails } from '../../format/details.ts';
import { formatCount, formatDuration } from '../../format/number.ts';
import { toWords } from '../../format/words.ts';
import { useIsLost } from '../../live/use-connected.ts';
import { useNow } from '../../live/use-now.ts';
import { usePreferences } from '../../theme/preferences.ts';
import { FaultDialog } from './fault-dialog.tsx';
import type { Sandbox } from './sandbox-figures.tsx';
import styles from './sandbox-page.module.css';

type Member = Sandbox['members'][number];
export type Fault = Member['faults'][number];

export function MemberPanel({ member: { name, summary, facts, faults } }: { readonly member: Member }) {
  return (
    <Panel title={toWords(name)} aside={summary} isFlush>
      {Object.keys(facts).length > 0 && (
        <dl className={`${styles.facts} figure`}>
          {Object.entries(facts).map(([fact, value]) => (
            <div key={fact}>
              <dt>{toWords(fact.replace(/(At|now)?Ms$/, '$1'))}</dt>
              <dd>
                <FactValue name={fact} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <ul className={styles.faults} aria-label={`Faults of ${name}`}>
        {faults.map((fault) => (
          <FaultRow key={fault.name} fault={fault} />
        ))}
      </ul>
    </Panel>
  );
}

/** By its name, which carries the unit. */
function FactValue({ name, value }: { readonly name: string; readonly value: Member['facts'][string] }) {
  if (typeof value === 'number' && /(^now|At)Ms$/.test(name)) return <Time atMs={value} isPlain />;
  if (typeof value === 'number') return name.endsWith('Ms') ? formatDuration(value) : formatCount(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function FaultRow({ fault }: { readonly fault: Fault }) {
  const isAdmin = useMay('admin');
  const isLost = useIsLost();
  const [isAsking, setAsking] = useState(false);
  const switching = useDeed('PUT /api/sandbox/faults/{fault}', ['GET /api/sandbox']);
  const { name, summary, isOn } = fault;
  const switchOff = (): void => {
    switching.mutateAsync({ params: { fault: name }, body: { isOn: false } }).then(
      () => tellDone(`${name} is off`),
      (error: unknown) => tellFailed(`${name} is still on`, error),
    );
  };
  return (
    <li className={styles.fault} data-on={isOn}>
      <div>
        <span className={styles.name}>{name}</span>
        <span className="dim">{summary}</span>
        {isOn && <Settings settings={fault.settings} />}
      </div>
      <Standing fault={fault} />
      {isAdmin &&
        (isOn ? (
          <Button
            onClick={switchOff}
            loading={switching.isPending}
            disabled={isLost}
            aria-label={`Switch off ${name}`}
          >
            Switch off
          </Button>
        ) : (
          <Button onClick={() => setAsking(true)} disabled={isLost} aria-label={`Switch on ${name}`}>
            Switch on
          </Button>
        ))}
      {isAsking && <FaultDialog fault={fault} close={() => setAsking(false)} />}
    </li>
  );
}

function Settings({ settings }: { readonly settings: Fault['settings'] }) {
  const { zone } = usePreferences();
  const told = toDetails(JSON.stringify(settings), zone).map(({ name, text }) => `${name} ${text}`);
  return told.length === 0 ? null : <span className="caption mono">{told.join(' · ')}</span>;
}

function Standing({ fault: { isOn, untilMs } }: { readonly fault: Fault }) {
  const nowMs = useNow();
  if (!isOn) return <Status tone="quiet">off</Status>;
  if (untilMs === null) return <Status tone="warn">on until switched off</Status>;
  const leftMs = Math.ceil(Math.max(0, untilMs - nowMs) / 1000) * 1000;
  return <Status tone="warn">on for {formatDuration(leftMs)}</Status>;
}
