// A host with the real doors of the machine: system clock and randomness, shared-memory metrics and log, real network.
import { openBoard } from '../board/board.ts';
import { openMetrics } from '../board/metrics.ts';
import { systemClock, type Timer } from '../clock.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { createLogRingWriter } from '../log/log-ring.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import { systemRandom } from '../random.ts';
import { currentScope } from '../scope.ts';
import type { Service } from '../service.ts';
import { startHeartbeat } from '../supervisor/heartbeat.ts';
import type { FromHost, ToHost } from './control.ts';
import { createGauges } from './gauges.ts';
import { Host } from './host.ts';
import { createOutsideDoor } from './outside-door.ts';
import { createPoolDoor } from './pool-door.ts';
import type { ThreadData } from './thread-data.ts';

type WriteLine = (line: string, urgent: boolean) => boolean;

/** Nothing of a unit's memory is touched before the first start: a hot spare must not write beside its living twin. */
export function createHost(
  data: ThreadData,
  services: ReadonlyMap<string, Service>,
  report: (message: FromHost) => void,
  /** The thread's own line writer, where it has one already: a log ring has one writer. */
  threadWriteLine?: WriteLine,
): { receive(message: ToHost): void; close(): Promise<void> } {
  const loggers = new Map<string, Logger>();
  const gauges = createGauges(systemClock, data.figuresOf);
  let levels = data.levels;
  let writeLine = threadWriteLine;

  const createLog = (worker: string): Logger => {
    writeLine ??= createLogRingWriter(data.logRing).write;
    const logger = createLogger({
      write: writeLine,
      clock: systemClock,
      worker,
      levels,
      scope: currentScope,
    });
    loggers.set(worker, logger);
    return logger;
  };

  const host = new Host({
    specs: data.services,
    services,
    limits: data.limits,
    sharesMemory: data.sharesMemory,
    clock: systemClock,
    random: systemRandom,
    createDoors(service, region, openBuffer) {
      const metrics = openMetrics(region);
      gauges.add(service, metrics);
      return {
        log: createLog(service),
        metrics,
        outside: createOutsideDoor(service, metrics),
        disk: nodeDisk,
        pool: createPoolDoor(data.pool, service, metrics),
        board: async (name, codec, slotBytes) => {
          const { memory, writerId } = await openBuffer({ name, slotBytes });
          return openBoard(memory, writerId, codec, { clock: systemClock });
        },
      };
    },
    setLevels(changed) {
      levels = changed;
      for (const logger of loggers.values()) logger.setLevels(changed);
    },
    report,
  });

  let heartbeat: Timer | undefined;
  return {
    receive(message) {
      if (message.type === 'start')
        heartbeat ??= startHeartbeat(data.heartbeat, data.beatMs, systemClock, (lateMs) =>
          gauges.beat(lateMs, host.depths()),
        );
      host.receive(message);
    },
    close() {
      heartbeat?.cancel();
      return host.close();
    },
  };
}
