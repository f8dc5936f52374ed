import { IconQuestionMark } from '@tabler/icons-react';
import type { InstrumentState } from '../../../api/market.ts';
import { PageHead } from '../../../components/page-head.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Empty } from '../../../components/states.tsx';
import type { FlowStats } from '../feed/use-stats.ts';
import { WatchList } from './watch-list.tsx';

type UnknownInstrumentProps = {
  readonly asked: string;
  readonly instruments: readonly InstrumentState[];
  readonly stats: ReadonlyMap<string, FlowStats>;
  readonly choose: (id: string) => void;
};

/** Stands where the address names an instrument that is not followed: says so, and lets another one be chosen. */
export function UnknownInstrument({ asked, instruments, stats, choose }: UnknownInstrumentProps) {
  return (
    <>
      <PageHead title="Market" />
      <Empty icon={<IconQuestionMark size={20} stroke={1.5} />} title={`${asked} is not followed`}>
        Choose one of those that are, or name it under “market” in zapflow.yaml and start again.
      </Empty>
      <Panel isFlush>
        <WatchList instruments={instruments} stats={stats} chosen={undefined} choose={choose} />
      </Panel>
    </>
  );
}
