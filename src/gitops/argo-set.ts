import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { ARGO_API, ARGO_NAMESPACE, COMPARED_BY_SERVER } from './argo-spec';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';

/** The parts in which sets differ. */
interface SetSpec {
  readonly generators: readonly object[];
  readonly strategy?: object;
  readonly template: { readonly metadata: object; readonly spec: object };
}

/** An ApplicationSet, whose spec is known when the app is printed. */
export function argoSet(scope: Construct, metadata: ApiObjectMetadata | undefined, specOf: () => SetSpec): ApiObject {
  return new ScopedApiObject(scope, 'Resource', {
    apiVersion: ARGO_API,
    kind: 'ApplicationSet',
    metadata: { namespace: ARGO_NAMESPACE, ...metadata, name: objectName(scope, metadata?.name) },
    spec: Lazy.any({
      produce: () => {
        const { generators, strategy, template } = specOf();
        return {
          goTemplate: true,
          goTemplateOptions: ['missingkey=error'],
          generators,
          ...(strategy && { strategy }),
          // Objects stay when the set goes, or a target in it.
          syncPolicy: { preserveResourcesOnDeletion: true },
          template: { ...template, metadata: { ...template.metadata, annotations: COMPARED_BY_SERVER } },
        };
      },
    }),
  });
}
