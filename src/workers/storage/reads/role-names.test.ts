import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles as gatewayRoles } from '../../../api/roles.ts';
import { roles } from '../tables.ts';

test('storage knows the roles of the gateway, in their order', () => assert.deepEqual(roles, gatewayRoles));
