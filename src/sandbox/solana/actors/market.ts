// The living market: block by block it asks every actor what it does, sends that to the node, and tells those who listen.
import { hash } from 'node:crypto';
import { toAppError } from '../../../core/errors.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { drawCount, drawNormal } from '../../market/draws.ts';
import { isLanded } from '../node/bank/bank.ts';
import { SLOT_MS, type SolanaNode } from '../node/node.ts';
import type { Actor, Done, Errand, Plan } from './actor.ts';
import { createBurial } from './burial.ts';
import { createChainReader } from './chain-reader.ts';
import { priceOf } from './dealing/trade-token.ts';
import { createFaultActs } from './fault-acts.ts';
import type { MarketFaults } from './faults.ts';
import { createPositions, type Positions } from './positions.ts';
import { createTokenBook, type Token } from './token-book.ts';
import { createPeople, type Places, type World } from './world.ts';
import { writeTransaction } from './write-transaction.ts';

/** In real time, whatever the speed: so much a small machine can do beside everything else. */
export const MAX_PER_SECOND = 40;
const MAX_PER_BLOCK = 40;
/** What was to be done long ago is not done any more. */
const MAX_LATE_SLOTS = 300;
const USUAL_UNITS = 250_000;
const SOL_USD = 150;
/** Of one slot: how far a price wanders, and how much of the way back it is drawn. */
const SOL_SPREAD = 0.0004;
const WORTH_SPREAD = 0.004;
const PULL = 0.0002;

export type MarketState = {
  readonly seed: string;
  readonly step: number;
  readonly slot: number;
  readonly made: number;
  readonly solUsd: number;
  readonly tokens: readonly Token[];
  readonly errands: readonly Errand[];
  readonly positions: Positions['saved'];
};

export type MarketOptions = {
  readonly node: Pick<SolanaNode, 'bank' | 'submit'>;
  readonly actors: readonly Actor[];
  readonly state: MarketState;
  readonly places: Places;
  readonly speed: () => number;
  readonly faults: MarketFaults;
  /** Of everything that was sent. */
  readonly onDone?: (done: Done, plan: Plan) => void;
};

export type Market = {
  readonly world: World;
  /** Once for each block. */
  step(): void;
  state(): MarketState;
  tell(): Readonly<Record<string, string | number>>;
};

