import {
  Capability, ContainerProps, ContainerResources, ContainerSecutiryContextCapabilities,
} from '../../kubernetes/kplus';

/** What containers have that say nothing else: the same for all, so nobody may change it. */
const NO_RESOURCES: ContainerResources = Object.freeze({});
const NO_CAPABILITIES: ContainerSecutiryContextCapabilities = Object.freeze({
  drop: Object.freeze([Capability.ALL]) as Capability[],
});

/** The defaults of a container, below what is asked for. */
export function withDefaults(props: ContainerProps): ContainerProps {
  const { resources = NO_RESOURCES, securityContext = {}, ...rest } = props;
  const { readOnlyRootFilesystem = false, capabilities, ...others } = securityContext;
  return {
    resources,
    securityContext: {
      readOnlyRootFilesystem,
      capabilities: capabilities ? { drop: NO_CAPABILITIES.drop, ...capabilities } : NO_CAPABILITIES,
      ...others,
    },
    ...rest,
  };
}
