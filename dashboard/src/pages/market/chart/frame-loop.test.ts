import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrameLoop } from './frame-loop.ts';

function toPage() {
  const page = { isHidden: false, drawn: 0, frames: [] as (() => void)[], show: () => {} };
  const loop = createFrameLoop(() => page.drawn++, {
    requestFrame: (run) => page.frames.push(run),
    cancelFrame: () => {
      page.frames = [];
    },
    isHidden: () => page.isHidden,
    onShown(run) {
      page.show = run;
      return () => {
        page.show = () => {};
      };
    },
  });
  const frame = (): void => {
    for (const run of page.frames.splice(0)) run();
  };
  return { page, loop, frame };
}

test('many changes within a frame are one drawing, and no change is none', () => {
  const { page, loop, frame } = toPage();
  for (let i = 0; i < 5; i++) loop.ask();
  frame();
  frame();
  assert.equal(page.drawn, 1);
});

test('a page that nobody sees draws nothing, and once when it is seen again', () => {
  const { page, loop, frame } = toPage();
  page.isHidden = true;
  loop.ask();
  frame();
  assert.deepEqual([page.drawn, page.frames.length], [0, 0]);
  page.isHidden = false;
  page.show();
  frame();
  assert.equal(page.drawn, 1);
  page.show();
  frame();
  assert.equal(page.drawn, 1);
});

test('nothing is drawn after the end', () => {
  const { page, loop, frame } = toPage();
  loop.ask();
  loop.stop();
  loop.ask();
  frame();
  assert.equal(page.drawn, 0);
});
