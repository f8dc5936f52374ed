// What every safety check must hold, and what the page about them says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safetyChecks } from './index.ts';

for (const check of safetyChecks)
  test(`${check.name} names and describes itself and every setting`, () => {
    assert.match(check.name, /^[a-z]+(-[a-z]+)*$/);
    assert.match(check.summary, /^[A-Z].*\.$/);
    assert.ok(check.points > 0);
    assert.doesNotThrow(() => check.settings.parse({}), 'every setting has a default');
    for (const [key, setting] of Object.entries(check.settings.shape))
      assert.ok(setting.description, `${key} has no description`);
    assert.throws(() => check.settings.parse({ noSuchSetting: 1 }));
  });

test('no two checks have one name', () => {
  assert.equal(new Set(safetyChecks.map(({ name }) => name)).size, safetyChecks.length);
});
