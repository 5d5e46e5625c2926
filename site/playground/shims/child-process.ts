/** `node:child_process` in a browser: there are no processes. cdk8s starts one for Helm charts and remote YAML. */

function refuse(): never {
  throw new Error('a browser starts no processes: Helm charts and YAML from addresses work on your machine only');
}

export const spawnSync = refuse;
export const execFileSync = refuse;
