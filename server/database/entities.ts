/** Every entity, explicitly; a feature adds its own here. */
export const entities = [] as const;
