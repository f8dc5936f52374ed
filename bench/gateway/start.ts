// From the command to the line that says that everything is ready, in a new folder each time.
import { interleave } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { startProgram } from './program.ts';

const SECOND_MS = 1000;

export const start: Group = {
  name: 'start',
  async run({ reps }) {
    const seconds = async (isGuarded: boolean) => {
      const program = await startProgram({ isGuarded });
      await program.stop();
      return program.readyAfterMs / SECOND_MS;
    };
    // The round that is thrown away fills the compile cache, as the first start of an installation does.
    const taken = await interleave(reps, { guarded: () => seconds(true), alone: () => seconds(false) });
    return [
      {
        key: 'startGuarded',
        figure: 'start of the whole program to all ready; beside it without guard and sandbox',
        unit: 's',
        ours: ['startGuardedSeconds', taken.guarded],
        peer: ['startAloneSeconds', taken.alone],
        bar: { atMost: 3 },
      },
    ] satisfies Row[];
  },
};
