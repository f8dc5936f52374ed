// One client: who it is, what it asked for, and whether it is still there. Knows a connection only by its door.
import {
  type ClientFrame,
  clientFrame,
  closeCodes,
  type EndReason,
  type LiveFailure,
  liveFailures,
  liveLimits,
  type ServerFrame,
  type TopicName,
} from '../../../api/live.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Actor } from '../security/actor.ts';
import { FrameBudget } from './frame-budget.ts';
import { type Outlet, Subscription } from './subscription.ts';
import { toTextFrame } from './text-frame.ts';
import { toProblem } from './to-problem.ts';
import { toWish } from './to-wish.ts';
import type { Topic, TopicSource } from './topic.ts';

/** A connection as the client sees it; none of these throws. */
export type LiveSocket = {
  /** Takes one framed message; false when it wants no more until `drained` is told. */
  write(frame: Buffer): boolean;
  ping(): void;
  close(code: number, reason: string): void;
  /** Without good-bye. */
  terminate(): void;
};

/** What all clients have in common. */
export type ClientWorld = {
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  readonly version: string;
  readonly mode: string;
  topic(name: string): TopicSource | undefined;
  onSkipped(topic: Topic, count: number): void;
  /** A stranger said who he is. */
  onSignedIn(client: LiveClient): void;
  /** Once for each; `why` is undefined when it was not the server that hung up. */
  onEnd(client: LiveClient, why: EndReason | undefined): void;
};

export type ClientOptions = {
  readonly world: ClientWorld;
  readonly socket: LiveSocket;
  /** Undefined for a stranger, who has to say hello. */
  readonly actor: Actor | undefined;
  /** Whose token it is; undefined when it is nobody's. */
  authenticate(token: string): Promise<Actor | undefined>;
};

/** Frames that may wait for the answer to `hello`. */
const MAX_HELD = 32;

export class LiveClient implements Outlet {
  readonly #options: ClientOptions;
  readonly #world: ClientWorld;
  readonly #sinceMs: number;
  readonly #budget = new FrameBudget(liveLimits.frames, liveLimits.framesMs);
  /** One a topic at most. */
  #subscriptions: readonly Subscription[] = [];
  #actor: Actor | undefined;
  /** Frames that came while a token is looked up. */
  #held: ClientFrame[] | undefined;
  #heardMs: number;
  #isPinged = false;
  #isOver = false;
  #isFull = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#world = options.world;
    this.#actor = options.actor;
    this.#sinceMs = this.#world.clock.monotonicMs();
    this.#heardMs = this.#sinceMs;
    if (this.#actor) this.#welcome();
  }

