/** The agent can't start; the message says in one line why, and what to do. Exit code 1. */
export class StartError extends Error {}
