import { Button, NumberInput, type NumberInputProps } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDeed } from '../../api/queries.ts';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { useIsLost } from '../../live/use-connected.ts';
import type { Sandbox } from './sandbox-figures.tsx';
import styles from './sandbox-page.module.css';

const MAX_SEED = 2 ** 31 - 1;

export function Controls({ state }: { readonly state: Sandbox }) {
  const changingSpeed = useDeed('PUT /api/sandbox/speed', ['GET /api/sandbox']);
  const changingSeed = useDeed('PUT /api/sandbox/seed', ['GET /api/sandbox']);
  const saveSpeed = (speed: number): void => {
    changingSpeed.mutateAsync({ body: { speed } }).then(
      () => tellDone(`Its time runs ${speed} times as fast as real time`),
      (error: unknown) => tellFailed('The speed was not changed', error),
    );
  };
  const saveSeed = (seed: number): void => {
    changingSeed.mutateAsync({ body: { seed } }).then(
      () => tellDone(`The sandbox began again with seed ${seed}`),
      (error: unknown) => tellFailed('The seed was not changed', error),
    );
  };
  return (
    <Panel title="Time and chance">
      <div className={styles.controls}>
        <Control
          label="Speed"
          description="0.1 to 1000 times real time"
          present={state.speed}
          judge={(speed) => (speed >= 0.1 && speed <= 1000 ? undefined : 'is 0.1 to 1000')}
          deed="Set speed"
          isBusy={changingSpeed.isPending}
          save={saveSpeed}
        />
        <Control
          label="Seed"
          description="Every member begins again"
          allowDecimal={false}
          allowNegative={false}
          present={state.seed}
          judge={(seed) =>
            Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED ? undefined : 'is a whole number'
          }
          deed="Begin again"
          isBusy={changingSeed.isPending}
          save={saveSeed}
        />
      </div>
    </Panel>
  );
}

type ControlProps = Pick<NumberInputProps, 'label' | 'description' | 'allowDecimal' | 'allowNegative'> & {
  readonly present: number;
  /** What is wrong with it; undefined when nothing is. */
  readonly judge: (value: number) => string | undefined;
  readonly deed: string;
  readonly isBusy: boolean;
  readonly save: (value: number) => void;
};

function Control({ present, judge, deed, isBusy, save, ...field }: ControlProps) {
  const isLost = useIsLost();
  const [value, setValue] = useState<string | number>(present);
  // An empty field is text.
  const problem = judge(typeof value === 'number' ? value : Number.NaN);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save(Number(value));
  };
  return (
    <form className={styles.control} onSubmit={submit}>
      <NumberInput {...field} hideControls value={value} onChange={setValue} error={problem} />
      <Button type="submit" disabled={problem !== undefined || value === present || isLost} loading={isBusy}>
        {deed}
      </Button>
    </form>
  );
}