export function createMarket(options: MarketOptions): Market {
  const { node, actors, places, faults } = options;
  const { seed } = options.state;
  const { ledger } = node.bank;
  const people = createPeople(seed);
  const tokens = createTokenBook(options.state.tokens);
  const positions = createPositions(options.state.positions);
  let { step, slot, made, solUsd, errands } = options.state;
  let random = randomOf(seed, step);
  let inBlock = 0;
  let news: { done: Done; plan: Plan }[] = [];
  const counts = { sent: 0, failed: 0, lost: 0 };
  let problem = '';

  const world: World = {
    get random() {
      return random;
    },
    get slot() {
      return slot;
    },
    get solUsd() {
      return solUsd;
    },
    ...{ chain: createChainReader(node.bank), tokens, places },
    ...{
      wallet: people.wallet,
      everybody: people.everybody(),
      group: people.group,
      rent: (bytes) => node.bank.vm.rentExemptLamports(bytes),
    },
    one: (list) => list[random.below(Math.max(1, list.length))],
    fresh(what) {
      made += 1;
      return people.fresh(`${what} ${made}`);
    },
    position: (wallet, token) => positions.of(wallet.name, token.mint),
    later: (errand, inSlots) => {
      errands = [...errands, { ...errand, dueSlot: slot + inSlots }];
    },
  };

  const send = (actor: string, plan: Plan) => {
    inBlock += 1;
    const bytes = writeTransaction(plan, {
      ...{ blockhash: ledger.head.blockhash, microLamports: BigInt(5000 + random.below(60_000)) },
      units: (plan.units ?? USUAL_UNITS) + inBlock,
    });
    const { signature, result } = node.submit(bytes);
    const outcome =
      result === null || !isLanded(result) ? 'lost' : result.error === null ? 'success' : 'failed';
    counts.sent += 1;
    if (outcome !== 'success') counts[outcome] += 1;
    const done: Done = { actor, wallet: plan.wallet.name, signature, intent: plan.intent, outcome };
    if (outcome === 'success') positions.note(done, slot);
    news.push({ done, plan });
    options.onDone?.(done, plan);
  };
  /** One that throws harms nobody else. */
  const attempt = (actor: string, work: () => void) => {
    try {
      work();
    } catch (thrown) {
      problem = `${actor}: ${toAppError(thrown).message}`;
    }
  };
  const run = (actor: string, plans: () => Iterable<Plan | undefined>) =>
    attempt(actor, () => {
      for (const plan of plans()) {
        if (plan) send(actor, plan);
        if (inBlock >= MAX_PER_BLOCK) return;
      }
    });
  const faultActs = createFaultActs(world, faults);
  const byPace = (elapsedMs: number) => {
    // answers to others come on top, and about as many find nothing to do
    const perMinute = actors.reduce((sum, actor) => sum + actor.perMinute, 0);
    const share = Math.min(1, (MAX_PER_SECOND * 60) / (perMinute * options.speed()));
    for (const actor of actors) {
      const times = drawCount(random, (actor.perMinute * share * elapsedMs) / 60_000, MAX_PER_BLOCK);
      for (let i = 0; i < times && inBlock < MAX_PER_BLOCK; i += 1) run(actor.name, () => actor.act(world));
    }
  };
  const carryOutDue = () => {
    const due = errands.filter(({ dueSlot }) => dueSlot <= slot);
    errands = errands.filter(({ dueSlot }) => dueSlot > slot);
    for (const errand of due) {
      if (slot - errand.dueSlot > MAX_LATE_SLOTS) continue;
      const actor = actors.find(({ name }) => name === errand.actor);
      const { carryOut } = actor ?? {};
      if (carryOut) run(errand.actor, () => carryOut(world, errand));
    }
  };
  const wander = ({ now, usual }: { now: number; usual: number }, slots: number, spread = WORTH_SPREAD) => {
    const moved = now * Math.exp(spread * Math.sqrt(slots) * drawNormal(random));
    return moved + (usual - moved) * Math.min(1, PULL * slots);
  };
  const look = (slots: number) => {
    solUsd = wander({ now: solUsd, usual: SOL_USD }, slots, SOL_SPREAD);
    for (const token of tokens.live()) {
      const price = priceOf(world, token);
      if (price === undefined) {
        // one that was not taken in yet, or never will be
        token.isOver = slot - token.bornSlot > MAX_LATE_SLOTS || token.prices.length > 0;
        continue;
      }
      tokens.priced(token, price);
      if (token.worth) token.worth = { ...token.worth, now: wander(token.worth, slots) };
    }
  };

  const burial = createBurial({ world, bank: node.bank, forget: positions.forget });

  return {
    world,
    step() {
      const slots = ledger.head.slot - slot;
      slot = ledger.head.slot;
      step += 1;
      random = randomOf(seed, step);
      inBlock = 0;
      news = [];
      look(slots);
      attempt('burial', burial.bury);
      if (!faults('quiet')) {
        for (const { name, plans } of faultActs.due()) run(name, plans);
        carryOutDue();
        byPace(slots * SLOT_MS);
      }
      for (const { done } of news)
        for (const actor of actors) {
          const { hear } = actor;
          if (hear) attempt(actor.name, () => hear(world, done));
        }
    },
    state: () => ({
      ...{ seed, step, slot, made, solUsd, errands },
      ...{ tokens: structuredClone(tokens.all()), positions: structuredClone(positions.saved) },
    }),
    tell: () => ({
      actors: actors.length,
      tokens: tokens.live().length,
      solUsd: Math.round(solUsd * 100) / 100,
      sentByActors: counts.sent,
      failedOfActors: counts.failed,
      lostOfActors: counts.lost,
      mostASecond: MAX_PER_SECOND,
      ...(problem === '' ? {} : { problem }),
    }),
  };
}

/** By the number of the step, so that a chain that is taken up again goes on as it would have. */
function randomOf(seed: string, step: number) {
  return createSeededRandom(Number.parseInt(hash('sha256', `${seed} step ${step}`, 'hex').slice(0, 8), 16));
}
