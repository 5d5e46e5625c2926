import type { Advice } from './advice';
import type { PathSegment } from '../../../kubernetes/json-path';

type Mistakes = Readonly<Record<string, readonly string[]>>;

const PROBE: Mistakes = {
  path: ['httpGet', 'path'],
  port: ['httpGet', 'port'],
  command: ['exec', 'command'],
  http: ['httpGet'],
  httpget: ['httpGet'],
  tcp: ['tcpSocket'],
};
const HOOK: Mistakes = { command: ['exec', 'command'], path: ['httpGet', 'path'], port: ['httpGet', 'port'] };
const WHOLE: Mistakes = {
  secretKeyRef: ['secretRef'], configMapKeyRef: ['configMapRef'], secret: ['secretRef'], configMap: ['configMapRef'],
};
const ONE_KEY: Mistakes = {
  secretRef: ['secretKeyRef'],
  configMapRef: ['configMapKeyRef'],
  secret: ['secretKeyRef'],
  configMap: ['configMapKeyRef'],
};

/** Names that are used in place of fields of pods, by the field around them: as other fields are named. */
const MISTAKES: Readonly<Record<string, Mistakes>> = {
  secret: { name: ['secretName'] },
  configMap: { configMapName: ['name'] },
  persistentVolumeClaim: { name: ['claimName'] },
  volumeMounts: { path: ['mountPath'], volume: ['name'], volumeName: ['name'] },
  valueFrom: ONE_KEY,
  envFrom: WHOLE,
  ports: { port: ['containerPort'], targetPort: ['containerPort'], number: ['containerPort'] },
  resources: { cpu: ['limits', 'cpu'], memory: ['limits', 'memory'], storage: ['requests', 'storage'] },
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  startupProbe: PROBE,
  postStart: HOOK,
  preStop: HOOK,
};

/** Advice about a field of a pod that many write otherwise. */
export function podMistake(path: readonly PathSegment[]): Advice | undefined {
  const around = path.slice(0, -1);
  const [name, holder] = [path[path.length - 1], around.filter((segment) => typeof segment === 'string').at(-1)];
  if (typeof name !== 'string' || holder === undefined || !Object.hasOwn(MISTAKES, holder)) { return undefined; }
  const meant = Object.hasOwn(MISTAKES[holder], name) ? MISTAKES[holder][name] : undefined;
  return meant && { remedy: `did you mean '${meant.join('.')}'?`, meant: [...around, ...meant] };
}
