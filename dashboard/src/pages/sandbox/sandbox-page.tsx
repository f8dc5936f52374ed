import { IconFlask } from '@tabler/icons-react';
import { useRead } from '../../api/queries.ts';
import { useMay, useSession } from '../../api/session.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Controls } from './controls.tsx';
import { MemberPanel } from './member-panel.tsx';
import { SandboxFigures } from './sandbox-figures.tsx';
import styles from './sandbox-page.module.css';

const REFETCH_MS = 3000;

/** What is pretended, and what fails on purpose? */
export function SandboxPage() {
  const { mode } = useSession();
  const isAdmin = useMay('admin');
  const isHere = mode === 'sandbox';
  const { data, error, refetch, dataUpdatedAt } = useRead('GET /api/sandbox', {
    refetchMs: REFETCH_MS,
    isEnabled: isHere,
  });
  if (!isHere)
    return (
      <>
        <PageHead title="Sandbox" />
        <Panel>
          <Empty icon={<IconFlask size={20} stroke={1.5} />} title={`There is no sandbox in mode ${mode}`}>
            Here the outside world is the real one. Start Zapflow with <code>--mode sandbox</code> and a data
            folder of its own to try things without an account, a key or a network.
          </Empty>
        </Panel>
      </>
    );
  if (error && !data)
    return (
      <Failed
        what="The sandbox could not be asked"
        stillWorks="It is started again by itself."
        error={error}
        retry={() => void refetch()}
      />
    );
  if (!data) return <Loading lines={8} />;
  return (
    <>
      <PageHead
        title="Sandbox"
        says="The outside world as a process on this machine: no account, no key, no network; it fails when you want it to."
      />
      <div className={styles.stack}>
        <SandboxFigures state={data} atMs={dataUpdatedAt} />
        {isAdmin ? (
          <Controls key={`${data.seed} ${data.speed}`} state={data} />
        ) : (
          <p className="caption">You look on: switching faults, time and seed needs the role admin.</p>
        )}
        {data.members.map((member) => (
          <MemberPanel key={member.name} member={member} />
        ))}
      </div>
    </>
  );
}
