import { Staff1767225600000 } from './1767225600000-staff.js';
import { Sessions1767225610000 } from './1767225610000-sessions.js';
import { Issuance1767225620000 } from './1767225620000-issuance.js';
import { Keeping1767225630000 } from './1767225630000-keeping.js';

/** Every migration in order of its timestamp, explicitly; class names end in the timestamp (TypeORM sorts by it). */
export const migrations = [Staff1767225600000, Sessions1767225610000, Issuance1767225620000, Keeping1767225630000];
