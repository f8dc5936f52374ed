// The recording under many names: the same bytes, ids and rhythm for each.
import { futuresRecording, loadRecordedLines } from '../recorded-lines.ts';
import { machineMs } from './protocol.ts';
import { type Scene, toSymbolNames } from './scene.ts';

const RECORDED = 'BTCUSDT';
const snapshotStart = '{"lastUpdateId"';

export async function createRecordedScene(count: number): Promise<Scene> {
  const { lines } = await loadRecordedLines(futuresRecording);
  const symbols = toSymbolNames(count).map((name) =>
    name.padEnd(RECORDED.length, 'T').slice(0, RECORDED.length),
  );
  const texts = lines.map(({ bytes, from, to, receivedMs }) => ({
    text: bytes.toString('latin1', from, to),
    receivedMs,
  }));
  const snapshot = texts.find(({ text }) => text.startsWith(snapshotStart))?.text ?? '{}';
  const messages = texts.filter(({ text }) => !text.startsWith(snapshotStart)).map(toMessage);
  const firstMs = messages[0]?.receivedMs ?? 0;
  const names = symbols.map((symbol) => symbol.toLowerCase());
  let startMs = Number.NaN;
  let next = 0;
  let sent = 0;

  return {
    symbols,
    streams: ['depth@0ms', 'trade', 'bookTicker'],
    depth: () => snapshot,
    turn(outlet) {
      const playedMs = machineMs() - startMs;
      for (; next < messages.length; next++) {
        const message = messages[next]!;
        // also false before the start, which is no number
        if (!(message.receivedMs - firstMs <= playedMs)) break;
        for (const [index, symbol] of symbols.entries())
          outlet(names[index]! + message.suffix, message.before + symbol + message.after);
        sent += symbols.length;
      }
    },
    go() {
      startMs = machineMs();
    },
    get messages() {
      return sent;
    },
    stamps: [],
  };
}

/** Cut where the symbol stands. */
function toMessage({ text, receivedMs }: { readonly text: string; readonly receivedMs: number }) {
  const dataAt = text.indexOf('"data":') + '"data":'.length;
  const symbolAt = text.indexOf(`"s":"${RECORDED}"`) + '"s":"'.length;
  return {
    receivedMs,
    suffix: text.slice(text.indexOf('@'), text.indexOf('"', text.indexOf('@'))),
    before: text.slice(dataAt, symbolAt),
    after: text.slice(symbolAt + RECORDED.length, -1),
  };
}
