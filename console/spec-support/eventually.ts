/** Resolves when `condition` holds; a condition that never does is told by the test's own time limit. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
