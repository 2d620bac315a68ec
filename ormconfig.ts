import 'reflect-metadata';

import { parseConfiguration } from './server/config/configuration.js';
import { createWriteDataSource } from './server/database/data-source.js';

/** The data source that the server writes with, for TypeORM's own command line: `npx typeorm -d dist/ormconfig.js …`. */
export default createWriteDataSource(parseConfiguration(process.env));
