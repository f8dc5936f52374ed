import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDeed } from '../../api/queries.ts';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { useIsLost } from '../../live/use-connected.ts';
import type { Sandbox } from './sandbox-figures.tsx';
import styles from './sandbox-page.module.css';

const MAX_SEED = 2 ** 31 - 1;

export function Controls({ state }: { readonly state: Sandbox }) {
  const isLost = useIsLost();
  const changingSpeed = useDeed('PUT /api/sandbox/speed', ['GET /api/sandbox']);
  const changingSeed = useDeed('PUT /api/sandbox/seed', ['GET /api/sandbox']);
  const [speed, setSpeed] = useState<string | number>(state.speed);
  const [seed, setSeed] = useState<string | number>(state.seed);
  const isSpeed = typeof speed === 'number' && speed >= 0.1 && speed <= 1000;
  const isSeed = typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED;
  const saveSpeed = (event: FormEvent): void => {
    event.preventDefault();
    changingSpeed.mutateAsync({ body: { speed: Number(speed) } }).then(
      () => tellDone(`Its time runs ${speed} times as fast as real time`),
      (error: unknown) => tellFailed('The speed was not changed', error),
    );
  };
  const saveSeed = (event: FormEvent): void => {
    event.preventDefault();
    changingSeed.mutateAsync({ body: { seed: Number(seed) } }).then(
      () => tellDone(`The sandbox began again with seed ${seed}`),
      (error: unknown) => tellFailed('The seed was not changed', error),
    );
  };
  return (
    <Panel title="Time and chance">
      <div className={styles.controls}>
        <form className={styles.control} onSubmit={saveSpeed}>
          <NumberInput
            label="Speed"
            description="0.1 to 1000 times real time"
            hideControls
            value={speed}
            onChange={setSpeed}
            error={isSpeed ? undefined : 'is 0.1 to 1000'}
          />
          <Button
            type="submit"
            disabled={!isSpeed || speed === state.speed || isLost}
            loading={changingSpeed.isPending}
          >
            Set speed
          </Button>
        </form>
        <form className={styles.control} onSubmit={saveSeed}>
          <NumberInput
            label="Seed"
            description="Every member begins again"
            hideControls
            allowDecimal={false}
            allowNegative={false}
            value={seed}
            onChange={setSeed}
            error={isSeed ? undefined : 'is a whole number'}
          />
          <Button
            type="submit"
            disabled={!isSeed || seed === state.seed || isLost}
            loading={changingSeed.isPending}
          >
            Begin again
          </Button>
        </form>
      </div>
    </Panel>
  );
}
