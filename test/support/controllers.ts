/**
 * Upstream's controllers: those that were built from `test/cluster/controllers`, and one that
 * `AGENT_SANDBOX_CONTROLLER` names.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrograms, builtPrograms, GoPrograms } from './go-programs';
import { AgentSandboxVersion } from '../../src';

const CONTROLLERS = join(__dirname, '../cluster/controllers');

const NAME = 'agent-sandbox-controller';
const MODULE = 'sigs.k8s.io/agent-sandbox';

/** A controller, and the release that it is of. */
export interface Controller {
  readonly release: string;
  /** Undefined where there is none. */
  readonly path?: string;
}

/** Of each line the newest release whose module was to be had. */
const BUILT = readdirSync(CONTROLLERS).sort();

/** The controllers of all lines, and the one that is named, which stands for that of its release. */
export function controllers(): readonly Controller[] {
  const { AGENT_SANDBOX_CONTROLLER: given, AGENT_SANDBOX_CONTROLLER_RELEASE: release = AgentSandboxVersion.LATEST.id } =
    process.env;
  if (given && !existsSync(given)) {
    throw new Error(
      `AGENT_SANDBOX_CONTROLLER names ${given}, which is not there; name a binary of upstream's controller, or unset it`,
    );
  }
  const built = BUILT.map((each): Controller => ({ release: each, path: builtPath(each) }));
  return given ? [...built.filter((each) => each.release !== release), { release, path: given }] : built;
}

/** The controller of a release, or undefined where there is none. */
export function controllerOf(release: string): string | undefined {
  return controllers().find((each) => each.release === release)?.path;
}

/**
 * Builds what is not there yet. What cannot be built is told and left out: modules of some releases are not to be had
 * everywhere.
 *
 * @param tell is told what is being done
 */
export function buildControllers(tell: (line: string) => void): void {
  for (const release of BUILT) {
    try {
      buildPrograms(programsOf(release), (line) => tell(`${release}: ${line}`));
    } catch (error) {
      tell(`SKIPPED: no controller of ${release}: ${(error as Error).message}`);
    }
  }
}

function builtPath(release: string): string | undefined {
  const directory = builtPrograms(programsOf(release));
  return directory && join(directory, NAME);
}

function programsOf(release: string): GoPrograms {
  return {
    module: join(CONTROLLERS, release),
    programs: [[NAME, `${MODULE}/cmd/${NAME}`]],
    stamps: { [`${MODULE}/internal/version.gitVersion`]: release },
  };
}
