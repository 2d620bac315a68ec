import { TemporaryDatabase } from '../database/temporary-database.spec-support.js';
import { HealthService } from './health.service.js';

it('is ready while the database answers, and not once it is stopping or the database is gone', async () => {
  const database = await TemporaryDatabase.make();
  const health = new HealthService(database.reads);
  expect(await health.problem()).toBeNull();
  await database.remove();
  expect(await health.problem()).toBe('database');
  health.beforeApplicationShutdown();
  expect(await health.problem()).toBe('stopping');
});