  get actor(): Actor | undefined {
    return this.#actor;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  /** A message came; undefined stands for one that is not text. */
  received(text: string | undefined): void {
    if (!this.heard()) return;
    if (text === undefined) return this.#giveUp('FRAME_INVALID', 'malformed', 'frames are text, not bytes');
    const json = toJson(text);
    if (json === undefined) return this.#giveUp('FRAME_INVALID', 'malformed', 'the frame is no JSON');
    const parsed = clientFrame.safeParse(json);
    if (!parsed.success) return this.#giveUp('FRAME_INVALID', 'malformed', toProblem(parsed.error));
    this.#take(parsed.data);
  }

  /** Any sign of life; each counts against the limit. False when the connection is over. */
  heard(): boolean {
    if (this.#isOver) return false;
    this.#heardMs = this.#world.clock.monotonicMs();
    this.#isPinged = false;
    if (!this.#budget.take(this.#heardMs)) this.#giveUp('RATE_EXCEEDED', 'tooManyFrames');
    return !this.#isOver;
  }

  /** The connection takes more again. */
  drained(): void {
    this.#isFull = false;
    for (const subscription of this.#subscriptions) subscription.pump();
  }

  /** Called every second or so. */
  beat(nowMs: number): void {
    if (this.#isOver) return;
    const silentMs = nowMs - this.#heardMs;
    if (!this.#actor && nowMs - this.#sinceMs >= liveLimits.helloMs) {
      this.hangUp('signedOut', 'no sign-in in time');
    } else if (silentMs >= 2 * liveLimits.heartbeatMs) {
      this.#end(undefined);
      this.#options.socket.terminate();
    } else if (silentMs >= liveLimits.heartbeatMs && !this.#isPinged) {
      this.#isPinged = true;
      this.#options.socket.ping();
    }
  }

  /** The reason is our own words, at most 123 bytes: a longer one would throw. */
  hangUp(why: EndReason, reason: string = why): void {
    if (this.#isOver) return;
    this.#end(why);
    this.#options.socket.close(closeCodes[why], reason);
  }

  /** The connection is gone. */
  lost(): void {
    if (!this.#isOver) this.#end(undefined);
  }

  write(frame: Buffer): void {
    if (!this.#isOver && !this.#options.socket.write(frame)) this.#isFull = true;
  }

  tooSlow(topic: Topic, waiting: number): void {
    this.hangUp('tooSlow', `too slow: ${waiting} of ${topic.name} wait, ${topic.kept} are kept`);
  }

  skipped(topic: Topic, count: number): void {
    this.#world.onSkipped(topic, count);
  }

  #take(frame: ClientFrame): void {
    if (!this.#held) this.#handle(frame);
    else if (this.#held.length < MAX_HELD) this.#held.push(frame);
    else this.#giveUp('RATE_EXCEEDED', 'tooManyFrames');
  }

  #handle(frame: ClientFrame): void {
    if (frame.type === 'hello') this.#hello(frame.token);
    else if (frame.type === 'ping')
      this.#send({ type: 'pong', id: frame.id, atMs: Math.floor(this.#world.clock.now()) });
    else if (frame.type === 'subscribe') this.#subscribe(frame);
    else this.#unsubscribe(frame.id, frame.topic);
  }

  #hello(token: string | undefined): void {
    if (token === undefined) return this.#actor ? this.#welcome() : this.#fail('SIGN_IN_NEEDED');
    if (this.#actor && this.#actor.kind !== 'guest') return this.#fail('SIGNED_IN_ALREADY');
    this.#held = [];
    void this.#options.authenticate(token).then(
      (actor) => this.#signIn(actor),
      () => this.hangUp('busy', 'too many wrong tokens, or they cannot be checked now'),
    );
  }

  #signIn(actor: Actor | undefined): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    if (!actor) return this.hangUp('signedOut', 'not a valid token');
    this.#actor = actor;
    this.#world.onSignedIn(this);
    this.#welcome();
    for (const frame of held) if (!this.#isOver) this.#take(frame);
  }

  #subscribe(frame: Extract<ClientFrame, { type: 'subscribe' }>): void {
    const wish = toWish(frame, this.#world, this.#actor);
    if ('code' in wish) return this.#fail(wish.code, frame.id, wish.problem);
    this.#drop(wish.topic.name);
    this.#send({ type: 'done', id: frame.id });
    const subscription = new Subscription(wish.topic, wish.filter, this, wish.afterSeq);
    this.#subscriptions = [...this.#subscriptions, subscription];
    subscription.pump();
  }

  #unsubscribe(id: number, name: string): void {
    const topic = this.#world.topic(name);
    if (!topic) return this.#fail('TOPIC_UNKNOWN', id);
    this.#drop(topic.name);
    this.#send({ type: 'done', id });
  }

  #drop(name: TopicName): void {
    for (const subscription of this.#subscriptions) if (subscription.topic.name === name) subscription.end();
    this.#subscriptions = this.#subscriptions.filter(({ topic }) => topic.name !== name);
  }

  #welcome(): void {
    const { version, mode } = this.#world;
    this.#send({ type: 'welcome', version, mode, role: this.#actor?.role ?? null });
  }

  #fail(code: LiveFailure, id?: number, problem?: string): void {
    const message = problem ?? liveFailures[code];
    this.#send({ type: 'failed', ...(id === undefined ? {} : { id }), code, message });
  }

  #giveUp(code: LiveFailure, why: EndReason, problem?: string): void {
    this.#fail(code, undefined, problem);
    this.hangUp(why);
  }

  #send(frame: ServerFrame): void {
    this.write(toTextFrame(JSON.stringify(frame)));
  }

  #end(why: EndReason | undefined): void {
    this.#isOver = true;
    for (const subscription of this.#subscriptions) subscription.end();
    this.#subscriptions = [];
    this.#held = undefined;
    this.#world.onEnd(this, why);
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
