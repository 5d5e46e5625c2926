/** The worker of the playground: the library, and whatever the user wrote. It reaches no network. */
import { main } from 'cdk8s-agent-sandbox/lib/cli/main';
import { judgeYaml } from './judge-yaml';
import { Message, Task } from './protocol';
import { noteApps, runTypescript } from './run-typescript';
import { notePlaces } from './source-places';
import { withoutNetwork } from './without-network';

declare const LIBRARY_VERSION: string;

const scope = globalThis as unknown as {
  onmessage: (event: { data: Task }) => void;
  postMessage(message: Message): void;
};
const post = scope.postMessage.bind(scope);

scope.onmessage = ({ data: task }) => { void run(task); };
withoutNetwork();
noteApps();
notePlaces();
Error.stackTraceLimit = 100;
const releases = knownReleases();
post({ ready: true, version: LIBRARY_VERSION, releases });

async function run(task: Task): Promise<void> {
  const start = performance.now();
  const outcome = task.language === 'yaml' ? judgeYaml(task, releases[0]) : await runTypescript(task.source);
  post({ id: task.id, ...outcome, milliseconds: performance.now() - start });
}

/** The releases that the library can make, the newest first. */
function knownReleases(): string[] {
  let text = '';
  main(['versions', '--json'], { out: (part) => { text += part; } });
  return (JSON.parse(text) as Array<{ readonly id: string }>).map(({ id }) => id).reverse();
}
