// Every question that storage answers, under the name by which it is asked.
import { cursor } from './cursor.ts';
import { holding } from './holding.ts';
import { messages } from './messages.ts';
import { outboxBacklog } from './outbox-backlog.ts';
import { parkedMessages } from './parked-messages.ts';
import { refusedWrites } from './refused-writes.ts';

export const reads = { cursor, holding, messages, outboxBacklog, parkedMessages, refusedWrites };
