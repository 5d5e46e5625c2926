/**
 * Upstream's controllers: those built from `test/cluster/controllers`, and one that `AGENT_SANDBOX_CONTROLLER` names.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrograms, builtPrograms, GoPrograms } from './go-programs';
import { AgentSandboxVersion } from '../../src';

const CONTROLLERS = join(__dirname, '../cluster/controllers');

const NAME = 'agent-sandbox-controller';
const MODULE = 'sigs.k8s.io/agent-sandbox';

/** A controller and its release. */
export interface Controller {
  readonly release: string;
  /** The path of the binary, or undefined if it is not built. */
  readonly path?: string;
}

/** The newest release of each line whose module was available. */
const BUILT = readdirSync(CONTROLLERS).sort();

/** The controllers of all lines. A controller named by the environment replaces that of its release. */
export function controllers(): readonly Controller[] {
  const { AGENT_SANDBOX_CONTROLLER: given, AGENT_SANDBOX_CONTROLLER_RELEASE: release = AgentSandboxVersion.LATEST.id } =
    process.env;
  if (given && !existsSync(given)) {
    throw new Error(
      `AGENT_SANDBOX_CONTROLLER names ${given}, which does not exist; ` +
      'name a binary of upstream\'s controller, or unset it',
    );
  }
  const built = BUILT.map((each): Controller => ({ release: each, path: builtPath(each) }));
  return given ? [...built.filter((each) => each.release !== release), { release, path: given }] : built;
}

/** The path of the controller of a release, or undefined if it is not built. */
export function controllerOf(release: string): string | undefined {
  return controllers().find((each) => each.release === release)?.path;
}

/**
 * Builds missing controllers. One that cannot be built is reported and left out: modules of some releases are not
 * available everywhere.
 *
 * @param tell receives lines about the progress
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
