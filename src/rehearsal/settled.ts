import type { ControlPlane } from './cluster/control-plane';
import { isReady, liveState, LiveState } from './live-state';
import { unreadyFaults } from './outcome';

/** How long nothing may happen before a state counts, in milliseconds: where all is ready, and where it is not. */
const QUIET = { ready: 2_000, unready: 6_000 };
/** What one look counts at most: on a machine that is slow, the controllers are slow too. */
const LONGEST_LOOK = 250;
/** How long to wait for it. */
const PATIENCE = 120_000;

/**
 * The state once nothing has happened for a while.
 *
 * @param least milliseconds to wait at least, for what controllers have yet to notice
 */
export async function settled(plane: ControlPlane, least: number): Promise<LiveState> {
  const begin = Date.now();
  let [last, seen, calm] = ['', begin, 0];
  let state!: LiveState;
  await plane.until('the platform to be quiet', async () => {
    state = await liveState(plane.client);
    const text = JSON.stringify(Object.values(state).flat().map((each) => (
      typeof each === 'string' ? each : [each.metadata.uid, each.metadata.deletionTimestamp, isReady(each)]
    )));
    const now = Date.now();
    calm = text === last ? calm + Math.min(now - seen, LONGEST_LOOK) : 0;
    [last, seen] = [text, now];
    const isEnding = [...state.pods, ...state.Sandbox].some(({ metadata }) => metadata.deletionTimestamp);
    const quiet = isEnding || unreadyFaults(state).length > 0 ? QUIET.unready : QUIET.ready;
    return calm > quiet && now - begin > least;
  }, PATIENCE);
  return state;
}
