// Names of launched tokens: most are harmless, some are made to deceive or to break what shows them.
import type { Random } from '../../../core/random.ts';
import type { TokenName } from '../interfaces/curve.ts';

const adjectives =
  'Sandy Brave Lunar Sleepy Turbo Golden Tiny Feral Cosmic Salty Grumpy Neon Lucky Humble'.split(' ');
const nouns =
  'Castle Crab Otter Pickle Rocket Goblin Turtle Wizard Muffin Falcon Cactus Yeti Llama Walrus'.split(' ');

/** What a table, a chat or a careless filter must stand. */
const hostile: readonly Omit<TokenName, 'uri'>[] = [
  { name: 'USD Coin', symbol: 'USDC' },
  { name: 'USD Сoin', symbol: 'USDС' },
  { name: 'Wrapped SOL', symbol: 'SOL' },
  { name: 'W'.repeat(32), symbol: 'WWWWWWWWWW' },
  { name: '🚀🌕🐸💎🙌', symbol: '🐸🐸' },
  { name: '\u202Elatipac efas', symbol: '\u202EFAS' },
  { name: 'عملة الرمال', symbol: 'رمل' },
  { name: 'Z\u0335\u0322a\u0334\u0321l\u0336\u0322g\u0337o', symbol: 'ZALGO' },
  { name: '<b onclick=alert(1)>Bold</b>', symbol: '<i>' },
  { name: "Robert'); DROP TABLE tokens;--", symbol: 'BOBBY' },
  { name: '   ', symbol: ' ' },
  { name: '=1+1', symbol: '=SUM(A1)' },
  { name: 'Line\nbreak\ttab', symbol: 'A\nB' },
];
const HOSTILE_ONE_IN = 6;

export function drawName(random: Random): TokenName {
  if (random.below(HOSTILE_ONE_IN) === 0) {
    const chosen = hostile[random.below(hostile.length)] ?? { name: '', symbol: '' };
    return { ...chosen, uri: 'https://sandbox.invalid/h.json' };
  }
  const adjective = adjectives[random.below(adjectives.length)] ?? '';
  const noun = nouns[random.below(nouns.length)] ?? '';
  const symbol = `${adjective.slice(0, 3)}${noun.slice(0, 3)}`.toUpperCase();
  return {
    name: `${adjective} ${noun}`,
    symbol,
    uri: `https://sandbox.invalid/${symbol.toLowerCase()}.json`,
  };
}
