/** Doorbell topics: one for each session, and one for the board. */
export const BOARD_TOPIC = 'board';
export const sessionTopic = (sessionId: string): string => `session:${sessionId}`;
