import { AgentAttendance } from './agent-attendance.js';
import { FollowingResolver } from './following.resolver.js';
import { MissedRings } from './missed-rings.js';
import { WatcherPresence } from './watcher-presence.js';

/** Board, session and the agent's own session as subscriptions, and who is there because of them. */
export const followingProviders = [WatcherPresence, AgentAttendance, MissedRings, FollowingResolver];
