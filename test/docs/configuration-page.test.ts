import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { toConfigurationPage } from '../../docs/pages/configuration-page.ts';
import { toCatalogue } from '../../src/config/catalogue.ts';
import { documentNames } from '../../src/config/document-names.ts';
import { configSchema } from '../../src/config/schema.ts';

const { keys, byName } = toCatalogue(configSchema);

test('docs/configuration.md is what the schema says', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  assert.equal(page, toConfigurationPage(), 'run: npm run docs');
});

test('each setting has a description, and its type in words', () => {
  for (const { name, description, words } of keys) {
    assert.match(description, /^[A-Za-z].*\.$/, name);
    assert.notEqual(words, 'text', name);
  }
});

test("each of the document's names sets a setting that exists", () => {
  for (const { name, setting } of documentNames) assert.ok(byName.has(setting), name);
});
