import { idlePolicies, idleServices } from './idle-selectors';
import { leakingNames } from './leaking-names';
import { NetworkContext, PlacedSandboxPod, SelectedPods, selectedOf } from './network-context';
import { opensNothing, ownPolicies, probesOpenedBy } from './overlaps';
import { RuleTexts } from './policy-texts';
import { nameless, platformReached, unroutable } from './reach-rules';
import { byChart, namesOf, NetworkFinding, pathOf as sandboxPath, warning } from './sandbox-findings';
import { translated } from './translated';
import { titleOf } from '../reachability/policies';

/**
 * Findings about the network of a cluster; none about pods that a policy of a kind that is not read may select.
 *
 * @param isAsked whether findings are wanted about what a sandbox may reach
 */
export function judgeNetwork(
  context: NetworkContext,
  isAsked: (sandbox: PlacedSandboxPod) => boolean = () => true,
): NetworkFinding[] {
  const { network, sandboxes } = context;
  const known = sandboxes.filter(({ pod }) => network.policies.unreadOf(pod) === undefined);
  const texts = new RuleTexts(network.policies);
  const all = known.map((sandbox) => selectedOf(sandbox, network, texts));
  const selected = all.filter(({ sandbox }) => isAsked(sandbox));
  const read = selected.map(({ sandbox }) => sandbox);
  return [
    ...idlePolicies(context, all),
    ...idleServices(context),
    ...unrestricted(selected),
    ...reopened(context, selected),
    ...overruled(context, selected),
    ...nameless(context, selected),
    ...leakingNames(context, selected),
    ...unroutable(context, read),
    ...platformReached(context, selected),
    ...translated(context, selected),
  ];
}

/** ASB340: no policy is about what the pods may reach. A pod in the network of its node has none on purpose. */
function unrestricted(selected: readonly SelectedPods[]): NetworkFinding[] {
  const bare = selected.filter(
    ({ sandbox, policies }) => !sandbox.pod.hostNetwork && policies.every(({ egress }) => !egress),
  );
  return byChart(
    bare.map(({ sandbox }) => sandbox),
    'ASB340',
    (named) => ({
      message: `no network policy is about what ${named} may reach: the metadata of the cloud, private `
        + 'networks and all pods of the cluster are open to it',
      remedy: "give it 'egress', or select it with a NetworkPolicy; acknowledge it where policies come from elsewhere",
      remedyInFile: 'select it with a NetworkPolicy that has egress',
    }),
  );
}

/** ASB341: a policy that is not about one template or sandbox opens what the policies of some deny. */
function reopened({ policies }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const told = new Map<string, { opened: Set<string>; sandboxes: PlacedSandboxPod[] }>();
  for (const { sandbox, policies: selecting } of selected) {
    const own = ownPolicies(selecting);
    if (own.length === 0) { continue; }
    for (const policy of selecting) {
      if (own.includes(policy) || policy.tier !== 'NetworkPolicy' || policy.selects(sandbox.pod) !== 'yes') {
        continue;
      }
      const opened = probesOpenedBy(policy, own, sandbox.pod);
      if (opened.length === 0) { continue; }
      const entry = told.get(policy.title) ?? { opened: new Set<string>(), sandboxes: [] };
      told.set(policy.title, entry);
      opened.forEach((probe) => entry.opened.add(probe));
      entry.sandboxes.push(sandbox);
    }
  }
  return [...told].map(([title, { opened, sandboxes }]) =>
    warning('ASB341', pathOf(title, policies) ?? sandboxPath(sandboxes[0]), {
      message: `${title} opens what the policies of ${namesOf(sandboxes)} deny, as policies add up: `
        + [...opened].join(', '),
      remedy: 'select with it only the pods that it is meant for',
    }),
  );
}

/** ASB342: a policy that would restrict what the default policy of the controller lets through all the same. */
function overruled({ policies }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const byTitle = new Map(policies.map(({ json, path }) => [titleOf(json), { json, path }]));
  return selected
    .filter(({ sandbox }) => sandbox.keeper === 'default')
    .flatMap(({ sandbox, policies: selecting }) =>
      ownPolicies(selecting).flatMap((policy) => {
        const given = byTitle.get(policy.title);
        if (!given || !opensNothing(given.json, sandbox.cluster.release)) {
          return [];
        }
        return [
          warning('ASB342', given.path, {
            message: `${policy.title} lets nothing out that the controller's default policy of template `
                + `'${sandbox.object.name}' does not, and as policies add up it restricts nothing`,
            remedy:
              "set 'networkPolicyManagement' of the template to UNMANAGED, or give it the rules as 'egress' or "
              + "'networkPolicy'",
            remedyInFile:
              "set 'networkPolicyManagement' of the template to 'Unmanaged', or give it the rules as 'networkPolicy'",
          }),
        ];
      }),
    );
}

function pathOf(title: string, policies: NetworkContext['policies']): string | undefined {
  return policies.find(({ json }) => titleOf(json) === title)?.path;
}
