// What clients may subscribe to, and with which settings.
import type { Commitment } from '../ledger/view.ts';
import { parseFilters } from '../rpc/account-filters.ts';
import { detailsOf } from '../rpc/encode-block.ts';
import {
  accountShapeOf,
  addressOf,
  commitmentOf,
  configOf,
  flagOf,
  historyCommitmentOf,
  listOf,
  type Params,
  signatureOf,
} from '../rpc/request-params.ts';
import { invalidParams } from '../rpc/rpc-error.ts';
import type { Topic } from './subscription.ts';

export type Wanted = { readonly topic: Topic; readonly commitment: Commitment };
type Parse = (params: Params) => Wanted;

const logsKinds: readonly unknown[] = ['all', 'allWithVotes'];

export const subscribing: Readonly<Record<string, Parse>> = {
  logsSubscribe([filter, config]) {
    const commitment = commitmentOf(configOf(config));
    if (logsKinds.includes(filter)) return { topic: { kind: 'logs', key: null }, commitment };
    const mentions = listOf(configOf(filter)['mentions']);
    if (mentions.length !== 1) throw invalidParams('Invalid Request: Only 1 address supported');
    return { topic: { kind: 'logs', key: addressOf(mentions[0]) }, commitment };
  },
  accountSubscribe([address, given]) {
    const config = configOf(given);
    const topic: Topic = { kind: 'account', key: addressOf(address), shape: accountShapeOf(config) };
    return { topic, commitment: commitmentOf(config) };
  },
  programSubscribe([program, given]) {
    const config = configOf(given);
    const topic: Topic = {
      ...{ kind: 'program', key: addressOf(program), shape: accountShapeOf(config) },
      filters: parseFilters(config['filters']),
    };
    return { topic, commitment: commitmentOf(config) };
  },
  signatureSubscribe([signature, given]) {
    const config = configOf(given);
    const wantsReceived = flagOf(config['enableReceivedNotification']);
    const topic: Topic = { kind: 'signature', key: signatureOf(signature), wantsReceived };
    return { topic, commitment: commitmentOf(config) };
  },
  blockSubscribe([filter, given]) {
    const config = configOf(given);
    const key = filter === 'all' ? null : addressOf(configOf(filter)['mentionsAccountOrProgram']);
    const topic: Topic = { kind: 'block', key, details: detailsOf(config) };
    return { topic, commitment: historyCommitmentOf(config) };
  },
  slotSubscribe: () => ({ topic: { kind: 'slot', key: null }, commitment: 'processed' }),
  rootSubscribe: () => ({ topic: { kind: 'root', key: null }, commitment: 'finalized' }),
};

/** `accountUnsubscribe` and the others. */
export const unsubscribing: ReadonlySet<string> = new Set(
  Object.keys(subscribing).map((name) => name.replace('Subscribe', 'Unsubscribe')),
);
