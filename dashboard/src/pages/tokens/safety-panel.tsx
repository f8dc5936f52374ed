import { Button } from '@mantine/core';
import { useDeed } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import type { SafetyView } from '../../api/solana.ts';
import { tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Verdict } from '../../components/solana/verdict.tsx';
import { Empty } from '../../components/states.tsx';
import { Status, type Tone } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import styles from './tokens-page.module.css';

const tones: Readonly<Record<SafetyView['findings'][number]['outcome'], Tone>> = {
  pass: 'good',
  warn: 'warn',
  refuse: 'bad',
  unknown: 'warn',
};
const words = { pass: 'passes', warn: 'warns', refuse: 'refuses', unknown: 'not known' } as const;
const gravity = { refuse: 0, unknown: 1, warn: 2, pass: 3 } as const;

type SafetyPanelProps = { readonly mint: string; readonly report: SafetyView | null };

/** Every check with its reason, gravest first; what is not known speaks against a token. */
export function SafetyPanel({ mint, report }: SafetyPanelProps) {
  const may = useMay('trader');
  const inspecting = useDeed('POST /api/solana/tokens/{mint}/inspect', ['GET /api/solana/tokens/{mint}']);
  const inspect = (): void => {
    inspecting
      .mutateAsync({ params: { mint } })
      .catch((error: unknown) => tellFailed('The token could not be checked', error));
  };
  const button = (
    <Button
      onClick={inspect}
      loading={inspecting.isPending}
      disabled={!may}
      title={may ? undefined : 'This needs the role trader'}
    >
      {report ? 'Check again' : 'Check now'}
    </Button>
  );
  const shown = inspecting.data ?? report;
  if (!shown)
    return (
      <Panel title="Safety" isFlush>
        <Empty title="Nobody looked at this token yet" action={button}>
          What is not known speaks against it.
        </Empty>
      </Panel>
    );
  const findings = [...shown.findings].sort((a, b) => gravity[a.outcome] - gravity[b.outcome]);
  return (
    <Panel
      title={
        <>
          Safety <Verdict verdict={shown.verdict} score={shown.score} />
        </>
      }
      isFlush
      aside={
        <>
          <span>
            checked <Time atMs={shown.atMs} />
          </span>
          {button}
        </>
      }
    >
      <ul className={styles.findings}>
        {findings.map(({ check, outcome, says }) => (
          <li key={check}>
            <Status tone={tones[outcome]}>{words[outcome]}</Status>
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
