// The program's end of the control socket: one JSON line in, one out, for the command line of the same user.
import { lstatSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AppError, toWireError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { readLines } from './line-reader.ts';

export type ControlArguments = Readonly<Record<string, unknown>>;
export type ControlCommand = (args: ControlArguments) => Promise<unknown>;
export type ControlSocket = { close(): Promise<void> };

export type ControlSocketOptions = {
  readonly path: string;
  readonly commands: Readonly<Record<string, ControlCommand>>;
  readonly clock: Clock;
};

const MAX_LINE_BYTES = 65_536;
const MAX_CONNECTIONS = 16;
/** A connection that asks nothing for so long gives its place to another. */
const IDLE_MS = 60_000;
/** The room of `sun_path` in unix(7), less its closing zero; macOS has 4 bytes less. */
const MAX_PATH_BYTES = process.platform === 'linux' ? 107 : 103;

const requestSchema = z.looseObject({
  id: z.union([z.int(), z.string().max(100)]),
  command: z.string().max(100),
});

/** Listens with mode 0600. INSTANCE_RUNNING when a program answers there already. */
export async function openControlSocket(options: ControlSocketOptions): Promise<ControlSocket> {
  const { path } = options;
  if (Buffer.byteLength(path) > MAX_PATH_BYTES)
    throw unusable(path, `its control socket's path is longer than ${MAX_PATH_BYTES} bytes`);
  await removeStale(path);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    if (sockets.size >= MAX_CONNECTIONS) {
      send(socket, {
        id: null,
        ok: false,
        error: toWireError(new AppError('QUEUE_FULL', 'Too many connections.')),
      });
      socket.end(() => socket.destroy());
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void serve(socket, options);
  });
  await listen(server, path);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.end(() => socket.destroy());
      }),
  };
}

/** One request after the other, so that a connection never has more than one reply waiting. */
async function serve(socket: Socket, { commands, clock }: ControlSocketOptions): Promise<void> {
  const rest = () => clock.after(IDLE_MS, () => socket.destroy());
  let idle = rest();
  // the refusal of a bad line still has to go out over the same socket
  const chunks: AsyncIterable<Buffer> = socket.iterator({ destroyOnReturn: false });
  try {
    for await (const line of readLines(chunks, MAX_LINE_BYTES)) {
      idle.cancel();
      send(socket, await answer(line, commands));
      idle = rest();
    }
    socket.end(() => socket.destroy());
  } catch (error) {
    send(socket, { id: null, ok: false, error: toWireError(error) });
    socket.end(() => socket.destroy());
  } finally {
    idle.cancel();
  }
}

async function answer(line: string, commands: ControlSocketOptions['commands']): Promise<object> {
  let id: string | number | null = null;
  try {
    const request = parseRequest(line);
    id = request.id;
    const { id: _, command, ...args } = request;
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (run === undefined) throw unknownCommand(command, Object.keys(commands));
    return { id, ok: true, result: (await run(args)) ?? null };
  } catch (error) {
    const { stack: _, ...wire } = toWireError(error);
    return { id, ok: false, error: wire };
  }
}

function parseRequest(line: string): z.infer<typeof requestSchema> {
  try {
    return requestSchema.parse(JSON.parse(line, refusePrototype));
  } catch (error) {
    throw new AppError('MESSAGE_INVALID', 'A control request is { id, command, … } on one line of JSON.', {
      cause: error,
    });
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor') throw new SyntaxError(`the key ${key} is not allowed`);
  return value;
}

function unknownCommand(command: string, known: string[]): AppError {
  const nearest = nearestName(command, known);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return new AppError('CALL_UNKNOWN', `The program has no such command.${hint}`, {
    details: { command, known },
  });
}

/** Never throws: a result that is not JSON becomes an error of ours, a peer that went away is no matter. */
function send(socket: Socket, reply: object): void {
  let line: string;
  try {
    line = JSON.stringify(reply);
  } catch (error) {
    const { id } = reply as { id: unknown };
    line = JSON.stringify({ id, ok: false, error: toWireError(error) });
  }
  if (socket.writable) socket.write(`${line}\n`);
}

/** The file of a program that was killed is removed; anything that is not a socket is left alone. */
async function removeStale(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket())
    throw unusable(path, 'something that is not a socket is in the place of its control socket');
  if (await isAnswering(path)) throw new AppError('INSTANCE_RUNNING', undefined, { details: { path } });
  rmSync(path, { force: true });
}

function isAnswering(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(unusable(path, String(error))));
    // the file is made within `listen`, so nobody else ever sees it with wider rights
    const before = process.umask(0o177);
    try {
      server.listen(path, resolve);
    } finally {
      process.umask(before);
    }
  });
}

function unusable(path: string, reason: string): AppError {
  return new AppError('DATA_FOLDER_UNUSABLE', `The data folder cannot be used: ${reason}.`, {
    details: { path },
  });
}
