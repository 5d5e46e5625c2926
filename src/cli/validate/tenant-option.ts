import { readFileSync } from 'node:fs';
import type { Cloud } from '../../cloud/cloud';
import type { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { readFacts } from '../../tenant/facts/read-facts';
import { TenantFile, TenantFiles } from '../../tenant/facts/tenant-files';
import { cloudIn } from '../cloud-option';
import { UsageError } from '../command';
import { asUsage } from '../release-option';

/** The tenants of `--tenant`, all of one cluster. */
export class GivenTenants {
  private readonly all: readonly TenantFile[];

  /** @throws UsageError when a file cannot be read, is malformed, or tells of another cluster or the same namespace */
  constructor(files: readonly string[]) {
    this.all = asUsage(() => files.map((file) => ({ file, facts: readFacts(textOf(file), file) })));
    const [first, ...others] = this.all;
    for (const { file, facts } of others) {
      if (facts.cluster.release !== first.facts.cluster.release) {
        throw new UsageError(`${first.file} is of a cluster with ${first.facts.cluster.release}, and ${file} of one `
          + `with ${facts.cluster.release}; validate the files of each cluster by itself`);
      }
    }
    const namespaces = this.all.map(({ facts: { namespace } }) => namespace);
    const twice = namespaces.find((each, index) => namespaces.indexOf(each) < index);
    if (twice !== undefined) { throw new UsageError(`two files of --tenant are of namespace '${twice}'; give one`); }
  }

  /** The release of the cluster. */
  release(catalogue: Catalogue): Release {
    return asUsage(() => catalogue.get(this.all[0].facts.cluster.release));
  }

  /** The minor of Kubernetes there, if it is told. */
  get kubernetes(): string | undefined {
    return this.all[0].facts.cluster.kubernetesVersion;
  }

  /** What runs it, if it is told. */
  get cloud(): Cloud | undefined {
    return cloudIn(this.all[0].facts.cluster);
  }

  /** Whether something else than its cloud enforces network policies there. */
  get hasOwnEngine(): boolean {
    return this.all[0].facts.cluster.isEngineGiven === true;
  }

  /** Domains of the labels that claims may give to pods there. */
  get labelDomains(): readonly string[] {
    return this.all[0].facts.cluster.allowedLabelDomains;
  }

  judge(release: Release, kubernetes: string | undefined): TenantFiles {
    return new TenantFiles(this.all, release, kubernetes);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--tenant ${file} cannot be read: ${(error as Error).message}`);
  }
}
