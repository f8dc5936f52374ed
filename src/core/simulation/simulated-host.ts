// The real host of a thread with the doors of a simulation: its own time and chance, a disk that can fail, no network.
import { openBoard } from '../board/board.ts';
import { openMetrics } from '../board/metrics.ts';
import type { Disk } from '../disk/disk.ts';
import type { FromHost, ToHost } from '../host/control.ts';
import { Host } from '../host/host.ts';
import { createOutsideDoor, type Machine } from '../host/outside-door.ts';
import { createPoolDoor } from '../host/pool-door.ts';
import type { Doors } from '../host/service-host.ts';
import type { PoolDefaults } from '../host/thread-data.ts';
import type { LinkLimits } from '../link/outgoing-calls.ts';
import type { LogLevels } from '../log/log.ts';
import { createLogger } from '../log/logger.ts';
import { currentScope } from '../scope.ts';
import type { Service } from '../service.ts';
import { startHeartbeat, toBeatMs } from '../supervisor/heartbeat.ts';
import type { UnitSpec } from '../supervisor/unit.ts';
import type { Life } from './life.ts';

/** What stands for the machine in a simulation. */
export type SimulatedDoors = {
  readonly transports: Pick<Machine, 'http' | 'socket'>;
  readonly pool: PoolDefaults;
  diskOf(life: Life): Disk;
  write(line: string): void;
};

export type SimulatedHostOptions = {
  readonly unit: UnitSpec;
  readonly life: Life;
  readonly services: ReadonlyMap<string, Service>;
  readonly limits: LinkLimits;
  readonly levels: LogLevels;
  readonly heartbeat: SharedArrayBuffer;
  readonly doors: SimulatedDoors;
  report(message: FromHost): void;
};

export function createSimulatedHost(options: SimulatedHostOptions): {
  receive(message: ToHost): void;
  depth(): number;
} {
  const { unit, life, services, limits, levels, doors, report } = options;
  const { clock, random } = life;
  const disk = doors.diskOf(life);
  const machine: Machine = { clock, random, ...doors.transports };
  const write = (line: string) => life.isEnded || doors.write(line);

  const host = new Host({
    specs: unit.services,
    services,
    limits,
    sharesMemory: true,
    clock,
    random,
    createDoors(worker, region, openBuffer): Doors {
      const metrics = openMetrics(region);
      return {
        log: createLogger({ write, clock, worker, levels, scope: currentScope }),
        metrics,
        outside: createOutsideDoor(worker, metrics, machine),
        disk,
        pool: createPoolDoor(doors.pool, worker, metrics),
        board: async (name, codec, slotBytes) => {
          const { memory, writerId } = await openBuffer({ name, slotBytes });
          return openBoard(memory, writerId, codec, { clock });
        },
      };
    },
    setLevels() {},
    report,
  });
  let isBeating = false;
  return {
    receive(message) {
      if (message.type === 'start' && !isBeating) {
        isBeating = true;
        startHeartbeat(options.heartbeat, toBeatMs(unit.heartbeatIntervalMs), clock, () => {});
      }
      host.receive(message);
    },
    depth: () => host.depths().reduce((sum, [, depth]) => sum + depth, 0),
  };
}
