/** Every migration in order of its timestamp, explicitly; class names end in the timestamp (TypeORM sorts by it). */
export const migrations = [] as const;
