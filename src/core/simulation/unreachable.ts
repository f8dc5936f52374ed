// A network on which nobody answers.
import { AppError } from '../errors.ts';
import type { Machine } from '../host/outside-door.ts';
import type { SocketConnection } from '../outside/socket-transport.ts';

/** As RFC 6455 has it: no connection came about. */
const ABNORMAL = 1006;

const closed: SocketConnection = {
  isOpen: false,
  bufferedBytes: 0,
  send() {},
  ping() {},
  close() {},
  terminate() {},
};

export const unreachable: Pick<Machine, 'http' | 'socket'> = {
  http: { exchange: () => Promise.reject(new AppError('HTTP_UNREACHABLE')) },
  socket: {
    open(_, events) {
      void Promise.resolve().then(() => events.onClose({ code: ABNORMAL, reason: 'unreachable' }));
      return closed;
    },
  },
};
