// What is left of a name when letters that look the same are made the same: two names with one skeleton are taken for each other.

/** Letters of other alphabets, and digits, behind the Latin letter that they look like; capitals where only these do. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'аαΑАɑᎪ4@',
  b: 'ВΒвЬᏴ8ß',
  c: 'сСϲϹᏟⅽ¢',
  d: 'ԁᎠⅾ',
  e: 'еЕεΕҽᎬ3€',
  f: 'ϜƒҒ',
  g: 'ԍɡԌᏀ9',
  h: 'һНΗհᎻ',
  j: 'јЈϳᎫ',
  k: 'кКκΚᏦ',
  l: 'іІιΙıӀӏ1|!ᏞЇїⅼil',
  m: 'мМΜᎷⅿ',
  n: 'пηΝոᴎ',
  o: 'оОοΟօσ0ø',
  p: 'рРρΡᏢ',
  q: 'ԛԚզ',
  r: 'гᎡʀ',
  s: 'ѕЅᏚ5$ꜱ',
  t: 'тТτΤᎢ7',
  u: 'υսцʋᴜ',
  v: 'νѵѴᏙⅴ',
  w: 'ԝԜωѡᎳ',
  x: 'хХχΧⅹ',
  y: 'уУүҮγΥ¥',
  z: 'ΖᏃᴢ',
};

const latinOf = new Map(
  Object.entries(lookAlikes).flatMap(([latin, others]) => [...others].map((other) => [other, latin])),
);
/** Signs that join or accent, cannot be seen, or part words. */
const invisible = /[\p{M}\p{Cf}\p{Cc}\p{Z}\p{Pd}\p{Pc}\p{Po}\u3164\u115f\u1160\uffa0]/gu;

/** Wide, bold and accented letters become plain first. The empty text where nothing is left. */
export function toSkeleton(name: string): string {
  const plain = [...name.normalize('NFKD')]
    .map((letter) => latinOf.get(letter) ?? letter)
    .join('')
    .replace(invisible, '')
    .toLowerCase();
  return [...plain]
    .map((letter) => latinOf.get(letter) ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
