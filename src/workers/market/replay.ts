// A recording played beside the live feed, in its own time or faster, as instruments of its own.
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { FeedSink } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { type OpenedRecording, openRecording } from '../../venues/binance/recording/open-recording.ts';
import { createPlayer } from '../../venues/binance/recording/play.ts';
import type { Followed } from './followed.ts';

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
  /** Gives the recording's instruments their places in the feed. */
  readonly follow: (instruments: readonly Instrument[]) => Followed[];
};

/** Longest work between two turns, so that the live feed goes on. */
const TURN_MS = 4;
const LEAST_WAIT_MS = 2;
const LOOK_EVERY = 32;
/** As fast as those who read the feed follow without missing anything. */
const FULL_SPEED = 50;

export class Replays {
  readonly #options: ReplayOptions;
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  /** Each has ids of its own: what was worked out of an earlier one is none of the next. */
  #runs = 0;
  #shown: readonly Followed[] = [];
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
    for (const one of this.#shown) one.feed = undefined;
    const instruments = recording.instruments.map((instrument) => ({
      ...instrument,
      id: `replay:${instrument.id}${this.#runs === 1 ? '' : `:${this.#runs}`}`,
    }));
    const followed = this.#options.follow(instruments);
    this.#shown = followed;
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

  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
    this.#running = undefined;
  }

  async #play(
    recording: OpenedRecording,
    followed: readonly Followed[],
    state: ReplayState,
    signal: AbortSignal,
  ): Promise<void> {
    const { log, sink } = this.#options;
    const player = createPlayer(
      recording,
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
      await this.#pace(recording, player.accept, state, signal);
      state.state = signal.aborted ? 'stopped' : 'done';
    } catch (thrown) {
      state.state = signal.aborted ? 'stopped' : 'failed';
      if (!signal.aborted) state.says = toAppError(thrown).message;
      if (!signal.aborted) log.warn(`a replay broke off: ${state.says}`);
    }
    for (const one of followed) one.replayed('ended', state.says ?? 'The recording has ended.');
  }

  async #pace(
    recording: OpenedRecording,
    accept: ReturnType<typeof createPlayer>['accept'],
    state: ReplayState,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock } = this.#options;
    const speed = state.speed === 0 ? FULL_SPEED : state.speed;
    const startMs = clock.monotonicMs();
    let turnMs = startMs;
    let firstMs = Number.NaN;
    for await (const line of recording.lines()) {
      if (Number.isNaN(firstMs)) firstMs = line.receivedMs;
      state.playedMs = line.receivedMs - firstMs;
      if (state.messages % LOOK_EVERY === 0) {
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
