import { systemClock } from '../../../core/clock.ts';
import { FakeRedis } from '../testing/fake-redis.ts';
import { redisCases } from '../testing/redis-cases.ts';
import { redisSkip, startRedisServer } from '../testing/redis-server.ts';

redisCases('the double of Redis', async () => new FakeRedis(systemClock));
redisCases('Redis itself', () => startRedisServer(), redisSkip);
