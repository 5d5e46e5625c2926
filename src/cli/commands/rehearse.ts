import { parseArgs } from 'node:util';
import { compareManifests } from '../../change/compare-manifests';
import { oneLine } from '../../findings/printable';
import { releaseAssets } from '../../install/assets';
import { controllerWorkload } from '../../rehearsal/controllers';
import { breaks, Fault } from '../../rehearsal/fault';
import { builtController, controlPlanePrograms, releaseOfProgram } from '../../rehearsal/find-programs';
import { Rehearsal, RehearsalStep } from '../../rehearsal/rehearsal';
import type { Release } from '../../release/release';
import { Command, Context, UsageError } from '../command';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { ManifestObjects, readSide } from '../manifest-side';
import { oneOf } from '../one-of';
import { REHEARSAL_FORMATS } from '../rehearse/formats';
import { countsText, RehearsalReport, rehearsalSummary } from '../rehearse/report';
import { namedRelease } from '../release-option';
import { textsOf } from '../validate/read-texts';

/** Exit codes, as those of `diff`. */
const [FINE, FAULTS, BROKEN, UNREADABLE] = [0, 1, 2, 3];

export const rehearse: Command = {
  summary: 'Apply manifests to a private control plane, and report what becomes of them',
  help: `Usage: cdk8s-agent-sandbox rehearse NEW... [options]

Starts etcd, an API server, Kubernetes' controllers and upstream's controller on
loopback, applies OLD, then NEW, and ends all of it, also when it is interrupted:
what is refused, what drifts, which pods and volumes come and go, what is left over,
and whether 'diff' foretold it. No cluster, no nodes: pods become ready at once.

Options:
  --from FILE|DIR     what runs before; may be given many times
  --with FILE|DIR     what the cluster has besides: classes, quotas, namespaces; may be
                      given many times
  --controller PATH   the program of upstream's controller; without it, or --build, no
                      pods come of sandboxes
  --old-controller PATH
                      that of the release in OLD (default: that of NEW)
  --build             compile what is missing with Go, once a machine
  --release VERSION   the release to install if no manifest installs one (default:
                      that of the controller, else the newest known)
  --no-prune          leave objects that NEW does not declare, as 'kubectl apply' does
  --namespace, -n NAMESPACE
                      that of manifests that name none
  --format FORMAT     ${Object.keys(REHEARSAL_FORMATS).join(', ')} (default: text)
  --help              print this text

KUBEBUILDER_ASSETS names the directory of the programs of the control plane, as
'setup-envtest use -p path' prints it.

Exit code: 0 no faults, 1 faults that the platform lives with (drift, leftovers, stale
pods), 2 faults that it breaks of, 3 something could not be read or started.

Examples:
  cdk8s-agent-sandbox rehearse dist/ --controller ./agent-sandbox-controller
  cdk8s-agent-sandbox rehearse dist/ --from before/ --build --format markdown
`,
  usageCode: UNREADABLE,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'from': { type: 'string', multiple: true, default: [] },
        'with': { type: 'string', multiple: true, default: [] },
        'controller': { type: 'string' },
        'old-controller': { type: 'string' },
        'build': { type: 'boolean', default: false },
        'release': { type: 'string' },
        'no-prune': { type: 'boolean', default: false },
        ...NAMESPACE_OPTION,
        'format': { type: 'string', default: 'text' },
      },
    });
    if (positionals.length === 0) { throw new UsageError('nothing to rehearse; give files or directories'); }
    const format = oneOf('format', values.format, Object.keys(REHEARSAL_FORMATS));
    const { controller, 'old-controller': oldController } = values;
    const namespace = namespaceIn(values);
    const program = controller === undefined ? undefined : releaseOfProgram(controller);
    const named = namedRelease({ release: values.release ?? knownOr(program, context) }, context.catalogue);
    const unreadable = new Unreadable(context);
    const { refuse } = unreadable;
    const side = (names: readonly string[], fallback?: Release) => (
      readSide([...textsOf(names, context, refuse)], namespace, undefined, context, refuse, fallback)
    );
    const after = side(positionals, named);
    const before = side(values.from, after.release);
    const existing = side(values.with).objects.map(({ object }) => object);
    if (!unreadable.isEmpty) { return UNREADABLE; }
    return start().catch((error: Error) => {
      context.err(`error: ${oneLine(error.message)}\n`);
      return UNREADABLE;
    });

    async function start(): Promise<number> {
      const tell = values.build ? (line: string) => { context.err(`${line}\n`); } : undefined;
      const programs = controlPlanePrograms(process.env.KUBEBUILDER_ASSETS, tell);
      const installs = [...before.objects, ...after.objects].map(({ object }) => object);
      const install = controllerWorkload([...existing, ...installs])
        ? []
        : releaseAssets(after.release, {}, context.catalogue).at(-1)!.objects;
      const given = [oldController, controller];
      const controllers = Object.fromEntries([before, after].flatMap(({ objects, release: { id } }, index) => {
        const release = controllerWorkload(objects.map(({ object }) => object))?.release ?? id;
        const path = given[index] ?? controller ?? builtController(release, tell);
        return path === undefined ? [] : [[release, path]];
      }));
      const rehearsal = new Rehearsal({
        programs,
        existing: [...install, ...existing],
        prune: !values['no-prune'],
        ...(Object.keys(controllers).length > 0 && { controllers }),
      });
      const report = await rehearsed(rehearsal, before, after);
      const noted = install.length === 0
        ? report
        : { ...report, notes: [...report.notes, `no manifest installs Agent Sandbox: ${after.release.id} was there`] };
      context.out(REHEARSAL_FORMATS[format](noted, context.version()));
      context.err(`${rehearsalSummary(noted)}\n`);
      return noted.faults.length === 0 ? FINE : noted.faults.some(breaks) ? BROKEN : FAULTS;
    }
  },
};

/** A release of the catalogue. */
function knownOr(release: string | undefined, { catalogue }: Context): string | undefined {
  return release !== undefined && catalogue.ids.includes(release) ? release : undefined;
}

async function rehearsed(
  rehearsal: Rehearsal, before: ManifestObjects, after: ManifestObjects,
): Promise<RehearsalReport> {
  const begin = Date.now();
  const { pods, volumes } = compareManifests({ before, after, now: new Date(begin) });
  const plain = ({ objects }: ManifestObjects) => objects.map(({ object }) => object);
  try {
    const old = before.objects.length > 0 ? await rehearsal.apply(plain(before)) : undefined;
    const step = await rehearsal.apply(plain(after));
    const foretold = { pods, volumes };
    return {
      step,
      foretold,
      notes: rehearsal.notes,
      seconds: (Date.now() - begin) / 1000,
      faults: [
        ...(old?.faults ?? []).filter(breaks).map(ofOld), ...step.faults, ...surprises(step, foretold, rehearsal),
      ],
    };
  } finally {
    await rehearsal.stop();
  }
}

function ofOld(fault: Fault): Fault {
  return { ...fault, message: `what runs before: ${fault.message}` };
}

/** That `diff` foretold something else, unless a fault explains it. */
function surprises(step: RehearsalStep, foretold: RehearsalReport['foretold'], { isWhole }: Rehearsal): Fault[] {
  if (!isWhole || step.faults.some(breaks)) { return []; }
  return (['pods', 'volumes'] as const).filter((name) => countsText(step[name]) !== countsText(foretold[name]))
    .map((name): Fault => ({
      kind: 'foretold-otherwise',
      object: name,
      message: `foretold ${countsText(foretold[name])}; seen ${countsText(step[name])}`,
    }));
}
