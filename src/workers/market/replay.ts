// A recording played beside the live feed, in its own time or faster, as instruments of its own.
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { FeedSink } from '../../domain/market/feed-record.ts';
import { type Instrument, toReplayed } from '../../domain/market/instrument.ts';
import { createRecordWriter } from '../../domain/market/record-writer.ts';
import type { VenuePlayer, VenueRecording } from '../../venues/venue-feed.ts';
import type { FeedReaders } from './feed-readers.ts';
import type { FollowedFeed } from './followed-feed.ts';
import { openRecording } from './venue-of.ts';

export type ReplayState = {
  readonly paths: string[];
  readonly speed: number;
  state: 'running' | 'done' | 'stopped' | 'failed';
  messages: number;
  playedMs: number;
  says: string | null;
};

export type ReplayOptions = Pick<Context, 'clock' | 'log'> & {
  readonly sink: FeedSink;
  readonly readers: FeedReaders;
  /** Gives the recording's instruments their places in the feed, and takes them away. */
  readonly follow: (instruments: readonly Instrument[]) => FollowedFeed[];
  readonly leave: (followed: FollowedFeed) => void;
  /** Instruments came or went. */
  readonly onChange: () => void;
};

/** Longest work between two turns, so that the live feed goes on. */
const TURN_MS = 4;
const LEAST_WAIT_MS = 2;
const LOOK_EVERY = 32;
/** Where nobody says how far he is with reading the feed. */
const UNHEARD_SPEED = 50;
/** Records between two marks by which readers say how far they are. */
const PULSE_EVERY = 2048;

export class Replays {
  readonly #options: ReplayOptions;
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  #runs = 0;
  /** Those of the last run stay when it has ended, until the next. */
  #shown: readonly FollowedFeed[] = [];
  #starting: Promise<unknown> = Promise.resolve();
  state: ReplayState | null = null;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  /** Ends the one before. Rejects with RECORDING_INVALID, FILE_UNREADABLE. */
  start(paths: readonly string[], speed: number): Promise<Instrument[]> {
    const started = this.#starting.then(() => this.#start(paths, speed));
    this.#starting = started.catch(() => {});
    return started;
  }

  async #start(paths: readonly string[], speed: number): Promise<Instrument[]> {
    const recording = await openRecording(paths);
    await this.stop();
    this.#runs++;
    for (const one of this.#shown) this.#options.leave(one);
    const instruments = recording.instruments.map((instrument) => toReplayed(instrument, this.#runs));
    const followed = this.#options.follow(instruments);
    this.#shown = followed;
    this.#options.onChange();
    const state: ReplayState = {
      paths: [...paths],
      speed,
      state: 'running',
      messages: 0,
      playedMs: 0,
      says: null,
    };
    this.state = state;
    const stop = new AbortController();
    const ended = this.#play(recording, followed, state, stop.signal);
    this.#running = { stop, ended };
    return instruments;
  }

  /** Once a second: figures of what is played. */
  tick(): void {
    for (const one of this.#shown) one.tick(0, [], 0);
  }

  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
    this.#running = undefined;
  }

  async #play(
    recording: VenueRecording,
    followed: readonly FollowedFeed[],
    state: ReplayState,
    signal: AbortSignal,
  ): Promise<void> {
    const { log, sink } = this.#options;
    const player = recording.player(
      sink,
      followed.map(({ index }) => index),
    );
    for (const [index, one] of followed.entries()) {
      one.feed = player.symbols[index];
      one.replayed(
        'replay',
        `A recording is played at ${state.speed === 0 ? 'full speed' : `${state.speed}×`}.`,
      );
    }
    try {
      await this.#pace(recording, player.accept, followed[0]!.index, state, signal);
      for (const symbol of player.symbols) symbol.finish();
      state.state = signal.aborted ? 'stopped' : 'done';
    } catch (thrown) {
      state.state = signal.aborted ? 'stopped' : 'failed';
      if (!signal.aborted) state.says = toAppError(thrown).message;
      if (!signal.aborted) log.warn(`a replay broke off: ${state.says}`);
    }
    for (const one of followed) one.replayed('ended', state.says ?? 'The recording has ended.');
  }

  async #pace(
    recording: VenueRecording,
    accept: VenuePlayer['accept'],
    place: number,
    state: ReplayState,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, readers } = this.#options;
    const mark = createRecordWriter(place, this.#options.sink);
    let receivedMs = 0;
    let marked = readers.written;
    const pulse = () => {
      marked = readers.written;
      mark('pulse', 0, receivedMs, 0, 0, marked);
    };
    await readers.follow(pulse, signal);
    const startMs = clock.monotonicMs();
    let turnMs = startMs;
    let firstMs = Number.NaN;
    for await (const line of recording.lines()) {
      receivedMs = line.receivedMs;
      if (Number.isNaN(firstMs)) firstMs = receivedMs;
      state.playedMs = receivedMs - firstMs;
      if (readers.written - marked >= PULSE_EVERY) pulse();
      if (readers.isFarBehind) {
        await readers.follow(pulse, signal);
        turnMs = clock.monotonicMs();
      }
      if (state.messages % LOOK_EVERY === 0) {
        const speed = state.speed || (readers.areUnheard ? UNHEARD_SPEED : Number.POSITIVE_INFINITY);
        const waitMs = state.playedMs / speed - (clock.monotonicMs() - startMs);
        if (waitMs > LEAST_WAIT_MS) {
          await clock.sleep(waitMs, signal);
          turnMs = clock.monotonicMs();
        }
      }
      accept(line);
      state.messages++;
      if (state.messages % LOOK_EVERY > 0 || clock.monotonicMs() - turnMs < TURN_MS) continue;
      await new Promise<void>((resolve) => clock.nextTurn(resolve));
      signal.throwIfAborted();
      turnMs = clock.monotonicMs();
    }
  }
}
