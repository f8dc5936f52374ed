import type { ReplyOf } from '../../api/routes.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import { Status } from '../../components/status.tsx';
import { formatCount, formatDecimals } from '../../format/number.ts';
import { formatMoment } from '../../format/time.ts';
import { useNow } from '../../live/use-now.ts';
import { usePreferences } from '../../theme/preferences.ts';

export type Sandbox = ReplyOf<'GET /api/sandbox'>;

type SandboxFiguresProps = { readonly state: Sandbox; readonly atMs: number };

export function SandboxFigures({ state: { seed, speed, nowMs, members }, atMs }: SandboxFiguresProps) {
  const realMs = useNow();
  const { zone } = usePreferences();
  const sandboxMs = nowMs + Math.max(0, realMs - atMs) * speed;
  const faults = members.flatMap((member) => member.faults);
  const onCount = faults.filter(({ isOn }) => isOn).length;
  return (
    <Figures>
      <Figure label="Faults" note={`of ${formatCount(faults.length)} that can be switched on`}>
        {onCount === 0 ? (
          <Status tone="good">None on</Status>
        ) : (
          <Status tone="warn">{formatCount(onCount)} on</Status>
        )}
      </Figure>
      <Figure label="Its time" note={speed === 1 ? 'as fast as real time' : 'runs apart from real time'}>
        <time dateTime={new Date(sandboxMs).toISOString()}>{formatMoment(sandboxMs, realMs, zone)}</time>
      </Figure>
      <Figure label="Speed" note="seconds of its time in a real one">
        {toTimes(speed)}
      </Figure>
      <Figure label="Seed" note="the same seed gives the same run">
        {seed}
      </Figure>
    </Figures>
  );
}

function toTimes(speed: number): string {
  return `${formatDecimals(speed, Number.isInteger(speed) ? 0 : 1)}×`;
}
