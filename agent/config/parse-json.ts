/** What the text says as JSON; null when it is none, such as the torn last line of a file. A schema decides what it is worth. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
