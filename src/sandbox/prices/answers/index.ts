// What each feed answers, one line each.
import type { FeedName } from '../faults.ts';
import type { AnswerFeed } from './answer.ts';
import { answerBirdeye } from './birdeye.ts';
import { answerDexscreener } from './dexscreener.ts';
import { answerJupiter } from './jupiter.ts';
import { answerVybe } from './vybe.ts';

export const answers: readonly { readonly feed: FeedName; readonly answer: AnswerFeed }[] = [
  { feed: 'jupiter', answer: answerJupiter },
  { feed: 'dexscreener', answer: answerDexscreener },
  { feed: 'birdeye', answer: answerBirdeye },
  { feed: 'vybe', answer: answerVybe },
];
